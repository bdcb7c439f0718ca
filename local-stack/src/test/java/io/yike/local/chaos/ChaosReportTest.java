package io.yike.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.local.DemoCity.Rushed;
import io.yike.local.InvariantCheck.Harm;
import io.yike.local.InvariantCheck.Invariant;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChaosReportTest {

    @Test
    void passesWhenAllHeldAndEnoughEnded() {
        var report = report(100, 95, List.of(), held());

        assertThat(report.passed()).isTrue();
        assertThat(report.summary())
                .contains("lost             0", "ended           95  95.0 %", "everything held")
                .first()
                .asString()
                .startsWith("kills            8  survived 8; 3 between an effect and its acknowledgement");
    }

    @ParameterizedTest
    @EnumSource(Harm.class)
    void failsOnASingleViolationAndCountsIt(Harm harm) {
        var report = report(100, 100, List.of(), broken(harm, 1));

        assertThat(report.passed()).isFalse();
        assertThat(report.broken(harm)).isEqualTo(1);
        assertThat(report.summary()).contains("NOT everything held");
    }

    @Test
    void failsWhenTooFewOrdersEnded() {
        assertThat(report(100, 94, List.of(), held()).passed()).isFalse();
    }

    @Test
    void failsWhenAPartNeverCameBack() {
        var report = report(100, 100, List.of("order-service"), held());

        assertThat(report.passed()).isFalse();
        assertThat(report.summary()).contains("never came back: order-service");
    }

    @Test
    void failsWhenThereWasNothingToLose() {
        assertThat(report(0, 0, List.of(), held()).passed()).isFalse();
    }

    private static ChaosReport report(int orders, int ended, List<String> stillDown, Invariant invariant) {
        return new ChaosReport(
                20,
                8,
                3,
                8,
                stillDown,
                12,
                4_321,
                new Rushed(orders, orders, 0, 0),
                orders,
                ended,
                Duration.ofMillis(8_400),
                "postgresql",
                Duration.ofMillis(9_100),
                List.of(invariant));
    }

    private static Invariant held() {
        return new Invariant(1, Harm.LOST, "Nothing is lost", 100, List.of());
    }

    private static Invariant broken(Harm harm, int times) {
        return new Invariant(
                1,
                harm,
                "Nothing goes wrong",
                100,
                IntStream.range(0, times).mapToObj(number -> "order " + number).toList());
    }
}
