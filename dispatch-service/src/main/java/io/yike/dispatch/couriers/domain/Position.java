package io.yike.dispatch.couriers.domain;

import io.yike.travel.Coordinate;
import java.time.Duration;
import java.time.Instant;

/// Where a courier was, and when.
public record Position(Coordinate point, Instant at) {

    /// Zero where the courier's clock runs ahead.
    public Duration age(Instant now) {
        return at.isAfter(now) ? Duration.ZERO : Duration.between(at, now);
    }

    /// A stale position is none.
    public boolean isFresh(Instant now, Duration freshFor) {
        return age(now).compareTo(freshFor) <= 0;
    }
}
