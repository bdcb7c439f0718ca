package io.yike.dispatch.supply.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.travel.Coordinate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AreaTest {

    /// The example of the English Wikipedia article on geohash.
    @Test
    void isNamedByItsGeohash() {
        assertThat(Area.of(new Coordinate(57.64911, 10.40744)).geohash()).isEqualTo("u4pruy");
    }

    @Test
    void itsCentreLiesInIt() {
        Random random = new Random(6);
        for (int i = 0; i < 1_000; i++) {
            Area area = Area.of(new Coordinate(random.nextDouble(-89, 89), random.nextDouble(-180, 180)));

            assertThat(Area.of(area.centre())).isEqualTo(area);
        }
    }

    @Test
    void hasEightNeighboursAndAcrossTheDateLineToo() {
        Area area = Area.of(new Coordinate(10, 179.999));

        assertThat(area.withNeighbours())
                .hasSize(9)
                .doesNotHaveDuplicates()
                .contains(area, Area.of(new Coordinate(10, -179.999)))
                .allSatisfy(near ->
                        assertThat(near.centre().metresTo(area.centre())).isLessThan(1_700));
    }
}
