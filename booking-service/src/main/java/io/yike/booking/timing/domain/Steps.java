package io.yike.booking.timing.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/// The steps of a day: so and so many minutes from its local midnight on, by the clock on the wall.
final class Steps {

    private static final int MINUTES_PER_DAY = 1440;

    private final ZoneId zone;
    private final int minutes;

    Steps(ZoneId zone, Duration step) {
        this.zone = zone;
        this.minutes = Math.toIntExact(step.toMinutes());
    }

    static Steps of(Terms terms) {
        return new Steps(terms.zone(), terms.rules().step());
    }

    boolean isOn(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        return local.toLocalTime().toSecondOfDay() % 60 == 0
                && local.getNano() == 0
                && local.toLocalTime().toSecondOfDay() / 60 % minutes == 0;
    }

    /// The first step later than this time.
    Instant after(Instant instant) {
        return atOrAfter(instant.plus(1, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MINUTES));
    }

    /// The first step at this time or later.
    Instant atOrAfter(Instant instant) {
        if (isOn(instant)) {
            return instant;
        }
        Instant minute = instant.truncatedTo(ChronoUnit.MINUTES);
        int passed = minute.atZone(zone).toLocalTime().toSecondOfDay() / 60;
        int left = Math.min(minutes - passed % minutes, MINUTES_PER_DAY - passed);
        Instant next = minute.plus(left, ChronoUnit.MINUTES);
        if (isOn(next) && zone.getRules().getOffset(next).equals(zone.getRules().getOffset(instant))) {
            return next;
        }
        // The clock is moved before: minute by minute.
        Instant walked = minute.plus(1, ChronoUnit.MINUTES);
        while (!isOn(walked)) {
            walked = walked.plus(1, ChronoUnit.MINUTES);
        }
        return walked;
    }
}
