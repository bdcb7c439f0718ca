package io.yike.order.ordering.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A store has been asked.
///
/// @param attempt 1 for the first store asked
/// @param expiresAt until when the store can answer
public record Offer(
        UUID id,
        UUID storeId,
        @Nullable String storeName,
        int attempt,
        Instant offeredAt,
        Instant expiresAt,
        Instant promiseAt) {}
