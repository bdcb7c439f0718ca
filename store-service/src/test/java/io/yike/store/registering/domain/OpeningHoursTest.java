package io.yike.store.registering.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpeningHoursTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Opening SEVEN_TO_ELEVEN = new Opening(7 * 60, 23 * 60);

    @Test
    void isOpenFromTheFirstMinuteAndClosedFromTheLast() {
        OpeningHours hours = new OpeningHours(Map.of(DayOfWeek.MONDAY, List.of(SEVEN_TO_ELEVEN)), Map.of());

        assertThat(hours.isOpenAt(Instant.parse("2026-11-22T22:59:59Z"), SHANGHAI))
                .isFalse();
        assertThat(hours.isOpenAt(Instant.parse("2026-11-22T23:00:00Z"), SHANGHAI))
                .isTrue();
        assertThat(hours.isOpenAt(Instant.parse("2026-11-23T14:59:59Z"), SHANGHAI))
                .isTrue();
        assertThat(hours.isOpenAt(Instant.parse("2026-11-23T15:00:00Z"), SHANGHAI))
                .isFalse();
    }

    @Test
    void staysOpenPastMidnightOfTheDayItOpened() {
        OpeningHours hours =
                new OpeningHours(Map.of(DayOfWeek.SATURDAY, List.of(new Opening(20 * 60, 2 * 60))), Map.of());

        assertThat(hours.isOpenAt(Instant.parse("2026-11-28T17:30:00Z"), SHANGHAI))
                .isTrue();
        assertThat(hours.isOpenAt(Instant.parse("2026-11-28T18:00:00Z"), SHANGHAI))
                .isFalse();
        assertThat(hours.isOpenAt(Instant.parse("2026-11-27T17:30:00Z"), SHANGHAI))
                .isFalse();
    }

    @Test
    void lastsFromMidnightToMidnight() {
        assertThat(OpeningHours.always().isOpenAt(Instant.parse("2026-11-23T16:00:00Z"), SHANGHAI))
                .isTrue();
        assertThat(OpeningHours.always().overlap()).isFalse();
    }

    @Test
    void anExceptionReplacesTheDayAndWhatOfItReachesIntoTheNext() {
        OpeningHours hours = new OpeningHours(
                Map.of(DayOfWeek.THURSDAY, List.of(new Opening(20 * 60, 2 * 60))),
                Map.of(LocalDate.parse("2026-12-31"), List.of()));

        assertThat(hours.isOpenAt(Instant.parse("2026-12-31T13:00:00Z"), SHANGHAI))
                .isFalse();
        assertThat(hours.isOpenAt(Instant.parse("2026-12-31T17:00:00Z"), SHANGHAI))
                .isFalse();
        assertThat(hours.isOpenAt(Instant.parse("2026-12-24T13:00:00Z"), SHANGHAI))
                .isTrue();
    }

    @Test
    void followsTheStoresClockOverTheChangeToSummerTime() {
        OpeningHours hours = new OpeningHours(Map.of(DayOfWeek.SUNDAY, List.of(SEVEN_TO_ELEVEN)), Map.of());

        assertThat(hours.isOpenAt(Instant.parse("2026-03-22T06:30:00Z"), BERLIN))
                .isTrue();
        assertThat(hours.isOpenAt(Instant.parse("2026-03-22T05:30:00Z"), BERLIN))
                .isFalse();
        assertThat(hours.isOpenAt(Instant.parse("2026-03-29T05:30:00Z"), BERLIN))
                .isTrue();
    }

    @Test
    void seesOverlapsOfADayAndOfANightWithTheNextMorning() {
        assertThat(weekly(new Opening(600, 700), new Opening(700, 800)).overlap())
                .isFalse();
        assertThat(weekly(new Opening(600, 701), new Opening(700, 800)).overlap())
                .isTrue();
        OpeningHours night = new OpeningHours(
                Map.of(
                        DayOfWeek.SUNDAY, List.of(new Opening(1200, 480)),
                        DayOfWeek.MONDAY, List.of(new Opening(420, 600))),
                Map.of());
        assertThat(night.overlap()).isTrue();
    }

    private static OpeningHours weekly(Opening... openings) {
        return new OpeningHours(Map.of(DayOfWeek.MONDAY, List.of(openings)), Map.of());
    }
}
