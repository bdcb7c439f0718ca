package io.yike.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DatumTest {

    private static final Offset<Double> TENTH_OF_A_METRE = within(1e-6);

    /// The check value of eviltransform's own tests: Shanghai, near Jiading.
    @Test
    void shiftsToGcj02AsTheReferenceDoes() {
        Coordinate shifted = Datum.GCJ02.fromWgs84(new Coordinate(31.1774276, 121.5272106));

        assertThat(shifted.latitude()).isCloseTo(31.17530398364597, TENTH_OF_A_METRE);
        assertThat(shifted.longitude()).isCloseTo(121.531541859215, TENTH_OF_A_METRE);
    }

    @Test
    void shiftsToGcj02AsTheReferenceDoesInShenzhenAndBeijing() {
        Coordinate shenzhen = Datum.GCJ02.fromWgs84(new Coordinate(22.543847, 113.912316));
        Coordinate beijing = Datum.GCJ02.fromWgs84(new Coordinate(39.911954, 116.377817));

        assertThat(shenzhen.latitude()).isCloseTo(22.540796131694766, TENTH_OF_A_METRE);
        assertThat(shenzhen.longitude()).isCloseTo(113.9171764808363, TENTH_OF_A_METRE);
        assertThat(beijing.latitude()).isCloseTo(39.91334545536069, TENTH_OF_A_METRE);
        assertThat(beijing.longitude()).isCloseTo(116.38404722455657, TENTH_OF_A_METRE);
    }

    /// The check values in coordtransform's README.
    @Test
    void shiftsAsCoordtransformDoes() {
        Coordinate wgs84 = new Coordinate(39.915, 116.404);
        Coordinate givenInGcj02 = Datum.GCJ02.toWgs84(39.915, 116.404);

        assertThat(Datum.GCJ02.fromWgs84(wgs84).latitude()).isCloseTo(39.91640428150164, TENTH_OF_A_METRE);
        assertThat(Datum.GCJ02.fromWgs84(wgs84).longitude()).isCloseTo(116.41024449916938, TENTH_OF_A_METRE);
        assertThat(Datum.BD09.fromWgs84(givenInGcj02).latitude()).isCloseTo(39.92133699351021, TENTH_OF_A_METRE);
        assertThat(Datum.BD09.fromWgs84(givenInGcj02).longitude()).isCloseTo(116.41036949371029, TENTH_OF_A_METRE);
    }

    @Test
    void comesBackFromEitherDatumWithinAMillimetre() {
        Random random = new Random(20261123);
        for (int i = 0; i < 2_000; i++) {
            Coordinate point = new Coordinate(random.nextDouble(18, 53), random.nextDouble(74, 134));

            Coordinate gcj02 = Datum.GCJ02.fromWgs84(point);
            Coordinate bd09 = Datum.BD09.fromWgs84(point);

            assertThat(Datum.GCJ02.toWgs84(gcj02.latitude(), gcj02.longitude()).metresTo(point))
                    .isLessThan(0.001);
            assertThat(Datum.BD09.toWgs84(bd09.latitude(), bd09.longitude()).metresTo(point))
                    .isLessThan(0.001);
        }
    }

    @Test
    void theShiftIsHundredsOfMetresInChinaAndNoneOutside() {
        Coordinate hangzhou = new Coordinate(30.25, 120.17);
        Coordinate berlin = new Coordinate(52.52, 13.40);

        assertThat(Datum.GCJ02.fromWgs84(hangzhou).metresTo(hangzhou)).isBetween(300.0, 800.0);
        assertThat(Datum.GCJ02.fromWgs84(berlin)).isEqualTo(berlin);
        assertThat(Datum.WGS84.toWgs84(30.25, 120.17)).isEqualTo(hangzhou);
    }
}
