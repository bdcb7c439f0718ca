package io.yike.booking.paying.domain;

/// What a payment is for.
public enum Purpose {
    FEE,
    /// Held until what was borrowed is back as it was.
    DEPOSIT
}
