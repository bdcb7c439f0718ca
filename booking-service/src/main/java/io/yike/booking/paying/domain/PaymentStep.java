package io.yike.booking.paying.domain;

import io.yike.payments.Money;

/// What a payment asks of whoever moves its money. Each has its effect once per payment, however often it is
/// asked for.
public sealed interface PaymentStep {

    record Authorise(Money amount, String token) implements PaymentStep {}

    record Capture(String authorisationId, Money amount) implements PaymentStep {}

    /// Let go of what is held.
    record Release(String authorisationId) implements PaymentStep {}

    /// See whether anything is held.
    record Look() implements PaymentStep {}
}
