package io.yike.payments;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// A payment whose money is held first, and taken once, when it is known how much of it. A service adds what it is of.
///
/// @param <P> the service's type
public interface HeldPayment<P extends HeldPayment<P>> {

    /// Also the reference at the provider: another try to pay is another payment.
    UUID id();

    /// What is paid for.
    UUID subjectId();

    /// What is authorised; never more is captured.
    Money amount();

    PaymentState state();

    /// How often the present step has been taken.
    int attempts();

    /// The same payment, standing there.
    P with(PaymentState state, int attempts);

    /// What is to be done next; empty if nothing.
    default Optional<PaymentStep> findStep() {
        return state().findStep(amount());
    }

    /// Whether it holds money, may, or has taken some: another try to pay would pay twice.
    default boolean isAlive() {
        return state().isAlive();
    }

    /// It is known what is due: that is taken, and the rest let go.
    ///
    /// @param quietFrom until when an authorisation that is under way may still turn up, to be let go
    /// @throws IllegalStateException if more is due than was authorised
    default P settle(Money due, Instant quietFrom) {
        if (due.isGreaterThan(amount())) {
            throw new IllegalStateException("more is due than was authorised");
        }
        return answered(before -> before.settle(due, quietFrom));
    }

    /// What an answer makes of it.
    default P answered(UnaryOperator<PaymentState> answer) {
        PaymentState next = answer.apply(state());
        return with(next, next.equals(state()) ? attempts() : 0);
    }
}
