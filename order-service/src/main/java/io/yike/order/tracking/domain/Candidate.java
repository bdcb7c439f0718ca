package io.yike.order.tracking.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A store that was considered, with the figures that ranked it.
///
/// @param verdict `offered`, `eligible` or `passed_over`
/// @param reason why it was passed over
public record Candidate(
        UUID storeId,
        @Nullable String name,
        @Nullable Integer distanceMetres,
        @Nullable Integer preparationSeconds,
        @Nullable Integer courierSeconds,
        @Nullable Integer travelSeconds,
        @Nullable Integer promiseSeconds,
        String verdict,
        @Nullable String reason) {}
