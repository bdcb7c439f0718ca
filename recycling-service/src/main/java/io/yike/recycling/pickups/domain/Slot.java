package io.yike.recycling.pickups.domain;

import java.time.Instant;
import java.util.UUID;

/// A time in which crews come, with room for so many pickups.
///
/// @param taken never more than the capacity; the database counts
public record Slot(UUID id, Instant start, Instant end, int capacity, int taken, boolean closed) {

    public int free() {
        return capacity - taken;
    }
}
