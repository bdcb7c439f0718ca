package io.yike.booking.stowing.domain;

/// What a cell is opened for. Each use has a code of its own.
public enum CellUse {
    /// To put the bag or parcel in.
    DROP,
    /// To collect it.
    COLLECT,
    /// To take away what nobody collected.
    TAKE_BACK
}
