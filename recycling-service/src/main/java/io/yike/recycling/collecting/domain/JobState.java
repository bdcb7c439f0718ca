package io.yike.recycling.collecting.domain;

/// Where a collection job stands.
public enum JobState {
    OPEN,
    COLLECTED,
    /// The crew would not take it, or could not get there; somebody has to look at it.
    REFUSED,
    /// The pickup was cancelled, or has lapsed.
    VOID
}
