package io.yike.dispatch.couriers;

import io.yike.dispatch.DispatchSettings;
import io.yike.dispatch.couriers.domain.Position;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Positions that are believed: a stale one is none.
@Component
public class FreshPositions {

    private final Positions positions;
    private final DispatchSettings settings;
    private final Clock clock;

    FreshPositions(Positions positions, DispatchSettings settings, Clock clock) {
        this.positions = positions;
        this.settings = settings;
        this.clock = clock;
    }

    public Map<UUID, Position> of(Collection<UUID> courierIds) {
        Instant now = clock.instant();
        Map<UUID, Position> known = new HashMap<>(positions.of(courierIds));
        known.values()
                .removeIf(
                        position -> !position.isFresh(now, settings.positions().freshFor()));
        return known;
    }
}
