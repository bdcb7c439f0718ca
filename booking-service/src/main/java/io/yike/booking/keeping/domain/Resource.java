package io.yike.booking.keeping.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A room, or a kind of items.
///
/// @param parentId the room that this is a part of
/// @param retired not booked any more
/// @param units of items
/// @param parts rooms in this room, one below
/// @param version counts edits
public record Resource(
        UUID id,
        UUID facilityId,
        Kind kind,
        @Nullable UUID parentId,
        Profile profile,
        boolean retired,
        List<Unit> units,
        List<UUID> parts,
        int version,
        Instant createdAt) {

    public Resource {
        units = List.copyOf(units);
        parts = List.copyOf(parts);
    }

    /// What its keeper says about it.
    ///
    /// @param photos references into the object store
    /// @param blackouts when it cannot be had
    /// @param pricing null for nothing
    /// @param lockId at the lock provider; null if the door asks us, or there is none
    public record Profile(
            String name,
            List<String> features,
            List<String> photos,
            Rules rules,
            List<Span> blackouts,
            @Nullable Pricing pricing,
            @Nullable String lockId) {

        public Profile {
            features = List.copyOf(features);
            photos = List.copyOf(photos);
            blackouts = List.copyOf(blackouts);
        }
    }
}
