package io.yike.order.erasing.domain;

/// What becomes of the wish to forget somebody.
public sealed interface Decision {

    record Begun(Erasure erasure) implements Decision {}

    /// Whoever brings an order needs to know for whom it is.
    record OrdersUnderWay() implements Decision {}
}
