package io.yike.recycling.pickups;

import io.yike.kit.deadline.Deadlines;
import io.yike.kit.id.Ids;
import io.yike.payments.Money;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.credit.BookCredit;
import io.yike.recycling.credit.Credits;
import io.yike.recycling.pickups.QuotePickup.Wished;
import io.yike.recycling.pickups.domain.Payment;
import io.yike.recycling.pickups.domain.Pickup;
import io.yike.recycling.pickups.domain.Pickup.Decision;
import io.yike.recycling.pickups.domain.PickupEvent;
import io.yike.recycling.pickups.domain.Quote;
import io.yike.recycling.pickups.domain.Slot;
import io.yike.recycling.pickups.domain.Standing;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Changes a booked pickup. Its price may fall, which is refunded at once, and never rises.
@Component
public class AmendPickup {

    private final Pickups pickups;
    private final Slots slots;
    private final QuotePickup quotePickup;
    private final ConfirmPickup confirmPickup;
    private final Credits credits;
    private final BookCredit bookCredit;
    private final Deadlines deadlines;
    private final RecyclingSettings settings;
    private final Ids ids;
    private final Clock clock;

    AmendPickup(
            Pickups pickups,
            Slots slots,
            QuotePickup quotePickup,
            ConfirmPickup confirmPickup,
            Credits credits,
            BookCredit bookCredit,
            Deadlines deadlines,
            RecyclingSettings settings,
            Ids ids,
            Clock clock) {
        this.pickups = pickups;
        this.slots = slots;
        this.quotePickup = quotePickup;
        this.confirmPickup = confirmPickup;
        this.credits = credits;
        this.bookCredit = bookCredit;
        this.deadlines = deadlines;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /// What is to be otherwise; what is null stays.
    public record Amendment(
            @Nullable UUID slotId,
            @Nullable Standing standing,
            @Nullable List<Wished> items) {}

    /// What became of it.
    public sealed interface Outcome {
        record Amended(Pickup pickup) implements Outcome {}

        record Refused(Pickup.Refusal refusal) implements Outcome {}

        record NoQuote(QuotePickup.Outcome why) implements Outcome {}

        record NoSlot(SlotRefusal why) implements Outcome {}

        record NothingToChange() implements Outcome {}

        record Unknown() implements Outcome {}
    }

    @Transactional
    public Outcome amend(UUID pickupId, Amendment amendment) {
        if (amendment.slotId() == null && amendment.standing() == null && amendment.items() == null) {
            return new Outcome.NothingToChange();
        }
        Instant now = clock.instant();
        Optional<Pickup> found = pickups.findLocked(pickupId);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        Pickup pickup = found.get();
        credits.lock(pickup.residentId());
        UUID slotId = amendment.slotId() == null ? pickup.slotId() : amendment.slotId();
        boolean moves = !slotId.equals(pickup.slotId());
        Optional<Slot> slot = slots.findLocked(slotId);
        Optional<SlotRefusal> refusal =
                moves ? SlotRefusal.of(slot, now.plus(settings.pickups().lead()), true) : Optional.empty();
        if (slot.isEmpty() || refusal.isPresent()) {
            return new Outcome.NoSlot(refusal.orElse(SlotRefusal.SLOT_UNKNOWN));
        }
        Standing standing = amendment.standing() == null ? pickup.standing() : amendment.standing();
        if (amendment.items() == null) {
            return amend(pickup, slot.get(), standing, quotePickup.kept(pickup, standing), now);
        }
        return switch (quotePickup.quote(amendment.items(), standing)) {
            case QuotePickup.Outcome.Quoted(Quote quote) -> amend(pickup, slot.get(), standing, quote, now);
            case QuotePickup.Outcome.ItemUnknown unknown -> new Outcome.NoQuote(unknown);
            case QuotePickup.Outcome.TooManyItems tooMany -> new Outcome.NoQuote(tooMany);
        };
    }

    private Outcome amend(Pickup before, Slot slot, Standing standing, Quote quote, Instant now) {
        return switch (before.amend(slot, standing, quote, settings.pickups().rules(), now)) {
            case Decision.Ignored _ -> new Outcome.Amended(before);
            case Decision.Refused(Pickup.Refusal refusal) -> new Outcome.Refused(refusal);
            case Decision.Changed(Pickup amended) -> {
                Money back = before.paid().minus(amended.paid());
                // Of what a provider holds, only what is due is taken in the end.
                if (back.isPositive()
                        && amended.payment()
                                .filter(how -> how == Payment.CREDIT)
                                .isPresent()) {
                    bookCredit.lowerPickup(ids.next(), amended.residentId(), back);
                }
                pickups.save(amended, new PickupEvent.Changed(), now);
                deadlines.set(
                        PickupTimesOut.KIND,
                        amended.id().toString(),
                        amended.end().plus(settings.pickups().rules().fetchWithin()));
                confirmPickup.remind(amended, now);
                yield new Outcome.Amended(amended);
            }
        };
    }
}
