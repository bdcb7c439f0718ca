package io.yike.recycling.pickups.domain;

import java.time.Instant;

/// Where a pickup stands.
public sealed interface PickupState {

    /// The slot is kept for it, and nothing is paid.
    record Held(Instant until) implements PickupState {}

    record Booked(Payment payment) implements PickupState {}

    /// Nobody came; it is planned again, before all others.
    record Missed(Payment payment, Instant reportedAt) implements PickupState {}

    /// All of it, or all but the lines that were refused.
    record Collected(Payment payment, Instant at) implements PickupState {}

    record NotCollected(Payment payment, Reason reason, Instant at) implements PickupState {}

    record Cancelled(Payment payment, Why why, Instant at) implements PickupState {}

    /// It was not confirmed in time.
    record Expired(Instant at) implements PickupState {}

    /// Why it was cancelled.
    enum Why {
        /// The resident wished it, or an operator for them.
        ASKED,
        /// The provider would not hold the price.
        PAYMENT_REFUSED
    }

    /// Why nothing was collected in the end.
    enum Reason {
        /// Nobody opened, or the way was blocked.
        NO_ACCESS,
        /// The crew would not take it.
        REFUSED,
        /// Nobody came in time.
        LAPSED
    }

    /// The name on the wire and in rows.
    default String code() {
        return switch (this) {
            case Held _ -> "held";
            case Booked _ -> "booked";
            case Missed _ -> "missed";
            case Collected _ -> "collected";
            case NotCollected _ -> "not_collected";
            case Cancelled _ -> "cancelled";
            case Expired _ -> "expired";
        };
    }
}
