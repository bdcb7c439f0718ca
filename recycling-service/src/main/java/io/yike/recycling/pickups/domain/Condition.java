package io.yike.recycling.pickups.domain;

/// In which condition a thing is, as the resident says.
public enum Condition {
    WORKING,
    BROKEN
}
