package io.yike.travel;

import java.time.Duration;

/// How long a way takes and how long it is along the streets.
///
/// @param metres along the way, at least 0
public record TravelTime(Duration duration, double metres) {

    public TravelTime {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration must not be negative: " + duration);
        }
        if (!(metres >= 0 && metres < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("metres must be finite and not negative: " + metres);
        }
    }
}
