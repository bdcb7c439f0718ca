package io.yike.order.quoting.domain;

/// Who chooses the store.
public enum Kind {
    /// store-service: the nearest able one.
    ROUTED,
    /// Nobody: the order was taken at a store, which fills it.
    COUNTER
}
