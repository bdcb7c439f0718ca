package io.yike.order.ordering.domain;

import io.yike.payments.Money;

/// What calling an order off would mean right now.
public sealed interface CancelQuote {

    /// It can be called off.
    ///
    /// @param fee what the buyer pays nevertheless
    /// @param refund what the buyer need not pay or gets back
    record Possible(Money fee, Money refund) implements CancelQuote {}

    record NoLonger(Refusal refusal) implements CancelQuote {}
}
