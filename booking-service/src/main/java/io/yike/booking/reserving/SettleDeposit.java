package io.yike.booking.reserving;

import io.yike.booking.paying.SettlePayments;
import io.yike.booking.paying.domain.Payment;
import io.yike.booking.paying.domain.Purpose;
import io.yike.booking.reserving.domain.Booking;
import io.yike.booking.reserving.domain.BookingState;
import io.yike.kit.deadline.Deadlines;
import io.yike.payments.Money;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Lets a deposit go, or keeps a part of it for what is broken or missing. Once: then it is settled.
@Component
public class SettleDeposit {

    private final Bookings bookings;
    private final Damages damages;
    private final SettlePayments settlePayments;
    private final Deadlines deadlines;

    SettleDeposit(Bookings bookings, Damages damages, SettlePayments settlePayments, Deadlines deadlines) {
        this.bookings = bookings;
        this.damages = damages;
        this.settlePayments = settlePayments;
        this.deadlines = deadlines;
    }

    /// What became of it.
    public sealed interface Outcome {

        record Done(Booking booking) implements Outcome {}

        /// Neither over nor overdue.
        record NotOver() implements Outcome {}

        /// There is none, or it is settled.
        record NotHeld() implements Outcome {}

        record TooMuch() implements Outcome {}

        /// Who keeps something says for what: a report of this booking.
        record DamageUnknown() implements Outcome {}
    }

    /// Empty if there is no such booking.
    @Transactional
    public Optional<Outcome> settle(UUID bookingId, Money keep, @Nullable UUID damageId) {
        return bookings.findLocked(bookingId).map(booking -> settle(booking, keep, damageId));
    }

    private Outcome settle(Booking booking, Money keep, @Nullable UUID damageId) {
        if (!(booking.state() instanceof BookingState.Completed)
                && !(booking.state() instanceof BookingState.Overdue)) {
            return new Outcome.NotOver();
        }
        Optional<Payment> held = settlePayments.findHeld(booking.id(), Purpose.DEPOSIT);
        if (held.isEmpty()) {
            return new Outcome.NotHeld();
        }
        Money deposit = held.get().amount();
        if (!keep.currency().equals(deposit.currency()) || keep.isGreaterThan(deposit)) {
            return new Outcome.TooMuch();
        }
        boolean isKnown = damageId != null
                && damages.list(booking.id()).stream()
                        .anyMatch(damage -> damage.id().equals(damageId));
        if (keep.isPositive() && !isKnown) {
            return new Outcome.DamageUnknown();
        }
        if (keep.isPositive() && damageId != null) {
            damages.keep(damageId, keep);
        }
        settlePayments.settle(booking.id(), Purpose.DEPOSIT, keep);
        deadlines.clear(BookingConsequences.DEPOSIT, booking.id().toString());
        return new Outcome.Done(booking);
    }

    /// Nobody has kept anything in time.
    @Transactional
    public void letGo(UUID bookingId) {
        bookings.findLocked(bookingId)
                .flatMap(booking -> settlePayments.findHeld(booking.id(), Purpose.DEPOSIT))
                .ifPresent(held -> settlePayments.settle(
                        held.bookingId(),
                        Purpose.DEPOSIT,
                        Money.zero(held.amount().currency())));
    }
}
