package io.yike.order.tracking.domain;

import java.time.Instant;

/// A line of the timeline in its place.
///
/// @param sequence from 1, per order, without gaps
/// @param placedAt when the order was placed
public record StoredEntry(long sequence, Instant placedAt, TimelineEntry entry) {}
