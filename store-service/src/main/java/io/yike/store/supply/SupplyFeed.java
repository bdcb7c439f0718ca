package io.yike.store.supply;

import io.yike.store.StoreSettings;
import io.yike.store.ranking.Couriers;
import io.yike.travel.Coordinate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/// What dispatch-service last said of its free couriers. Where it says nothing, or said it too long ago, a fixed time
/// holds.
@Service
public class SupplyFeed implements Couriers {

    /// An area is some 1.2 km wide; farther off, its couriers say nothing.
    private static final double AREA_METRES = 1_000;

    private final StoreSettings settings;
    private final Clock clock;
    private volatile Said said = Said.NOTHING;

    SupplyFeed(StoreSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /// Expected arrival of a courier in an area, and when that was said.
    public record Area(Coordinate centre, Duration expectedArrival, Instant at) {}

    public void heard(List<Area> areas) {
        said = Said.of(areas);
    }

    @Override
    public Duration expectedArrival(Coordinate at) {
        Instant oldest = clock.instant().minus(settings.supplyValidFor());
        Area nearest = null;
        double nearestMetres = AREA_METRES;
        for (Area area : said.around(at)) {
            double metres = area.centre().metresTo(at);
            if (metres <= nearestMetres && !area.at().isBefore(oldest)) {
                nearest = area;
                nearestMetres = metres;
            }
        }
        return nearest == null ? settings.courierWhenSilent() : nearest.expectedArrival();
    }

    @Override
    public Duration soonestArrival() {
        Duration soonest = said.soonest();
        return soonest.compareTo(settings.courierWhenSilent()) < 0 ? soonest : settings.courierWhenSilent();
    }

    /// All areas, each in every cell whose points it may say something of. Ranking asks for hundreds of stores at once.
    private record Said(Map<Long, List<Area>> cells, Duration soonest) {

        static final Said NOTHING = new Said(Map.of(), Duration.ofDays(1));

        private static final double CELLS_PER_DEGREE = 100;
        private static final double METRES_PER_DEGREE = 111_195;

        static Said of(List<Area> areas) {
            Map<Long, List<Area>> cells = new HashMap<>();
            Duration soonest = NOTHING.soonest;
            for (Area area : areas) {
                Coordinate centre = area.centre();
                double north = AREA_METRES / METRES_PER_DEGREE * 1.01;
                double east = north / Math.max(0.01, Math.cos(Math.toRadians(Math.abs(centre.latitude()) + north)));
                for (long row = row(centre.latitude() - north); row <= row(centre.latitude() + north); row++) {
                    for (long column = row(centre.longitude() - east);
                            column <= row(centre.longitude() + east);
                            column++) {
                        cells.computeIfAbsent(cell(row, column), _ -> new ArrayList<>())
                                .add(area);
                    }
                }
                soonest = area.expectedArrival().compareTo(soonest) < 0 ? area.expectedArrival() : soonest;
            }
            return new Said(cells, soonest);
        }

        List<Area> around(Coordinate at) {
            return cells.getOrDefault(cell(row(at.latitude()), row(at.longitude())), List.of());
        }

        private static long row(double degrees) {
            return (long) Math.floor(degrees * CELLS_PER_DEGREE);
        }

        private static long cell(long row, long column) {
            return row * 1_000_000L + column;
        }
    }
}
