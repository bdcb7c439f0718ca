package io.yike.booking.timing.domain;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// When something is repeated, by the clock on the wall: a part of the RRULE of RFC 5545, section 3.3.10. `FREQ` is
/// `DAILY`, `WEEKLY` or `MONTHLY`; `INTERVAL`, `COUNT`, `UNTIL`, `WKST=MO`, and with `WEEKLY` a list of days as `BYDAY`
/// are understood. Anything else is refused, not ignored.
///
/// @param interval every so many days, weeks or months
/// @param days of the week; empty for that of the first time
/// @param count how many, with the first; or null
/// @param until no later than this, as a local time; or null
public record Recurrence(
        Frequency frequency,
        int interval,
        Set<DayOfWeek> days,
        @Nullable Integer count,
        @Nullable LocalDateTime until) {

    /// More are not booked at once.
    public static final int MOST = 100;

    private static final List<String> DAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
    private static final int DAYS_PER_WEEK = 7;
    private static final int LONGEST_INTERVAL = 1000;

    /// A rule finds no time for so many months in a row only if there is none.
    private static final int TRIES = 50 * MOST;

    public Recurrence {
        days = Set.copyOf(days);
    }

    public enum Frequency {
        DAILY,
        WEEKLY,
        MONTHLY
    }

    public enum Why {
        /// It is no RRULE, or has a part that is not understood.
        RECURRENCE_NOT_UNDERSTOOD,
        /// It has neither `COUNT` nor `UNTIL`.
        RECURRENCE_WITHOUT_END,
        /// It has more than [#MOST] times.
        RECURRENCE_TOO_LONG
    }

    /// A rule, or what is wrong with it.
    public sealed interface Parsed {

        record Good(Recurrence recurrence) implements Parsed {}

        record Bad(Why why) implements Parsed {}
    }

    /// Reads a rule.
    ///
    /// @param zone in which `UNTIL` is a local time
    public static Parsed parse(String text, ZoneId zone) {
        Map<String, String> parts = new HashMap<>();
        for (String part : text.split(";", -1)) {
            String[] pair = part.split("=", -1);
            if (pair.length != 2 || parts.put(pair[0], pair[1]) != null) {
                return new Parsed.Bad(Why.RECURRENCE_NOT_UNDERSTOOD);
            }
        }
        if (!Set.of("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY").containsAll(parts.keySet())
                || (parts.containsKey("COUNT") && parts.containsKey("UNTIL"))
                || !parts.getOrDefault("WKST", "MO").equals("MO")) {
            return new Parsed.Bad(Why.RECURRENCE_NOT_UNDERSTOOD);
        }
        try {
            Frequency frequency = Frequency.valueOf(parts.getOrDefault("FREQ", ""));
            Set<DayOfWeek> days = days(parts.get("BYDAY"));
            int interval = Integer.parseInt(parts.getOrDefault("INTERVAL", "1"));
            String counted = parts.get("COUNT");
            Integer count = counted == null ? null : Integer.valueOf(counted);
            String last = parts.get("UNTIL");
            LocalDateTime until = last == null ? null : until(last, zone);
            if (interval < 1
                    || interval > LONGEST_INTERVAL
                    || (count != null && count < 1)
                    || (!days.isEmpty() && frequency != Frequency.WEEKLY)) {
                return new Parsed.Bad(Why.RECURRENCE_NOT_UNDERSTOOD);
            }
            if (count == null && until == null) {
                return new Parsed.Bad(Why.RECURRENCE_WITHOUT_END);
            }
            if (count != null && count > MOST) {
                return new Parsed.Bad(Why.RECURRENCE_TOO_LONG);
            }
            return new Parsed.Good(new Recurrence(frequency, interval, days, count, until));
        } catch (IllegalArgumentException | DateTimeParseException notUnderstood) {
            return new Parsed.Bad(Why.RECURRENCE_NOT_UNDERSTOOD);
        }
    }

    private static Set<DayOfWeek> days(@Nullable String list) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        if (list != null) {
            for (String day : list.split(",", -1)) {
                int place = DAYS.indexOf(day);
                if (place < 0) {
                    throw new IllegalArgumentException("no day");
                }
                days.add(DayOfWeek.of(place + 1));
            }
        }
        return days;
    }

    private static LocalDateTime until(String text, ZoneId zone) {
        if (text.endsWith("Z")) {
            return LocalDateTime.parse(text, DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'"))
                    .atOffset(ZoneOffset.UTC)
                    .atZoneSameInstant(zone)
                    .toLocalDateTime();
        }
        return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE).atTime(LocalTime.MAX);
    }

    /// All times, the first first; one more than [#MOST] if there are more.
    public List<LocalDateTime> from(LocalDateTime first) {
        List<LocalDateTime> all = new ArrayList<>();
        int most = count == null ? MOST + 1 : count;
        for (int step = 0; step < TRIES && all.size() < most; step++) {
            for (LocalDateTime next : period(first, (long) step * interval)) {
                if (until != null && next.isAfter(until)) {
                    return all;
                }
                if (!next.isBefore(first) && all.size() < most) {
                    all.add(next);
                }
            }
        }
        return all;
    }

    private List<LocalDateTime> period(LocalDateTime first, long after) {
        return switch (frequency) {
            case DAILY -> List.of(first.plusDays(after));
            case WEEKLY -> {
                LocalDateTime monday = first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .plusDays(after * DAYS_PER_WEEK);
                Set<DayOfWeek> wanted = days.isEmpty() ? Set.of(first.getDayOfWeek()) : days;
                yield wanted.stream()
                        .sorted()
                        .map(day -> monday.plusDays(day.getValue() - 1L))
                        .toList();
            }
            case MONTHLY -> {
                LocalDateTime next = first.plusMonths(after);
                // A month without such a day has no such time.
                yield next.getDayOfMonth() == first.getDayOfMonth() ? List.of(next) : List.of();
            }
        };
    }
}
