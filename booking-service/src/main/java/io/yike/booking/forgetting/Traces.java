package io.yike.booking.forgetting;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What is here of a resident.
public interface Traces {

    /// Whether they have something, or its time has begun.
    boolean areInUse(UUID residentId);

    /// Bookings that have neither begun nor ended.
    List<UUID> ahead(UUID residentId);

    /// What is over belongs to `nobody` from now on; what was written about it is gone, and so are groups and
    /// places in
    /// line.
    void erase(UUID residentId, UUID nobody);

    /// Tells that it is done, in the running transaction.
    void tellForgotten(UUID erasureId, Instant at);
}
