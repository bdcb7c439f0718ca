package io.yike.dispatch.incidents;

import io.yike.dispatch.incidents.domain.Incident;
import io.yike.kit.page.Cursor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where incidents live.
public interface Incidents {

    void add(Incident incident);

    void save(Incident incident);

    Optional<Incident> find(UUID incidentId);

    Optional<Incident> findOpenOf(UUID deliveryId);

    /// Newest first.
    ///
    /// @param fleets only of their couriers; null for all
    List<Incident> list(
            @Nullable Set<UUID> fleets,
            @Nullable Boolean open,
            @Nullable UUID deliveryId,
            @Nullable Cursor after,
            int limit);
}
