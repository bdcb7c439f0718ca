package io.yike.recycling.pickups;

import io.yike.recycling.pickups.domain.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// When there is room. How much of a slot is taken the database counts by itself, and lets it be no more than there is.
public interface Slots {

    void add(Slot slot);

    Optional<Slot> find(UUID slotId);

    /// Locked until the transaction ends.
    Optional<Slot> findLocked(UUID slotId);

    void close(UUID slotId, Instant at);

    /// Those that begin after then, soonest first.
    List<Slot> listAfter(Instant then, int limit);

    /// Those of them that are open and have room.
    List<Slot> listFreeAfter(Instant then, int limit);
}
