package io.yike.recycling.collecting.domain;

import io.yike.recycling.points.domain.Material;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The bins of a point that are to be emptied in one visit, or a pickup that is to be fetched.
///
/// @param pointId null for a pickup
/// @param pickupId null for a point
/// @param urgency from 1 to 10, which is full, or missed
/// @param unplanned why it was on no route when routes were planned last
/// @param notBefore it was tried in vain, and is left alone until then
public record CollectionJob(
        UUID id,
        @Nullable UUID pointId,
        @Nullable UUID pickupId,
        JobState state,
        int urgency,
        List<Load> loads,
        @Nullable Unplanned unplanned,
        Instant raisedAt,
        Instant notBefore) {

    public CollectionJob {
        loads = List.copyOf(loads);
        if ((pointId == null) == (pickupId == null)) {
            throw new IllegalArgumentException("a job is of a point or of a pickup");
        }
    }

    /// What is in one of the bins, as far as it is known.
    public record Load(UUID binId, Material material, Cause cause, long grams, long litres) {}

    public long grams() {
        return loads.stream().mapToLong(Load::grams).sum();
    }

    public long litres() {
        return loads.stream().mapToLong(Load::litres).sum();
    }
}
