package io.yike.recycling.paying.domain;

import io.yike.payments.Money;
import io.yike.payments.PaymentState;
import io.yike.payments.PaymentStep;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// The price of a pickup at the provider.
///
/// @param id also the reference at the provider
/// @param amount what is authorised; never more is captured
/// @param attempts of the present step
public record ProviderPayment(UUID id, UUID pickupId, Money amount, PaymentState state, int attempts) {

    /// What is to be done next; empty if nothing.
    public Optional<PaymentStep> findStep() {
        return state.findStep(amount);
    }

    /// It is known what is due: that is taken, and the rest let go.
    ///
    /// @param quietFrom until when an authorisation that is under way may still turn up, to be let go
    /// @throws IllegalStateException if more is due than was authorised
    public ProviderPayment settle(Money due, Instant quietFrom) {
        if (due.isGreaterThan(amount)) {
            throw new IllegalStateException("more is due than was authorised");
        }
        return answered(before -> before.settle(due, quietFrom));
    }

    /// What an answer makes of it.
    public ProviderPayment answered(UnaryOperator<PaymentState> answer) {
        PaymentState next = answer.apply(state);
        return next.equals(state) ? this : new ProviderPayment(id, pickupId, amount, next, 0);
    }
}
