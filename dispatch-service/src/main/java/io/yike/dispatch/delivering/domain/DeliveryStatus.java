package io.yike.dispatch.delivering.domain;

/// The names of the states.
public enum DeliveryStatus {
    PENDING,
    ASSIGNED,
    AT_PICKUP,
    PICKED_UP,
    AT_DROPOFF,
    DELIVERED,
    RETURNING,
    RETURNED,
    CANCELLED
}
