package io.yike.recycling.collecting.domain;

/// Why a job is on no route.
public enum Unplanned {
    NO_CREW,
    SKILLS_MISSING,
    TOO_LARGE,
    OUT_OF_REACH,
    NO_TIME_LEFT,
    /// There is no room for it before somebody has unloaded.
    AWAITS_UNLOADING
}
