package io.yike.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.local.process.Health;
import io.yike.local.process.Launch;
import io.yike.local.process.Part;
import io.yike.local.stack.Narrator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecoveriesTest {

    private Instant now = Instant.parse("2026-11-23T04:00:00Z");

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    private final Recoveries recoveries = new Recoveries(new Silent(), clock);

    @Test
    void countsFromTheDeathUntilThePartIsWellAgain() {
        recoveries.goesDown("redis");
        pass(2);
        recoveries.goesDown("order-service");
        pass(3);
        recoveries.restarted(new Named("order-service"), Duration.ofSeconds(1));
        pass(1);
        recoveries.restarted(new Named("redis"), Duration.ofSeconds(1));

        assertThat(recoveries.survived()).isEqualTo(2);
        assertThat(recoveries.longest()).isEqualTo(Duration.ofSeconds(6));
        assertThat(recoveries.slowest()).isEqualTo("redis");
        assertThat(recoveries.stillDown()).isEmpty();
    }

    @Test
    void countsAPartThatDiesAgainWhileItStartsFromItsFirstDeath() {
        recoveries.goesDown("redis");
        pass(2);
        recoveries.goesDown("redis");
        pass(2);
        recoveries.restarted(new Named("redis"), Duration.ofSeconds(1));

        assertThat(recoveries.survived()).isEqualTo(1);
        assertThat(recoveries.longest()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void waitsForNothingThatIsStoppedForGood() {
        recoveries.goesDown("order-service-2");
        assertThat(recoveries.isDown("order-service-2")).isTrue();

        recoveries.goesForGood("order-service-2");
        recoveries.goesDown("order-service-2");

        assertThat(recoveries.isDown("order-service-2")).isFalse();
        assertThat(recoveries.stillDown()).isEmpty();
        assertThat(recoveries.survived()).isZero();
    }

    @Test
    void saysWhatHasNotComeBack() {
        recoveries.goesDown("redis");

        assertThat(recoveries.stillDown()).containsExactly("redis");
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }

    private static final class Silent implements Narrator {

        @Override
        public void note(String line) {}

        @Override
        public void healthy(Part part, Duration took) {}

        @Override
        public void failed(Part part, Duration took, String reason, List<String> tail) {}

        @Override
        public void died(Part part, String how, Duration pause) {}

        @Override
        public void restarted(Part part, Duration took) {}

        @Override
        public void stopped(Part part, boolean byItself) {}
    }

    private record Named(String name) implements Part {

        @Override
        public String address() {
            return "nowhere";
        }

        @Override
        public String healthAddress() {
            return "tcp:1";
        }

        @Override
        public Path log() {
            return Path.of(name + ".log");
        }

        @Override
        public Launch prepare() {
            return new Launch(List.of("true"), Map.of(), Path.of("."), log());
        }

        @Override
        public Health health() {
            return Health.UP;
        }
    }
}
