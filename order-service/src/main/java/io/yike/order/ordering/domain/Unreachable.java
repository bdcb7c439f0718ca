package io.yike.order.ordering.domain;

/// What the courier does when the recipient cannot be reached.
public enum Unreachable {
    LEAVE_AT_DOOR,
    RETURN
}
