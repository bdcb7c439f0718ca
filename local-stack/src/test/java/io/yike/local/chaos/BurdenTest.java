package io.yike.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BurdenTest {

    private static final Duration TIME = Duration.ofMinutes(3);

    @Test
    void killsLeaveLessForOrders() {
        assertThat(Burden.ordersPerSecond(2, 1, 20, TIME)).isBetween(0.9, 1.0);
        assertThat(Burden.ordersPerSecond(2, 1, 0, TIME)).isBetween(2.4, 2.5);
        assertThat(Burden.ordersPerSecond(1, 2, 200, TIME)).isZero();
    }

    @Test
    void warnsOnlyWhoeverAsksForMoreThanIsCarried() {
        assertThat(Burden.warning(2, new ChaosRun.Trial(TIME, 1, 5, 1), 20))
                .hasValueSatisfying(line -> assertThat(line).contains("about 0.9 orders/s", "of 5.0 orders/s"));
        assertThat(Burden.warning(8, new ChaosRun.Trial(TIME, 1, 5, 1), 20)).isEmpty();
    }
}
