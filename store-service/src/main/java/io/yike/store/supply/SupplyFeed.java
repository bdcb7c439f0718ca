package io.yike.store.supply;

import io.yike.store.StoreSettings;
import io.yike.store.ranking.Couriers;
import io.yike.travel.Coordinate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;

/// What dispatch-service last said of its free couriers. Where it says nothing, or said it too long ago, a fixed time
/// holds.
@Service
public class SupplyFeed implements Couriers {

    /// An area is some 1.2 km wide; farther off, its couriers say nothing.
    private static final double AREA_METRES = 1_000;

    private final StoreSettings settings;
    private final Clock clock;
    private volatile List<Area> areas = List.of();

    SupplyFeed(StoreSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /// Expected arrival of a courier in an area, and when that was said.
    public record Area(Coordinate centre, Duration expectedArrival, Instant at) {}

    public void heard(List<Area> said) {
        areas = List.copyOf(said);
    }

    @Override
    public Duration expectedArrival(Coordinate at) {
        Instant oldest = clock.instant().minus(settings.supplyValidFor());
        Area nearest = null;
        double nearestMetres = AREA_METRES;
        for (Area area : areas) {
            double metres = area.centre().metresTo(at);
            if (metres <= nearestMetres && !area.at().isBefore(oldest)) {
                nearest = area;
                nearestMetres = metres;
            }
        }
        return nearest == null ? settings.courierWhenSilent() : nearest.expectedArrival();
    }
}
