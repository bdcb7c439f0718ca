package io.yike.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BurdenTest {

    private static final Duration TIME = Duration.ofMinutes(3);
    private static final ChaosRun.Trial UNASKED = new ChaosRun.Trial(TIME, 1, OptionalDouble.empty(), 1);

    @Test
    void killsLeaveLessForOrders() {
        assertThat(Burden.ordersPerSecond(2, 1, 20, TIME)).isBetween(0.8, 0.9);
        assertThat(Burden.ordersPerSecond(2, 1, 0, TIME)).isBetween(2.1, 2.2);
        assertThat(Burden.ordersPerSecond(1, 2, 200, TIME)).isZero();
    }

    @Test
    void warnsOnlyWhoeverAsksForMoreThanIsCarried() {
        assertThat(Burden.warning(2, asking(5), 20))
                .hasValueSatisfying(line -> assertThat(line).contains("about 0.8 orders/s", "of 5.0 orders/s"));
        assertThat(Burden.rate(2, asking(5), 20)).isEqualTo(5);
        assertThat(Burden.warning(8, asking(5), 20)).isEmpty();
    }

    @Test
    void placesUnaskedWhatTheMachineCarries() {
        assertThat(Burden.rate(2, UNASKED, 20)).isEqualTo(0.4);
        assertThat(Burden.warning(2, UNASKED, 20))
                .hasValueSatisfying(line -> assertThat(line).contains("0.4 orders/s are placed", "not the usual 5"));
        assertThat(Burden.rate(1, UNASKED, 200)).isEqualTo(0.3);
        assertThat(Burden.rate(10, UNASKED, 20)).isEqualTo(5);
        assertThat(Burden.warning(10, UNASKED, 20)).isEmpty();
    }

    private static ChaosRun.Trial asking(double ordersPerSecond) {
        return new ChaosRun.Trial(TIME, 1, OptionalDouble.of(ordersPerSecond), 1);
    }
}
