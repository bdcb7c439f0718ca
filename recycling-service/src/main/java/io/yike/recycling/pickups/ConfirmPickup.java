package io.yike.recycling.pickups;

import static java.util.Objects.requireNonNull;

import io.yike.kit.deadline.Deadlines;
import io.yike.payments.provider.OfferedProvider;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.credit.BookCredit;
import io.yike.recycling.credit.Credits;
import io.yike.recycling.paying.PayPickup;
import io.yike.recycling.pickups.domain.Payment;
import io.yike.recycling.pickups.domain.Pickup;
import io.yike.recycling.pickups.domain.Pickup.Decision;
import io.yike.recycling.pickups.domain.PickupEvent;
import io.yike.recycling.pickups.domain.PickupState;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Books what is held: the slot is looked at again, and what is paid from credit is paid in the same transaction. What
/// is paid through a provider is booked when that holds the price, a step after the commit.
@Component
public class ConfirmPickup {

    private final Pickups pickups;
    private final Slots slots;
    private final Credits credits;
    private final BookCredit bookCredit;
    private final PayPickup payPickup;
    private final OfferedProvider provider;
    private final Deadlines deadlines;
    private final RecyclingSettings settings;
    private final Clock clock;

    ConfirmPickup(
            Pickups pickups,
            Slots slots,
            Credits credits,
            BookCredit bookCredit,
            PayPickup payPickup,
            OfferedProvider provider,
            Deadlines deadlines,
            RecyclingSettings settings,
            Clock clock) {
        this.pickups = pickups;
        this.slots = slots;
        this.credits = credits;
        this.bookCredit = bookCredit;
        this.payPickup = payPickup;
        this.provider = provider;
        this.deadlines = deadlines;
        this.settings = settings;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {
        /// Booked, or held until the provider has answered.
        record Confirmed(Pickup pickup) implements Outcome {}

        record Refused(Pickup.Refusal refusal) implements Outcome {}

        record NoSlot(SlotRefusal why) implements Outcome {}

        record CreditInsufficient() implements Outcome {}

        /// There is no provider here.
        record NoProvider() implements Outcome {}

        /// Nothing to pay with at the provider.
        record NoToken() implements Outcome {}

        record Unknown() implements Outcome {}
    }

    /// Confirms it.
    ///
    /// @param token what the wallet or card gave to pay with at the provider; null otherwise
    @Transactional
    public Outcome confirm(UUID pickupId, Payment payment, @Nullable String token) {
        Instant now = clock.instant();
        Optional<Pickup> found = pickups.findLocked(pickupId);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        Pickup pickup = found.get();
        if (pickup.state() instanceof PickupState.Held && payPickup.isUnderWay(pickupId)) {
            return payment == Payment.PROVIDER
                    ? new Outcome.Confirmed(pickup)
                    : new Outcome.Refused(Pickup.Refusal.PAYMENT_UNDER_WAY);
        }
        if (payment == Payment.PROVIDER && !provider.isThere()) {
            return new Outcome.NoProvider();
        }
        if (payment == Payment.PROVIDER && token == null) {
            return new Outcome.NoToken();
        }
        Decision decision = payment == Payment.PROVIDER && pickup.price().isPositive()
                ? pickup.awaitPayment(now.plus(settings.pickups().hold()), now)
                : pickup.confirm(payment, now);
        return switch (decision) {
            case Decision.Ignored _ -> new Outcome.Confirmed(pickup);
            case Decision.Refused(Pickup.Refusal refusal) -> new Outcome.Refused(refusal);
            case Decision.Changed(Pickup changed) ->
                changed.state() instanceof PickupState.Held(Instant until)
                        ? hold(changed, until, requireNonNull(token), now)
                        : book(changed, now);
        };
    }

    /// It stays held until the provider has answered, and no longer than the hold.
    private Outcome hold(Pickup held, Instant until, String token, Instant now) {
        Optional<SlotRefusal> refusal = SlotRefusal.of(slots.findLocked(held.slotId()), now, false);
        if (refusal.isPresent()) {
            return new Outcome.NoSlot(refusal.get());
        }
        pickups.save(held);
        payPickup.hold(held.id(), held.price(), token);
        deadlines.set(PickupTimesOut.KIND, held.id().toString(), until);
        return new Outcome.Confirmed(held);
    }

    private Outcome book(Pickup booked, Instant now) {
        credits.lock(booked.residentId());
        Optional<SlotRefusal> refusal = SlotRefusal.of(slots.findLocked(booked.slotId()), now, false);
        if (refusal.isPresent()) {
            return new Outcome.NoSlot(refusal.get());
        }
        if (booked.payment().filter(how -> how == Payment.CREDIT).isPresent()) {
            if (credits.balance(booked.residentId()).isLessThan(booked.price())) {
                return new Outcome.CreditInsufficient();
            }
            bookCredit.payPickup(booked.id(), booked.residentId(), booked.price());
        }
        write(booked, now);
        return new Outcome.Confirmed(booked);
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
