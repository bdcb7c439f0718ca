package io.yike.booking.timing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.booking.keeping.domain.Opening;
import io.yike.booking.keeping.domain.OpeningHours;
import io.yike.booking.keeping.domain.Rules;
import io.yike.booking.keeping.domain.Span;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the rules allow, and what is free.
class TimesTest {

    private static final ZoneId HELSINKI = ZoneId.of("Europe/Helsinki");
    private static final Instant NOW = Instant.parse("2026-06-01T05:10:00Z");
    private static final UUID ID = new UUID(0, 1);

    private static Rules rules(int before, int after) {
        return rules(before, after, Duration.ofHours(3), false);
    }

    private static Rules rules(int before, int after, Duration max, boolean overnight) {
        return new Rules(
                Duration.ofMinutes(30),
                Duration.ofMinutes(60),
                max,
                Duration.ofHours(1),
                7,
                Duration.ofMinutes(before),
                Duration.ofMinutes(after),
                Duration.ofMinutes(30),
                10,
                Set.of(),
                null,
                null,
                null,
                overnight);
    }

    /// Open from 09:00 to 17:00 in Helsinki, which is 06:00 to 14:00 in UTC in summer.
    private static Terms terms(Rules rules, Span... blackouts) {
        List<Opening> openings = List.of(new Opening(9 * 60, 17 * 60));
        Map<DayOfWeek, List<Opening>> weekly =
                Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(Function.identity(), _ -> openings));
        return new Terms(HELSINKI, new OpeningHours(weekly, List.of()), rules, List.of(blackouts));
    }

    private static Span span(String start, String end) {
        return new Span(Instant.parse("2026-06-" + start + ":00Z"), Instant.parse("2026-06-" + end + ":00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "02T07:00, 02T08:00, ",
        "02T06:00, 02T09:00, ",
        "02T11:00, 02T14:00, ",
        "02T07:00, 02T07:30, TOO_SHORT",
        "02T07:00, 02T10:30, TOO_LONG",
        "02T07:10, 02T08:10, NOT_ON_A_STEP",
        "02T07:00, 02T08:10, NOT_ON_A_STEP",
        "01T06:00, 01T07:00, TOO_SOON",
        "01T06:30, 01T07:30, ",
        "08T06:00, 08T07:00, TOO_FAR_AHEAD",
        "02T05:30, 02T06:30, CLOSED",
        "02T13:30, 02T14:30, CLOSED",
        "02T20:00, 02T21:00, CLOSED",
        "03T08:00, 03T10:00, BLACKED_OUT",
        "03T07:00, 03T09:00, ",
    })
    void allowsATimeByItsRules(String start, String end, TimeRefusal why) {
        Terms terms = terms(rules(0, 0), span("03T09:00", "03T12:00"));

        assertThat(TimeRules.refuse(terms, span(start, end), NOW).orElse(null)).isEqualTo(why);
    }

    /// Open from 06:00 to 14:00 UTC: a drill that goes out on one day and comes back on another.
    @ParameterizedTest
    @CsvSource({
        "02T13:00, 03T06:00, ",
        "02T13:30, 03T14:00, ",
        "02T13:30, 04T07:00, ",
        "02T07:00, 02T08:00, ",
        "02T13:30, 05T14:00, TOO_LONG",
        "02T13:30, 02T14:30, CLOSED",
        "02T14:00, 03T07:00, CLOSED",
        "02T05:30, 03T07:00, CLOSED",
        "02T20:00, 03T07:00, CLOSED",
        "02T13:00, 03T05:30, CLOSED",
        "02T13:00, 03T14:30, CLOSED",
        "02T13:30, 03T10:00, BLACKED_OUT",
    })
    void whatMayBeKeptOvernightBeginsAndEndsWhileItIsOpen(String start, String end, TimeRefusal why) {
        Terms terms = terms(rules(0, 0, Duration.ofDays(3), true), span("03T09:00", "03T09:30"));
        boolean isBlackedOut = why == TimeRefusal.BLACKED_OUT;
        Terms without = terms(rules(0, 0, Duration.ofDays(3), true));

        assertThat(TimeRules.refuse(isBlackedOut ? terms : without, span(start, end), NOW)
                        .orElse(null))
                .isEqualTo(why);
    }

    @Test
    void overnightIsFreeAcrossClosedHours() {
        Terms drill = terms(rules(0, 0, Duration.ofDays(3), true));
        Pool one = new Pool(ID, 1, 1, List.of(span("03T12:00", "04T03:00")));

        List<Span> free = FreeTimes.of(drill, List.of(one), span("02T12:00", "05T02:00"), NOW);

        assertThat(free).containsExactly(span("02T12:00", "03T12:00"), span("04T06:00", "04T14:00"));
        assertThat(FreeTimes.first(free, Duration.ofHours(20), List.of(drill), 3))
                .containsExactly(span("02T12:00", "03T08:00"));
        // Together with a room, it is had while the room is open.
        assertThat(FreeTimes.first(free, Duration.ofHours(2), List.of(drill, terms(rules(0, 0))), 3))
                .containsExactly(
                        span("02T12:00", "02T14:00"), span("03T06:00", "03T08:00"), span("03T08:00", "03T10:00"));
        assertThat(FreeTimes.firstIn(span("02T13:30", "03T12:00"), null, drill)).contains(span("02T13:30", "03T06:00"));
        assertThat(FreeTimes.firstIn(span("02T13:30", "03T06:30"), Duration.ofHours(4), drill))
                .isEmpty();
        assertThat(FreeTimes.firstIn(free.getFirst(), Duration.ofDays(4), drill))
                .isEmpty();
    }

    /// In the night of 2026-10-25, 03:00 to 04:00 comes twice: six hours on the wall are seven.
    @Test
    void countsStepsByTheClockOnTheWall() {
        Steps steps = new Steps(HELSINKI, Duration.ofHours(2));

        assertThat(steps.isOn(Instant.parse("2026-10-24T23:00:00Z"))).isTrue();
        assertThat(steps.atOrAfter(Instant.parse("2026-10-24T23:00:01Z"))).isEqualTo("2026-10-25T02:00:00Z");
        assertThat(steps.atOrAfter(Instant.parse("2026-03-29T00:00:01Z"))).isEqualTo("2026-03-29T01:00:00Z");
        assertThat(new Steps(HELSINKI, Duration.ofMinutes(30)).atOrAfter(Instant.parse("2026-10-25T00:59:00Z")))
                .isEqualTo("2026-10-25T01:00:00Z");
    }

    /// Wanted:  |----------- open -----------|     one unit, 15 minutes after each booking
    /// Taken:          |==|
    @Test
    void leavesTheBuffersFree() {
        Pool room = new Pool(ID, 1, 1, List.of(span("02T08:00", "02T09:15")));

        List<Span> free = FreeTimes.of(terms(rules(0, 15)), List.of(room), span("02T00:00", "03T00:00"), NOW);

        assertThat(free).containsExactly(span("02T06:00", "02T07:45"), span("02T09:30", "02T14:00"));
        assertThat(FreeTimes.first(free, Duration.ofHours(2), List.of(terms(rules(0, 15))), 3))
                .containsExactly(span("02T09:30", "02T11:30"), span("02T11:30", "02T13:30"));
    }

    @Test
    void isFullOnlyWhereTooManyAreTakenAtOnce() {
        Pool drills = new Pool(
                ID,
                2,
                1,
                List.of(span("02T06:00", "02T09:00"), span("02T08:00", "02T11:00"), span("02T11:00", "02T12:00")));

        assertThat(FreeTimes.of(terms(rules(0, 0)), List.of(drills), span("02T00:00", "03T00:00"), NOW))
                .containsExactly(span("02T06:00", "02T08:00"), span("02T09:00", "02T14:00"));
    }

    /// Whatever is shown as free can be booked, and what is not shown cannot.
    @Test
    void showsExactlyWhatCanBeBooked() {
        Random random = new Random(20261125);
        for (int round = 0; round < 300; round++) {
            Duration max = Duration.ofMinutes(30L * (4 + random.nextInt(40)));
            Rules rules = rules(random.nextInt(3) * 10, random.nextInt(3) * 10, max, round % 2 == 1);
            Terms terms = terms(rules, span("02T10:00", "02T10:30"));
            int units = 1 + random.nextInt(3);
            int needed = 1 + random.nextInt(units);
            List<Span> taken = new ArrayList<>();
            for (int i = 0; i < random.nextInt(8); i++) {
                Instant start =
                        Instant.parse("2026-06-02T05:00:00Z").plus(Duration.ofMinutes(10L * random.nextInt(180)));
                taken.add(new Span(start, start.plus(Duration.ofMinutes(10L * (1 + random.nextInt(12))))));
            }
            List<Span> free =
                    FreeTimes.of(terms, List.of(new Pool(ID, units, needed, taken)), span("02T00:00", "04T00:00"), NOW);
            assertThat(free)
                    .allMatch(span -> FreeTimes.firstIn(span, null, terms).isPresent());
            for (int start = 0; start < 24 * 2; start++) {
                for (int steps = 2; steps <= 45; steps++) {
                    Instant from = Instant.parse("2026-06-02T00:00:00Z").plus(Duration.ofMinutes(30L * start));
                    Span wanted = new Span(from, from.plus(Duration.ofMinutes(30L * steps)));
                    boolean isShown = free.stream().anyMatch(span -> span.contains(wanted))
                            && wanted.length().compareTo(max) <= 0
                            && terms.isOpen(wanted);
                    boolean isAllowed = TimeRules.refuse(terms, wanted, NOW).isEmpty()
                            && mostTaken(taken, terms.blocked(wanted)) + needed <= units;
                    assertThat(isShown)
                            .as("round %d: %s in %s", round, wanted, free)
                            .isEqualTo(isAllowed);
                }
            }
        }
    }

    private static int mostTaken(List<Span> taken, Span within) {
        return taken.stream()
                .filter(within::overlaps)
                .mapToInt(one -> (int) taken.stream()
                        .filter(within::overlaps)
                        .filter(other -> {
                            Instant at = one.start().isBefore(within.start()) ? within.start() : one.start();
                            return !other.start().isAfter(at) && other.end().isAfter(at);
                        })
                        .count())
                .max()
                .orElse(0);
    }
}
