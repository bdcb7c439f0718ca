package io.yike.recycling.telemetry.domain;

/// What can be wrong with a bin.
public enum AlarmKind {
    FIRE,
    TILT,
    /// Open although nobody drops anything off.
    DOOR
}
