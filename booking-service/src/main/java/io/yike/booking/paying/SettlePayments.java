package io.yike.booking.paying;

import io.yike.booking.paying.domain.Payment;
import io.yike.booking.paying.domain.Purpose;
import io.yike.payments.Money;
import io.yike.payments.PaymentState;
import io.yike.payments.steps.Payments;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Writes down, in the transaction that decides it, what is to be taken of what a booking holds; the rest is
/// let go. Moving it is a step after the commit, tried until it has taken effect. The caller has the booking's lock.
@Component
public class SettlePayments {

    private final Payments<Payment> payments;
    private final Clock clock;

    SettlePayments(Payments<Payment> payments, Clock clock) {
        this.payments = payments;
        this.clock = clock;
    }

    /// Takes `due` of what is held for this purpose; does nothing if it is settled, or nothing was ever to be
    /// paid.
    public void settle(UUID bookingId, Purpose purpose, Money due) {
        Instant now = clock.instant();
        for (Payment payment : payments.lockAll(bookingId)) {
            if (payment.purpose() == purpose) {
                payments.settle(payment, due.min(payment.amount()), now);
            }
        }
    }

    /// Lets go of all that is held or under way.
    public void letGo(UUID bookingId) {
        for (Payment payment : payments.lockAll(bookingId)) {
            payments.settle(payment, Money.zero(payment.amount().currency()), clock.instant());
        }
    }

    /// What is held for this purpose, to be taken or let go.
    public Optional<Payment> findHeld(UUID bookingId, Purpose purpose) {
        return payments.lockAll(bookingId).stream()
                .filter(payment -> payment.purpose() == purpose)
                .filter(payment -> payment.state() instanceof PaymentState.Authorised)
                .findFirst();
    }
}
