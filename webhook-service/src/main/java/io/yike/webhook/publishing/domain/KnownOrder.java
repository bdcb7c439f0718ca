package io.yike.webhook.publishing.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whom an order concerns, as far as its events have said.
///
/// @param takenAt the store at whose counter it was taken
/// @param storeId the store that fills it, once one does
public record KnownOrder(
        UUID orderId,
        @Nullable UUID platformId,
        @Nullable UUID residentId,
        @Nullable UUID takenAt,
        @Nullable UUID storeId) {

    public KnownOrder filledBy(UUID store) {
        return new KnownOrder(orderId, platformId, residentId, takenAt, store);
    }
}
