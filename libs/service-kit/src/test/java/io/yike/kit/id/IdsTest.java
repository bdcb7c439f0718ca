package io.yike.kit.id;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.KitAutoConfiguration;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");

    private final Ids ids = KitAutoConfiguration.uuidsInOrderOf(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void areOfVersionSevenAndCarryTheTimeOfTheClock() {
        UUID id = ids.next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void ascendWithinTheSameMillisecond() {
        List<String> made =
                Stream.generate(ids::next).limit(10_000).map(UUID::toString).toList();

        assertThat(made).isSorted().doesNotHaveDuplicates();
    }
}
