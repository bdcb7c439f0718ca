package io.yike.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.local.InvariantCheck.Harm;
import io.yike.local.InvariantCheck.Invariant;
import io.yike.local.chaos.ChaosRun;
import io.yike.local.chaos.ChaosRun.Trial;
import io.yike.local.stack.DataFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// A minute in which every service, the broker, PostgreSQL and Redis are killed while residents order.
class ChaosIT {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void losesNothingInAMinuteOfChaos() throws Exception {
        var data = new DataFolder(Path.of("target", "chaos"));
        data.wipe();
        var run = new ChaosRun(
                CHECKOUT,
                data,
                new Trial(Duration.ofSeconds(60), 1, OptionalDouble.of(0.5), 1),
                Map.of("YIKE_AOT", "off"),
                new Witnessed(),
                Clock.systemUTC());
        try {
            var report = run.run();
            report.summary()
                    .forEach(line -> System.getLogger(ChaosIT.class.getName()).log(System.Logger.Level.INFO, line));

            assertThat(report.invariants())
                    .allSatisfy(invariant -> assertThat(invariant.violations())
                            .as(invariant.statement())
                            .isEmpty());
            assertThat(report.invariants()).extracting(Invariant::harm).contains(Harm.values());
            assertThat(report.stillDown()).isEmpty();
            assertThat(report.kills()).isGreaterThanOrEqualTo(7);
            assertThat(report.survived()).isPositive();
            assertThat(report.orders()).isGreaterThan(20);
            assertThat(report.passed()).as(String.join("\n", report.summary())).isTrue();
        } finally {
            run.stop();
        }
    }
}
