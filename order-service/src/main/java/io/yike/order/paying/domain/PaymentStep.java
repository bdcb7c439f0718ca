package io.yike.order.paying.domain;

import io.yike.payments.Money;
import org.jspecify.annotations.Nullable;

/// What a payment asks of whoever moves its money. Each has its effect once per order, however often it is asked for.
public sealed interface PaymentStep {

    record Authorise(Money amount, String token) implements PaymentStep {}

    record Capture(String authorisationId, Money amount) implements PaymentStep {}

    /// Let go of what is held.
    ///
    /// @param authorisationId null if it is not known whether there is one
    record Release(@Nullable String authorisationId) implements PaymentStep {}
}
