package io.yike.booking.paying.domain;

import io.yike.payments.Money;
import io.yike.payments.PaymentState;
import io.yike.payments.PaymentStep;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// The fee or the deposit of one booking. Money is held when the booking is made certain, and taken once, when it is
/// known
/// how much of it: a part that goes back is never taken.
///
/// @param id also the reference at the provider: another try to pay is another payment
/// @param amount what is authorised; never more is captured
/// @param attempts of the present step
public record Payment(
        UUID id, UUID bookingId, Purpose purpose, Method method, Money amount, PaymentState state, int attempts) {

    /// What is to be done next; empty if nothing.
    public Optional<PaymentStep> findStep() {
        return state.findStep(amount);
    }

    /// Whether it holds money, may, or has taken some: another try to pay would pay twice.
    public boolean isAlive() {
        return state.isAlive();
    }

    /// It is known what is due: that is taken, and the rest let go.
    ///
    /// @param quietFrom until when an authorisation that is under way may still turn up, to be let go
    /// @throws IllegalStateException if more is due than was authorised
    public Payment settle(Money due, Instant quietFrom) {
        if (due.isGreaterThan(amount)) {
            throw new IllegalStateException("more is due than was authorised");
        }
        return answered(before -> before.settle(due, quietFrom));
    }

    /// What an answer makes of it.
    public Payment answered(UnaryOperator<PaymentState> answer) {
        PaymentState next = answer.apply(state);
        return next.equals(state) ? this : new Payment(id, bookingId, purpose, method, amount, next, 0);
    }
}
