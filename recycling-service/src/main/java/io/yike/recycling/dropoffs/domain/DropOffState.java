package io.yike.recycling.dropoffs.domain;

import java.time.Instant;

/// Where a drop-off stands.
public sealed interface DropOffState {

    /// The code has not been entered.
    record Awaiting() implements DropOffState {}

    /// The bin is open for it.
    record Opened(Instant at) implements DropOffState {}

    /// The time to drop something in is over, and no weight has come yet. It may still come: a device without
    /// connection sends it later.
    record Closed(Instant openedAt) implements DropOffState {}

    /// Nobody entered the code in time.
    record Expired() implements DropOffState {}

    /// What was dropped in has been weighed.
    record Weighed(Instant openedAt) implements DropOffState {}

    /// The name on the wire and in rows.
    default String code() {
        return switch (this) {
            case Awaiting _ -> "awaiting";
            case Opened _ -> "opened";
            case Closed _ -> "closed";
            case Expired _ -> "expired";
            case Weighed _ -> "weighed";
        };
    }
}
