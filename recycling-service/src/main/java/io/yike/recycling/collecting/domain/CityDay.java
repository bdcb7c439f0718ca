package io.yike.recycling.collecting.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/// A day of the city, by the clocks on its walls: a shift that begins at seven does so when the clocks were put
/// forward, too.
public record CityDay(LocalDate day, ZoneId zone) {

    private static final int SECONDS = 86_400;

    public static CityDay of(Instant now, ZoneId zone) {
        return new CityDay(LocalDate.ofInstant(now, zone), zone);
    }

    public Instant ends() {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /// What the clocks show, in seconds of the day: 0 before it, 86,400 after it.
    public int second(Instant at) {
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        if (local.toLocalDate().isBefore(day)) {
            return 0;
        }
        return local.toLocalDate().isAfter(day) ? SECONDS : local.toLocalTime().toSecondOfDay();
    }

    /// When the clocks show it.
    public Instant at(long second) {
        return day.atStartOfDay().plusSeconds(second).atZone(zone).toInstant();
    }
}
