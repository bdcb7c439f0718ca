package io.yike.booking.timing.domain;

/// Why a time is not allowed, whoever has it.
public enum TimeRefusal {
    TOO_SHORT,
    TOO_LONG,
    NOT_ON_A_STEP,
    TOO_SOON,
    TOO_FAR_AHEAD,
    CLOSED,
    BLACKED_OUT
}
