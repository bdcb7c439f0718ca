package io.yike.webhook.delivering.domain;

import java.time.Instant;

/// Where an event to an endpoint stands.
public sealed interface DeliveryState {

    /// To be sent, first or again. While an instance is at it, `nextAt` is when that would be over.
    record Pending(Instant nextAt) implements DeliveryState {}

    record Delivered(Instant at) implements DeliveryState {}

    /// Given up; its owner may have it sent again.
    record Failed(Instant at) implements DeliveryState {}

    /// The word for it in rows and on the wire.
    default String word() {
        return switch (this) {
            case Pending _ -> "pending";
            case Delivered _ -> "delivered";
            case Failed _ -> "failed";
        };
    }
}
