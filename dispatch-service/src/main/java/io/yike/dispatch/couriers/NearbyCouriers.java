package io.yike.dispatch.couriers;

import io.yike.travel.Coordinate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Finds couriers by place.
public interface NearbyCouriers {

    /// Nearest first; empty when the index cannot be asked, which says nothing about couriers. Their positions may be
    /// stale.
    Optional<List<UUID>> near(Coordinate point, long metres, int limit);
}
