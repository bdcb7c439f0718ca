package io.yike.recycling.collecting.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class CityDayTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void sevenOClockIsSevenOClockWhenTheClocksWerePutForward() {
        Instant seven = Instant.parse("2026-03-29T05:00:00Z");
        CityDay day = CityDay.of(seven, BERLIN);

        assertThat(day.second(seven)).isEqualTo(7 * 3600);
        assertThat(day.at(7 * 3600)).isEqualTo(seven);
        assertThat(day.ends()).isEqualTo(Instant.parse("2026-03-29T22:00:00Z"));
    }

    @Test
    void sevenOClockIsSevenOClockWhenTheClocksWerePutBack() {
        Instant seven = Instant.parse("2026-10-25T06:00:00Z");

        assertThat(CityDay.of(seven, BERLIN).second(seven)).isEqualTo(7 * 3600);
        assertThat(CityDay.of(seven, BERLIN).at(7 * 3600)).isEqualTo(seven);
    }

    @Test
    void whatIsBeforeOrAfterTheDayIsAtItsEdge() {
        CityDay day = CityDay.of(Instant.parse("2026-07-01T10:00:00Z"), BERLIN);

        assertThat(day.second(Instant.parse("2026-06-30T10:00:00Z"))).isZero();
        assertThat(day.second(Instant.parse("2026-07-02T10:00:00Z"))).isEqualTo(86_400);
        assertThat(day.at(90_000)).isEqualTo(Instant.parse("2026-07-01T23:00:00Z"));
    }
}
