package io.yike.store.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.MutableClock;
import io.yike.store.StoreSettings;
import io.yike.store.supply.SupplyFeed.Area;
import io.yike.travel.Coordinate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SupplyFeedTest {

    private static final Duration SILENT = Duration.ofMinutes(5);
    private static final StoreSettings SETTINGS = new StoreSettings(
            "CNY",
            Duration.ofSeconds(60),
            Duration.ofMinutes(60),
            Duration.ofMinutes(10),
            SILENT,
            Duration.ofSeconds(60),
            Duration.ofDays(7),
            1_000,
            1_024);

    private final MutableClock clock = new MutableClock();
    private final SupplyFeed feed = new SupplyFeed(SETTINGS, clock);

    @Test
    void expectsTheFixedTimeWhereNothingIsSaid() {
        feed.heard(List.of(area(31.23, 121.47, 90)));

        assertThat(feed.expectedArrival(new Coordinate(31.23, 121.47))).isEqualTo(Duration.ofSeconds(90));
        assertThat(feed.expectedArrival(new Coordinate(31.24, 121.47))).isEqualTo(SILENT);
    }

    @Test
    void whatWasSaidGrowsOld() {
        feed.heard(List.of(area(31.23, 121.47, 90)));
        clock.advance(Duration.ofSeconds(61));

        assertThat(feed.expectedArrival(new Coordinate(31.23, 121.47))).isEqualTo(SILENT);
    }

    @Test
    void nobodyIsExpectedSoonerThanTheSoonest() {
        assertThat(feed.soonestArrival()).isEqualTo(SILENT);

        feed.heard(List.of(area(31.23, 121.47, 900), area(31.30, 121.47, 40)));

        assertThat(feed.soonestArrival()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void theNearestAreaSpeaksAsIfAllHadBeenAsked() {
        Random random = new Random(11);
        List<Area> areas = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            areas.add(area(60 + random.nextDouble() * 0.3, 10 + random.nextDouble() * 0.6, 30 + i));
        }
        feed.heard(areas);

        for (int i = 0; i < 2_000; i++) {
            Coordinate at = new Coordinate(60 + random.nextDouble() * 0.3, 10 + random.nextDouble() * 0.6);
            Area nearest = areas.stream()
                    .min(java.util.Comparator.comparingDouble(
                            area -> area.centre().metresTo(at)))
                    .orElseThrow();
            assertThat(feed.expectedArrival(at))
                    .isEqualTo(nearest.centre().metresTo(at) <= 1_000 ? nearest.expectedArrival() : SILENT);
        }
    }

    private Area area(double latitude, double longitude, int seconds) {
        return new Area(new Coordinate(latitude, longitude), Duration.ofSeconds(seconds), clock.instant());
    }
}
