package io.yike.order.tracking.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A store was asked to take an order.
///
/// @param number 1 for the first store asked
/// @param answer what came of it so far
/// @param candidates all stores that were considered for this attempt
public record Attempt(
        int number,
        UUID offerId,
        UUID storeId,
        @Nullable String storeName,
        Instant offeredAt,
        Instant expiresAt,
        Instant promiseAt,
        Answer answer,
        List<Candidate> candidates) {

    public Attempt {
        candidates = List.copyOf(candidates);
    }

    public sealed interface Answer {
        record Open() implements Answer {}

        record Accepted(Instant at) implements Answer {}

        record Declined(Instant at, String reason, String fault) implements Answer {}

        record Expired(Instant at) implements Answer {}

        /// The order ended before the store answered.
        record Withdrawn(Instant at) implements Answer {}
    }
}
