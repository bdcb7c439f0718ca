package io.yike.dispatch.couriers;

import java.util.Set;
import java.util.UUID;

/// What couriers have their hands full with: at most as many deliveries as their capacity, each delivery with
/// at most one courier. The database holds both.
public interface Slots {

    /// Takes a free slot of a courier who is on shift, in the caller's transaction. Nobody else claims one of the same
    /// courier until it ends.
    ///
    /// @param most no slot beyond this many is taken, although the courier may have more
    /// @return false if there is none, or the delivery sits in another's slot
    boolean claim(UUID courierId, UUID deliveryId, int most);

    /// The deliveries in the courier's slots, under way or offered.
    Set<UUID> held(UUID courierId);

    /// Frees the slot the delivery sits in; in none is no fault.
    void free(UUID deliveryId);
}
