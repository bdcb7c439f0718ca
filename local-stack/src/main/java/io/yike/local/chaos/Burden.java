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

    /// What is placed unasked leaves some of it to the machine's other work.
    private static final double SAFE_SHARE = 0.5;

    private static final double LEAST_RATE = 0.3;

    private Burden() {}

    static double ordersPerSecond(int processors, int instances, long kills, Duration time) {
        double starting = kills * SECONDS_A_START / time.toMillis() * 1000;
        // While the broker is away orders are placed and nothing follows: the rest of the time has to carry that.
        double whole = 1 - (double) FaultPlan.withoutBroker(time).toMillis() / time.toMillis();
        return Math.max(0, processors - PROCESSORS_THAT_WAIT * instances - starting) * whole / SECONDS_AN_ORDER;
    }

    /// As many orders a second as were asked for; if nobody said, [ChaosRun#USUAL_RATE], or what the machine carries.
    static double rate(int processors, ChaosRun.Trial trial, long kills) {
        double safe = Math.floor(carried(processors, trial, kills) * SAFE_SHARE * 10) / 10;
        return trial.ordersPerSecond().orElse(Math.clamp(safe, LEAST_RATE, ChaosRun.USUAL_RATE));
    }

    /// What somebody should know who asks for more than the machine carries, or would have got more on another one.
    static Optional<String> warning(int processors, ChaosRun.Trial trial, long kills) {
        double carried = carried(processors, trial, kills);
        double rate = rate(processors, trial, kills);
        if (trial.ordersPerSecond().isPresent()) {
            return rate <= carried
                    ? Optional.empty()
                    : Optional.of(String.format(
                            Locale.ROOT,
                            "%d processors carry about %.1f orders/s beside these kills: of %.1f orders/s not all will "
                                    + "have ended a minute later; --rate asks for fewer",
                            processors,
                            carried,
                            rate));
        }
        return rate >= ChaosRun.USUAL_RATE
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%d processors carry about %.1f orders/s beside these kills: %.1f orders/s are placed, not the "
                                + "usual %.0f; --rate asks for more",
                        processors,
                        carried,
                        rate,
                        ChaosRun.USUAL_RATE));
    }

    private static double carried(int processors, ChaosRun.Trial trial, long kills) {
        return ordersPerSecond(processors, trial.instances(), kills, trial.time());
    }
}
