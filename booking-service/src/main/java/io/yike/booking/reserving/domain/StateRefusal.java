package io.yike.booking.reserving.domain;

/// Why the state of a booking forbids something.
public enum StateRefusal {
    BOOKING_ENDED,
    BOOKING_BEGUN,
    BOOKING_NOT_BEGUN,
    BOOKING_NOT_CONFIRMED,
    BOOKING_NOT_REQUESTED,
    NOT_CHANGEABLE,
    /// It is paid for, and the other time costs another amount.
    PRICE_DIFFERS
}
