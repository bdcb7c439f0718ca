package io.yike.order.ordering.domain;

import io.yike.payments.Money;

/// How an order ended that was not completed.
///
/// @param reason stable code
/// @param fault who answers for it
/// @param fee what the buyer pays nevertheless
/// @param refund what the buyer need not pay or gets back
public record Ending(String reason, Fault fault, Money fee, Money refund) {}
