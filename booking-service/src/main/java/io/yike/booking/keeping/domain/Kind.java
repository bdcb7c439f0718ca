package io.yike.booking.keeping.domain;

/// What a resource is.
public enum Kind {
    /// Exclusive in time; it may have parts that are rooms.
    ROOM,
    /// Several units alike.
    ITEMS
}
