package io.yike.booking.keeping.domain;

/// Open from a minute of the day on, until just before another; 1440 is the next midnight.
public record Opening(int from, int to) {

    public static final int MINUTES_PER_DAY = 1440;

    public Opening {
        if (from < 0 || to > MINUTES_PER_DAY || from >= to) {
            throw new IllegalArgumentException("An opening ends after it begins, on the same day");
        }
    }
}
