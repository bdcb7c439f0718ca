package io.yike.order.quoting.domain;

/// What the store may do with a line it cannot fill as ordered.
public enum Substitution {
    /// It may put a substitute into the bag, fewer pieces, or none.
    ALLOWED,
    /// The line as ordered, or another store.
    REFUSED
}
