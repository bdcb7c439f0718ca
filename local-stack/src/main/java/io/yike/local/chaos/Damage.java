package io.yike.local.chaos;

/// What can be wrong with a connection.
enum Damage {

    /// Everything comes late.
    LATENCY,

    /// Connections break without a word.
    RESET,

    /// One side says that it is done, and goes on listening.
    HALF_CLOSE,

    /// Nothing passes, nobody is told.
    BLACK_HOLE,

    /// No connection is to be had.
    REFUSED
}
