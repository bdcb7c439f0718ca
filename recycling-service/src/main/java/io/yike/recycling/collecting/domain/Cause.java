package io.yike.recycling.collecting.domain;

/// Why a bin is to be emptied.
public enum Cause {
    FULL,
    SOON_FULL
}
