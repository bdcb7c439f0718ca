package io.yike.store.registering.domain;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// When a store, or one of its capabilities, is open: each week, and otherwise on single dates. Local times, so that a
/// change to summer time moves the instants and not the hours.
///
/// @param exceptions replace the openings that begin on that date; an empty list means closed
public record OpeningHours(Map<DayOfWeek, List<Opening>> weekly, Map<LocalDate, List<Opening>> exceptions) {

    public OpeningHours {
        weekly = Map.copyOf(weekly);
        exceptions = Map.copyOf(exceptions);
    }

    /// Open from midnight to midnight on each day.
    public static OpeningHours always() {
        List<Opening> wholeDay = List.of(new Opening(0, Opening.MINUTES_PER_DAY));
        return new OpeningHours(
                java.util.Arrays.stream(DayOfWeek.values())
                        .collect(java.util.stream.Collectors.toMap(day -> day, _ -> wholeDay)),
                Map.of());
    }

    public boolean isOpenAt(Instant instant, ZoneId zone) {
        ZonedDateTime local = instant.atZone(zone);
        LocalDate today = local.toLocalDate();
        int minute = local.getHour() * 60 + local.getMinute();
        for (Opening opening : openingsOf(today)) {
            if (opening.coversMinute(minute)) {
                return true;
            }
        }
        for (Opening opening : openingsOf(today.minusDays(1))) {
            if (opening.coversMinute(minute + Opening.MINUTES_PER_DAY)) {
                return true;
            }
        }
        return false;
    }

    /// Whether two openings that begin on the same day, or on a day and the next, have a minute in common.
    public boolean overlap() {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (overlaps(weekly.getOrDefault(day, List.of()), weekly.getOrDefault(day.plus(1), List.of()))) {
                return true;
            }
        }
        return exceptions.values().stream().anyMatch(openings -> overlaps(openings, List.of()));
    }

    private List<Opening> openingsOf(LocalDate date) {
        List<Opening> exception = exceptions.get(date);
        return exception != null ? exception : weekly.getOrDefault(date.getDayOfWeek(), List.of());
    }

    private static boolean overlaps(List<Opening> today, List<Opening> tomorrow) {
        List<int[]> spans = new ArrayList<>();
        today.forEach(opening -> spans.add(new int[] {opening.opensMinute(), opening.endMinute()}));
        tomorrow.forEach(opening -> spans.add(new int[] {
            opening.opensMinute() + Opening.MINUTES_PER_DAY, opening.endMinute() + Opening.MINUTES_PER_DAY
        }));
        spans.sort(Comparator.comparingInt(span -> span[0]));
        for (int i = 1; i < spans.size(); i++) {
            if (spans.get(i)[0] < spans.get(i - 1)[1]) {
                return true;
            }
        }
        return false;
    }
}
