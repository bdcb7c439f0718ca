package io.yike.recycling.pickups;

import io.yike.kit.deadline.Deadlines;
import io.yike.payments.Money;
import io.yike.recycling.credit.BookCredit;
import io.yike.recycling.credit.Credits;
import io.yike.recycling.pickups.domain.CrewOutcome;
import io.yike.recycling.pickups.domain.Pickup;
import io.yike.recycling.pickups.domain.Pickup.Decision;
import io.yike.recycling.pickups.domain.PickupEvent;
import io.yike.recycling.pickups.domain.PickupState;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Records what became of a pickup, and settles it in the same transaction: what was taken is charged and
/// credited, what was left behind is not. Nobody at home costs the price; what a crew would not take, and what
/// nobody came for, is paid back.
@Component
public class RecordPickupOutcome {

    private final Pickups pickups;
    private final Credits credits;
    private final BookCredit bookCredit;
    private final SettlePickup settlePickup;
    private final Deadlines deadlines;
    private final Clock clock;

    RecordPickupOutcome(
            Pickups pickups,
            Credits credits,
            BookCredit bookCredit,
            SettlePickup settlePickup,
            Deadlines deadlines,
            Clock clock) {
        this.pickups = pickups;
        this.credits = credits;
        this.bookCredit = bookCredit;
        this.settlePickup = settlePickup;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {
        record Recorded(Pickup pickup) implements Outcome {}

        record Refused(Pickup.Refusal refusal) implements Outcome {}

        /// There is no such line.
        record LineUnknown() implements Outcome {}

        /// Then nothing was collected, and the outcome is another.
        record AllLinesRefused() implements Outcome {}

        record Unknown() implements Outcome {}
    }

    /// Records it.
    ///
    /// @param by who was paid at the door: a party of the ledger
    @Transactional
    public Outcome record(UUID pickupId, CrewOutcome outcome, String by) {
        Instant now = clock.instant();
        Optional<Pickup> found = pickups.findLocked(pickupId);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        Pickup pickup = found.get();
        if (outcome instanceof CrewOutcome.Part(Set<Integer> refusedLines, String _)) {
            Set<Integer> lines =
                    pickup.lines().stream().map(line -> line.number()).collect(Collectors.toSet());
            if (!lines.containsAll(refusedLines)) {
                return new Outcome.LineUnknown();
            }
            if (refusedLines.containsAll(lines)) {
                return new Outcome.AllLinesRefused();
            }
        }
        return switch (pickup.crewWasThere(outcome, now)) {
            case Decision.Ignored _ -> new Outcome.Recorded(pickup);
            case Decision.Refused(Pickup.Refusal refusal) -> new Outcome.Refused(refusal);
            case Decision.Changed(Pickup ended) -> {
                settle(ended, by, now);
                yield new Outcome.Recorded(ended);
            }
        };
    }

    /// Settles one that has just ended.
    void settle(Pickup ended, String by, Instant now) {
        credits.lock(ended.residentId());
        switch (ended.state()) {
            case PickupState.Collected _ -> {
                Money due = ended.due();
                Money earned = ended.earned();
                settlePickup.settleCollected(ended, due, by);
                bookCredit.tradeIn(ended.id(), ended.residentId(), earned);
                pickups.save(ended, new PickupEvent.Collected(due, earned), now);
            }
            case PickupState.NotCollected notCollected -> {
                Money back = switch (notCollected.reason()) {
                    case NO_ACCESS -> Money.zero(ended.price().currency());
                    case REFUSED, LAPSED -> ended.paid();
                };
                settlePickup.settle(ended, ended.paid().minus(back));
                pickups.save(ended, new PickupEvent.NotCollected(notCollected.reason(), back), now);
            }
            case PickupState.Held _,
                    PickupState.Booked _,
                    PickupState.Missed _,
                    PickupState.Cancelled _,
                    PickupState.Expired _ -> throw new IllegalStateException("it has not ended by a crew");
        }
        deadlines.clear(PickupTimesOut.KIND, ended.id().toString());
        deadlines.clear(PickupIsNear.KIND, ended.id().toString());
    }
}
