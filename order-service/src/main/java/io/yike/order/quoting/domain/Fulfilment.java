package io.yike.order.quoting.domain;

/// How the goods reach the resident.
public enum Fulfilment {
    /// A courier brings them.
    DELIVERY,
    /// The resident fetches them at the store.
    PICKUP
}
