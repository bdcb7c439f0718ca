package io.yike.dispatch.couriers;

import io.yike.dispatch.DispatchSettings;
import io.yike.dispatch.couriers.domain.Position;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Takes in where a courier is. The newest believable position counts.
@Component
public class ReportPositions {

    /// Nearer to the poles a place cannot be indexed (the Web Mercator limit that Redis GEO keeps to).
    private static final double HIGHEST_LATITUDE = 85.05;

    private final Couriers couriers;
    private final Positions positions;
    private final DispatchSettings settings;
    private final Clock clock;

    ReportPositions(Couriers couriers, Positions positions, DispatchSettings settings, Clock clock) {
        this.couriers = couriers;
        this.positions = positions;
        this.settings = settings;
        this.clock = clock;
    }

    /// How many counted, and how many were older than what is known, stale, or ahead of time.
    public record Receipt(int accepted, int ignored) {}

    public Receipt report(UUID courierId, List<Position> reported) {
        Instant now = clock.instant();
        couriers.heard(courierId, now);
        Position known = positions.of(List.of(courierId)).get(courierId);
        List<Position> believed = reported.stream()
                .filter(position -> isBelievable(position, now))
                .filter(position -> known == null || position.at().isAfter(known.at()))
                .toList();
        believed.stream()
                .max(Comparator.comparing(Position::at))
                .ifPresent(newest -> positions.keep(courierId, newest));
        return new Receipt(believed.size(), reported.size() - believed.size());
    }

    private boolean isBelievable(Position position, Instant now) {
        return position.isFresh(now, settings.positions().freshFor())
                && !position.at().isAfter(now.plus(settings.positions().aheadAtMost()))
                && Math.abs(position.point().latitude()) <= HIGHEST_LATITUDE;
    }
}
