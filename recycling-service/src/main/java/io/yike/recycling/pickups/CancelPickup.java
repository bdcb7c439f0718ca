package io.yike.recycling.pickups;

import io.yike.kit.deadline.Deadlines;
import io.yike.payments.Money;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.credit.Credits;
import io.yike.recycling.pickups.domain.CancelTerms;
import io.yike.recycling.pickups.domain.Pickup;
import io.yike.recycling.pickups.domain.Pickup.Decision;
import io.yike.recycling.pickups.domain.PickupEvent;
import io.yike.recycling.pickups.domain.PickupState;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Cancels a pickup on the terms that were shown, or not at all.
@Component
public class CancelPickup {

    private final Pickups pickups;
    private final Credits credits;
    private final SettlePickup settlePickup;
    private final Deadlines deadlines;
    private final RecyclingSettings settings;
    private final Clock clock;

    CancelPickup(
            Pickups pickups,
            Credits credits,
            SettlePickup settlePickup,
            Deadlines deadlines,
            RecyclingSettings settings,
            Clock clock) {
        this.pickups = pickups;
        this.credits = credits;
        this.settlePickup = settlePickup;
        this.deadlines = deadlines;
        this.settings = settings;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {
        record Cancelled(Pickup pickup) implements Outcome {}

        record TermsChanged() implements Outcome {}

        record Refused(Pickup.Refusal refusal) implements Outcome {}

        record Unknown() implements Outcome {}
    }

    /// What it would cost now.
    public CancelTerms terms(Pickup pickup) {
        return pickup.cancelTerms(settings.pickups().rules(), clock.instant());
    }

    /// Writes one that is cancelled now, which takes its time limits away.
    void write(Pickup cancelled, Money refund, Money fee, PickupState.Why why, Instant now) {
        pickups.save(cancelled, new PickupEvent.Cancelled(refund, fee, why), now);
        deadlines.clear(PickupTimesOut.KIND, cancelled.id().toString());
        deadlines.clear(PickupIsNear.KIND, cancelled.id().toString());
    }

    /// Cancels it.
    ///
    /// @param shown the refund that the caller has seen
    @Transactional
    public Outcome cancel(UUID pickupId, Money shown) {
        Instant now = clock.instant();
        Optional<Pickup> found = pickups.findLocked(pickupId);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        Pickup pickup = found.get();
        return switch (pickup.cancel(settings.pickups().rules(), now)) {
            case Decision.Ignored _ -> new Outcome.Cancelled(pickup);
            case Decision.Refused(Pickup.Refusal refusal) -> new Outcome.Refused(refusal);
            case Decision.Changed(Pickup cancelled) -> {
                CancelTerms terms = pickup.cancelTerms(settings.pickups().rules(), now);
                if (!terms.refund().equals(shown)) {
                    yield new Outcome.TermsChanged();
                }
                if (terms.refund().isPositive()) {
                    credits.lock(pickup.residentId());
                }
                settlePickup.settle(cancelled, terms.fee());
                write(cancelled, terms.refund(), terms.fee(), PickupState.Why.ASKED, now);
                yield new Outcome.Cancelled(cancelled);
            }
        };
    }
}
