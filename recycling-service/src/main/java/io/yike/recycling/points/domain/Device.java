package io.yike.recycling.points.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What measures in a bin. At most one of a bin is not retired.
public record Device(
        UUID id, UUID binId, Instant registeredAt, @Nullable Instant retiredAt) {

    /// Whether it was in its bin at that time.
    public boolean wasInBin(Instant at) {
        return !at.isBefore(registeredAt) && (retiredAt == null || at.isBefore(retiredAt));
    }

    public boolean isRetired() {
        return retiredAt != null;
    }
}
