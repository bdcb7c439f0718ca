package io.yike.recycling.dropoffs.domain;

/// A limit against fraud that a weigh-in is beyond.
public enum HoldReason {
    TOO_HEAVY,
    TOO_OFTEN,
    TOO_MUCH,
    BARCODE_SEEN
}
