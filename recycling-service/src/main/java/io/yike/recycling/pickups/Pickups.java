package io.yike.recycling.pickups;

import io.yike.kit.page.Cursor;
import io.yike.recycling.pickups.domain.Pickup;
import io.yike.recycling.pickups.domain.PickupEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where pickups live. What is told of one is written with it.
public interface Pickups {

    /// Adds one that is held.
    void add(Pickup pickup);

    /// Writes it, and tells what happened.
    void save(Pickup pickup, PickupEvent event, Instant at);

    /// Writes one of which there is nothing to tell.
    void save(Pickup pickup);

    Optional<Pickup> find(UUID pickupId);

    /// Locked until the transaction ends.
    Optional<Pickup> findLocked(UUID pickupId);

    /// How many of a resident have not ended.
    int countUnderWay(UUID residentId);

    /// Newest first.
    ///
    /// @param residents null for all
    /// @param state null for all
    /// @param paymentState of those at the provider; null for all
    List<Pickup> list(
            @Nullable Set<UUID> residents,
            @Nullable String state,
            @Nullable String paymentState,
            @Nullable Cursor after,
            int limit);

    /// Forgets where those were that ended before then.
    int forgetAddresses(Instant endedBefore);
}
