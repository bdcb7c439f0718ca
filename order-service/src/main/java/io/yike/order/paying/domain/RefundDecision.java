package io.yike.order.paying.domain;

import io.yike.payments.Money;

/// What a payment makes of a wish to give money back.
public sealed interface RefundDecision {

    /// It is on its way.
    ///
    /// @param amount what will be given back
    record Begun(Payment payment, Money amount) implements RefundDecision {}

    /// Nothing goes back.
    record Refused(Why why) implements RefundDecision {}

    enum Why {
        /// Nothing was taken, or all of it was given back before.
        NOTHING_TO_REFUND,
        /// Another one has not taken effect yet.
        REFUND_IN_PROGRESS,
        /// It is more than is left.
        REFUND_TOO_LARGE,
        CURRENCY_MISMATCH
    }
}
