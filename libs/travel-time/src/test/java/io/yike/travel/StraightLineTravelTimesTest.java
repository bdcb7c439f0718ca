package io.yike.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StraightLineTravelTimesTest {

    private final TravelTimes travelTimes = StraightLineTravelTimes.DEFAULTS;

    @Test
    void ridesTheStraightLineTimesTheDetour() {
        Coordinate from = new Coordinate(30.0, 120.0);
        Coordinate to = new Coordinate(30.01, 120.0);

        TravelTime way = travelTimes.between(from, to, Mode.RIDING);

        assertThat(way.metres()).isCloseTo(1_111.95 * 1.3, within(0.1));
        assertThat(way.duration()).isBetween(Duration.ofSeconds(321), Duration.ofSeconds(322));
    }

    @Test
    void walkingTakesLongerThanRiding() {
        Coordinate from = new Coordinate(30.0, 120.0);
        Coordinate to = new Coordinate(30.01, 120.0);

        TravelTime walk = travelTimes.between(from, to, Mode.WALKING);

        assertThat(walk.duration())
                .isGreaterThan(travelTimes.between(from, to, Mode.RIDING).duration());
    }

    @Test
    void theTableHasARowPerStartAndAColumnPerEnd() {
        Coordinate a = new Coordinate(30.0, 120.0);
        Coordinate b = new Coordinate(30.01, 120.0);
        Coordinate c = new Coordinate(30.0, 120.02);

        List<List<TravelTime>> table = travelTimes.table(List.of(a, b), List.of(a, b, c), Mode.RIDING);

        assertThat(table).hasSize(2).allSatisfy(row -> assertThat(row).hasSize(3));
        assertThat(table.get(0).get(0).duration()).isZero();
        assertThat(table.get(1).get(2)).isEqualTo(travelTimes.between(b, c, Mode.RIDING));
    }
}
