package io.yike.booking.keeping.domain;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// When a facility is open: each week, and otherwise on single dates. Local times: a change to summer time moves the
/// instants and not the hours.
///
/// @param special no date twice
public record OpeningHours(Map<DayOfWeek, List<Opening>> weekly, List<SpecialDay> special) {

    public OpeningHours {
        weekly = Map.copyOf(weekly);
        special = List.copyOf(special);
    }

    /// When it is open within a span, in order. An opening until midnight and one from midnight on are one.
    public List<Span> openings(Span within, ZoneId zone) {
        Map<LocalDate, SpecialDay> byDate =
                special.stream().collect(Collectors.toMap(SpecialDay::date, Function.identity()));
        List<Span> open = new ArrayList<>();
        LocalDate last = within.end().atZone(zone).toLocalDate();
        for (LocalDate date = within.start().atZone(zone).toLocalDate(); !date.isAfter(last); date = date.plusDays(1)) {
            for (Opening opening : on(date, byDate.get(date))) {
                Span.find(instant(date, opening.from(), zone, false), instant(date, opening.to(), zone, true))
                        .ifPresent(open::add);
            }
        }
        return Span.union(open).stream()
                .flatMap(span -> span.within(within).stream())
                .toList();
    }

    private List<Opening> on(LocalDate date, @Nullable SpecialDay day) {
        return day != null ? day.openings() : weekly.getOrDefault(date.getDayOfWeek(), List.of());
    }

    /// A local time that exists twice is the first for what begins, and the second for what ends; one that does not
    /// exist is as much later as the clock was moved.
    private static Instant instant(LocalDate date, int minute, ZoneId zone, boolean end) {
        ZonedDateTime local = date.atStartOfDay().plusMinutes(minute).atZone(zone);
        return (end ? local.withLaterOffsetAtOverlap() : local).toInstant();
    }
}
