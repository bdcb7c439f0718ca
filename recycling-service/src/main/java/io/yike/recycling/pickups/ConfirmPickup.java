package io.yike.recycling.pickups;

import io.yike.kit.deadline.Deadlines;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.credit.BookCredit;
import io.yike.recycling.credit.Credits;
import io.yike.recycling.pickups.domain.Payment;
import io.yike.recycling.pickups.domain.Pickup;
import io.yike.recycling.pickups.domain.Pickup.Decision;
import io.yike.recycling.pickups.domain.PickupEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Books what is held: the slot is looked at again, and what is paid from credit is paid in the same transaction.
@Component
public class ConfirmPickup {

    private final Pickups pickups;
    private final Slots slots;
    private final Credits credits;
    private final BookCredit bookCredit;
    private final Deadlines deadlines;
    private final RecyclingSettings settings;
    private final Clock clock;

    ConfirmPickup(
            Pickups pickups,
            Slots slots,
            Credits credits,
            BookCredit bookCredit,
            Deadlines deadlines,
            RecyclingSettings settings,
            Clock clock) {
        this.pickups = pickups;
        this.slots = slots;
        this.credits = credits;
        this.bookCredit = bookCredit;
        this.deadlines = deadlines;
        this.settings = settings;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {
        record Booked(Pickup pickup) implements Outcome {}

        record Refused(Pickup.Refusal refusal) implements Outcome {}

        record NoSlot(SlotRefusal why) implements Outcome {}

        record CreditInsufficient() implements Outcome {}

        record Unknown() implements Outcome {}
    }

    @Transactional
    public Outcome confirm(UUID pickupId, Payment payment) {
        Instant now = clock.instant();
        Optional<Pickup> found = pickups.findLocked(pickupId);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        Pickup pickup = found.get();
        return switch (pickup.confirm(payment, now)) {
            case Decision.Ignored _ -> new Outcome.Booked(pickup);
            case Decision.Refused(Pickup.Refusal refusal) -> new Outcome.Refused(refusal);
            case Decision.Changed(Pickup booked) -> book(booked, now);
        };
    }

    private Outcome book(Pickup booked, Instant now) {
        credits.lock(booked.residentId());
        Optional<SlotRefusal> refusal = SlotRefusal.of(slots.findLocked(booked.slotId()), now, false);
        if (refusal.isPresent()) {
            return new Outcome.NoSlot(refusal.get());
        }
        if (booked.paid().isPositive()) {
            if (credits.balance(booked.residentId()).isLessThan(booked.price())) {
                return new Outcome.CreditInsufficient();
            }
            bookCredit.payPickup(booked.id(), booked.residentId(), booked.price());
        }
        write(booked, now);
        return new Outcome.Booked(booked);
    }

    /// Writes one that is booked now, with its time limits.
    void write(Pickup booked, Instant now) {
        pickups.save(booked, new PickupEvent.Booked(), now);
        deadlines.set(
                PickupTimesOut.KIND,
                booked.id().toString(),
                booked.end().plus(settings.pickups().rules().fetchWithin()));
        remind(booked, now);
    }

    /// Whoever books within a day of the slot needs no reminder.
    void remind(Pickup booked, Instant now) {
        Instant at = booked.start().minus(settings.pickups().remindBefore());
        if (at.isAfter(now)) {
            deadlines.set(PickupIsNear.KIND, booked.id().toString(), at);
        } else {
            deadlines.clear(PickupIsNear.KIND, booked.id().toString());
        }
    }
}
