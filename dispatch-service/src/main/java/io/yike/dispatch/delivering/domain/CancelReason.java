package io.yike.dispatch.delivering.domain;

/// Why a delivery ended before a courier had the bag.
public enum CancelReason {
    ORDER_CANCELLED,
    ORDER_RETURNED,
    NO_COURIER
}
