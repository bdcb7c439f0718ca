package io.yike.local.city.district;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.yike.travel.Coordinate;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreetsTest {

    private final Streets streets = Streets.of(1);

    @Test
    void leadsFromDoorToDoorWithoutALargeDetour() {
        var dice = Dice.of(7, "ways");
        for (int i = 0; i < 200; i++) {
            var from = streets.house(dice).point();
            var to = streets.house(dice).point();

            var way = streets.between(from, to);

            assertThat(way.corners()).startsWith(from).endsWith(to);
            assertThat(way.metres())
                    .isGreaterThanOrEqualTo(from.metresTo(to) - 0.001)
                    .isLessThanOrEqualTo(2 * from.metresTo(to) + 700);
        }
    }

    @Test
    void isAsFarAlongTheWayAsWasRidden() {
        var start = new Coordinate(31.2, 121.4);
        var corner = new Coordinate(31.21, 121.4);
        var way = new Way(List.of(start, corner, new Coordinate(31.21, 121.41)));
        double leg = start.metresTo(corner);

        var half = way.after(leg / 2);

        assertThat(half.metresTo(start)).isCloseTo(leg / 2, within(0.5));
        assertThat(way.after(leg).metresTo(corner)).isCloseTo(0, within(0.5));
        assertThat(way.after(1e6)).isEqualTo(new Coordinate(31.21, 121.41));
        assertThat(way.after(-1)).isEqualTo(start);
    }
}
