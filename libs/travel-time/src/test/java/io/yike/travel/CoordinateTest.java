package io.yike.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CoordinateTest {

    @Test
    void aDegreeOfLatitudeIsAbout111Kilometres() {
        Coordinate equator = new Coordinate(0, 0);

        double metres = equator.metresTo(new Coordinate(1, 0));

        assertThat(metres).isCloseTo(111_195.08, within(0.01));
    }

    @Test
    void aDegreeOfLongitudeShrinksWithTheLatitude() {
        double metres = new Coordinate(60, 0).metresTo(new Coordinate(60, 1));

        assertThat(metres).isCloseTo(55_597.0, within(5.0));
    }

    @Test
    void crossesTheDateLineTheShortWay() {
        double metres = new Coordinate(0, 179.5).metresTo(new Coordinate(0, -179.5));

        assertThat(metres).isCloseTo(111_195.08, within(0.01));
    }

    /// On either side of the distance from which the library's arcsine is asked.
    @Test
    void alongAMeridianTheDistanceIsThatOfTheDegrees() {
        Coordinate equator = new Coordinate(0, 0);

        for (double degrees : new double[] {1e-6, 0.001, 0.1, 0.57, 0.58, 10, 90}) {
            assertThat(equator.metresTo(new Coordinate(degrees, 0)) / (Math.toRadians(degrees) * 6_371_008.8))
                    .isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void refusesWhatIsNoPlaceOnEarth() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Coordinate(90.1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Coordinate(0, -180.1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Coordinate(Double.NaN, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Coordinate(0, Double.POSITIVE_INFINITY));
    }
}
