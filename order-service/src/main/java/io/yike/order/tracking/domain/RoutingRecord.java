package io.yike.order.tracking.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Why an order went to which store.
///
/// @param failure null unless no store was left
public record RoutingRecord(
        UUID orderId, List<Attempt> attempts, @Nullable Failure failure) {

    public RoutingRecord {
        attempts = List.copyOf(attempts);
    }

    public record Failure(String reason, Instant at, List<Candidate> candidates) {
        public Failure {
            candidates = List.copyOf(candidates);
        }
    }
}
