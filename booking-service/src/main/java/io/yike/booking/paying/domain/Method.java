package io.yike.booking.paying.domain;

/// Through whom a resident pays.
public enum Method {
    PROVIDER,
    /// At the counter, to the keeper.
    CASH
}
