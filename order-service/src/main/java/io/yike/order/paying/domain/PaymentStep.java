package io.yike.order.paying.domain;

import io.yike.payments.Money;
import java.util.UUID;

/// What a payment asks of whoever moves its money. Each has its effect once per order, and a refund once per its id,
/// however often it is asked for.
public sealed interface PaymentStep {

    record Authorise(Money amount, String token) implements PaymentStep {}

    record Capture(String authorisationId, Money amount) implements PaymentStep {}

    /// Let go of what is held.
    record Release(String authorisationId) implements PaymentStep {}

    /// Give back part of what was taken.
    record Refund(UUID refundId, String authorisationId, Money amount) implements PaymentStep {}

    /// See whether anything is held.
    record Look() implements PaymentStep {}
}
