package io.yike.local.chaos;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// How many orders a second a machine carries beside what is killed on it.
///
/// Measured where two processors did everything, with C1: 0.65 s of CPU for an order from its request to its delivery
/// (1,000 statements, 40 events told, 25 requests, and those who send them), 9 s for a service that starts, and
/// 0.4 processors for eight services that wait.
final class Burden {

    private static final double SECONDS_AN_ORDER = 0.65;
    private static final double SECONDS_A_START = 9;
    private static final double PROCESSORS_THAT_WAIT = 0.4;

    private Burden() {}

    static double ordersPerSecond(int processors, int instances, long kills, Duration time) {
        double starting = kills * SECONDS_A_START / time.toMillis() * 1000;
        return Math.max(0, processors - PROCESSORS_THAT_WAIT * instances - starting) / SECONDS_AN_ORDER;
    }

    /// What somebody should know who asks for more than the machine carries.
    static Optional<String> warning(int processors, ChaosRun.Trial trial, long kills) {
        double carried = ordersPerSecond(processors, trial.instances(), kills, trial.time());
        return trial.ordersPerSecond() <= carried
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%d processors carry about %.1f orders/s beside these kills: of %.1f orders/s not all will have "
                                + "ended a minute later; --rate asks for fewer",
                        processors,
                        carried,
                        trial.ordersPerSecond()));
    }
}
