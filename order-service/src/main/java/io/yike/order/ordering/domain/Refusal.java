package io.yike.order.ordering.domain;

/// Why what somebody asked of an order is not done.
public enum Refusal {
    /// It has ended, and not as was asked.
    ORDER_FINAL,
    /// It is brought and not fetched.
    NOT_A_PICKUP_ORDER,
    /// No store has it yet.
    NOT_ACCEPTED_YET,
    /// The store has not packed it.
    NOT_READY
}
