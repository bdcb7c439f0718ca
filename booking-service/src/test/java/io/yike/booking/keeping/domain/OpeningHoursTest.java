package io.yike.booking.keeping.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpeningHoursTest {

    private static final ZoneId HELSINKI = ZoneId.of("Europe/Helsinki");

    private static OpeningHours daily(int fromHour, int toHour, SpecialDay... special) {
        List<Opening> openings = List.of(new Opening(fromHour * 60, toHour * 60));
        Map<DayOfWeek, List<Opening>> weekly =
                Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(Function.identity(), _ -> openings));
        return new OpeningHours(weekly, List.of(special));
    }

    private static Span span(String start, String end) {
        return new Span(Instant.parse(start), Instant.parse(end));
    }

    /// On 2026-03-29 clocks go from 03:00 to 04:00, on 2026-10-25 from 04:00 back to 03:00.
    @Test
    void keepsTheHoursOnTheWallWhenTheClockIsMoved() {
        List<Span> open = daily(9, 17).openings(span("2026-03-28T00:00:00Z", "2026-03-30T00:00:00Z"), HELSINKI);

        assertThat(open)
                .containsExactly(
                        span("2026-03-28T07:00:00Z", "2026-03-28T15:00:00Z"),
                        span("2026-03-29T06:00:00Z", "2026-03-29T14:00:00Z"));
    }

    @Test
    void isOpenAnHourLessInTheNightThatLacksOne() {
        List<Span> open = daily(2, 5).openings(span("2026-03-28T22:00:00Z", "2026-03-29T21:00:00Z"), HELSINKI);

        assertThat(open).singleElement().extracting(Span::length).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void isOpenAnHourLongerInTheNightThatHasOneTwice() {
        List<Span> open = daily(2, 4).openings(span("2026-10-24T21:00:00Z", "2026-10-25T22:00:00Z"), HELSINKI);

        assertThat(open).containsExactly(span("2026-10-24T23:00:00Z", "2026-10-25T02:00:00Z"));
    }

    @Test
    void isOpenAsMuchLaterAsTheClockWasMoved() {
        SpecialDay night =
                new SpecialDay(LocalDate.parse("2026-03-29"), null, List.of(new Opening(3 * 60 + 15, 3 * 60 + 45)));

        List<Span> open = daily(9, 17, night).openings(span("2026-03-28T22:00:00Z", "2026-03-29T21:00:00Z"), HELSINKI);

        assertThat(open).containsExactly(span("2026-03-29T01:15:00Z", "2026-03-29T01:45:00Z"));
    }

    @Test
    void joinsWhatMeetsAtMidnight() {
        List<Span> open = daily(0, 24).openings(span("2026-06-01T00:00:00Z", "2026-06-04T12:00:00Z"), HELSINKI);

        assertThat(open).containsExactly(span("2026-06-01T00:00:00Z", "2026-06-04T12:00:00Z"));
    }

    @Test
    void goesByTheDateWhereItSaysSomethingElse() {
        SpecialDay closed = new SpecialDay(LocalDate.parse("2026-06-02"), "Cleaning", List.of());
        SpecialDay late = new SpecialDay(LocalDate.parse("2026-06-03"), null, List.of(new Opening(20 * 60, 22 * 60)));

        List<Span> open =
                daily(9, 17, closed, late).openings(span("2026-06-01T21:00:00Z", "2026-06-03T21:00:00Z"), HELSINKI);

        assertThat(open).containsExactly(span("2026-06-03T17:00:00Z", "2026-06-03T19:00:00Z"));
    }
}
