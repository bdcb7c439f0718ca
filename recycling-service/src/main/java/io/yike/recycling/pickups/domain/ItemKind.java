package io.yike.recycling.pickups.domain;

/// What kind of thing is fetched.
public enum ItemKind {
    BULKY,
    /// Taken by a licensed crew only.
    APPLIANCE
}
