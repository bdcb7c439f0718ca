package io.yike.order.ordering.domain;

/// Why somebody calls an order off.
public enum CancelReason {
    CHANGED_MIND,
    ORDERED_BY_MISTAKE,
    WRONG_ADDRESS,
    TOO_SLOW,
    ITEM_SOLD_OUT,
    STORE_CLOSED,
    STORE_TOO_BUSY,
    OTHER
}
