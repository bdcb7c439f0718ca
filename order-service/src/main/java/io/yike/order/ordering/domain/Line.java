package io.yike.order.ordering.domain;

import io.yike.order.quoting.domain.BasketLine;

/// A line of an order.
///
/// @param number from 1, the same in every event about it
public record Line(int number, BasketLine item) {}
