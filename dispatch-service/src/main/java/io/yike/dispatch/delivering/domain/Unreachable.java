package io.yike.dispatch.delivering.domain;

/// What to do when the recipient cannot be reached, chosen when ordering.
public enum Unreachable {
    LEAVE_AT_DOOR,
    RETURN
}
