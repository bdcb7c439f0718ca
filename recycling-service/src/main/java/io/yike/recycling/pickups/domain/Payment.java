package io.yike.recycling.pickups.domain;

/// How a price is paid.
public enum Payment {
    /// There is nothing to be paid.
    NOTHING,
    /// At once, from what the resident is owed.
    CREDIT,
    /// To the crew.
    AT_DOOR,
    /// Through a payment provider: held at confirming, and taken when it is known what is due.
    PROVIDER
}
