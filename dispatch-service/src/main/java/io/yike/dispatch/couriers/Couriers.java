package io.yike.dispatch.couriers;

import io.yike.dispatch.couriers.domain.Courier;
import io.yike.kit.page.Cursor;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where couriers live.
public interface Couriers {

    void add(Courier courier);

    Optional<Courier> find(UUID courierId);

    /// As [#find], and nobody else changes the courier until the transaction ends.
    Optional<Courier> findLocked(UUID courierId);

    /// Writes the shift.
    void save(Courier courier);

    /// Something was heard of the courier.
    void heard(UUID courierId, Instant at);

    /// Newest first.
    List<Courier> list(Filter filter, @Nullable Cursor after, int limit);

    List<Courier> listOnShift();

    /// How many slots are taken, per courier; those without any may be missing.
    Map<UUID, Integer> takenSlots(Collection<UUID> courierIds);

    /// Which couriers to list.
    ///
    /// @param ids only these couriers, or couriers of `fleets`; null for all
    record Filter(
            @Nullable Set<UUID> ids,
            Set<UUID> fleets,
            @Nullable UUID fleetId,
            @Nullable Boolean onShift) {}
}
