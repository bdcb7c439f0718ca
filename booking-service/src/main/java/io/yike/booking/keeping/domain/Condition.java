package io.yike.booking.keeping.domain;

/// How a unit looks.
public enum Condition {
    GOOD,
    WORN,
    /// Not booked until its keeper says that it is repaired.
    DAMAGED
}
