package io.yike.dispatch.couriers;

import io.yike.dispatch.couriers.domain.Position;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/// Where couriers are. What is read may be stale: ask [Position#isFresh].
public interface Positions {

    /// Keeps the position if it is newer than the one known.
    void keep(UUID courierId, Position position);

    /// Those that are known.
    Map<UUID, Position> of(Collection<UUID> courierIds);
}
