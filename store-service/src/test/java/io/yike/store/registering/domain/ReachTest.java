package io.yike.store.registering.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.travel.Coordinate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReachTest {

    private static final Coordinate STORE = new Coordinate(31.23, 121.47);

    @Test
    void aRadiusEndsAtItsMetres() {
        Reach reach = new Reach.Radius(1_000);

        assertThat(reach.covers(STORE, new Coordinate(31.23 + 999 / 111_195.0, 121.47)))
                .isTrue();
        assertThat(reach.covers(STORE, new Coordinate(31.23 + 1_001 / 111_195.0, 121.47)))
                .isFalse();
    }

    @Test
    void nothingInsideIsFartherThanTheFarthest() {
        Reach.Polygon reach = new Reach.Polygon(List.of(at(0, 0), at(0, 9), at(12, 9), at(3, 2)));
        Random random = new Random(5);

        for (int i = 0; i < 10_000; i++) {
            Coordinate place = at(random.nextDouble(-2, 14), random.nextDouble(-2, 11));
            if (reach.covers(STORE, place)) {
                assertThat(STORE.metresTo(place)).isLessThanOrEqualTo(reach.farthestMetres(STORE));
            }
        }
        assertThat(reach.farthestMetres(STORE)).isLessThan(60_000);
    }

    /// ```
    ///   +----+    +----+
    ///   |    |    | in |
    ///   | in +----+    |
    ///   |              |
    ///   +--------------+
    /// ```
    @Test
    void aPolygonMayBeHollow() {
        Reach.Polygon reach = new Reach.Polygon(
                List.of(at(0, 0), at(0, 3), at(2, 3), at(2, 2), at(1, 2), at(1, 1), at(2, 1), at(2, 0)));

        assertThat(reach.isUsable()).isTrue();
        assertThat(reach.covers(STORE, at(1.5, 0.5))).isTrue();
        assertThat(reach.covers(STORE, at(1.5, 2.5))).isTrue();
        assertThat(reach.covers(STORE, at(1.5, 1.5))).isFalse();
        assertThat(reach.covers(STORE, at(0.5, 1.5))).isTrue();
        assertThat(reach.covers(STORE, at(0.5, 3.5))).isFalse();
    }

    @Test
    void refusesCrossedEdgesNoAreaAndWholeProvinces() {
        assertThat(new Reach.Polygon(List.of(at(0, 0), at(1, 1), at(0, 1), at(1, 0))).isUsable())
                .isFalse();
        assertThat(new Reach.Polygon(List.of(at(0, 0), at(0, 1), at(0, 2))).isUsable())
                .isFalse();
        assertThat(new Reach.Polygon(List.of(at(0, 0), at(0, 100), at(100, 0))).isUsable())
                .isFalse();
    }

    private static Coordinate at(double north, double east) {
        return new Coordinate(31 + north / 100, 121 + east / 100);
    }
}
