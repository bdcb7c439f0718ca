package io.yike.store.ranking;

import io.yike.travel.Coordinate;
import java.time.Duration;

/// How soon a courier can be expected at a place.
@FunctionalInterface
public interface Couriers {

    Duration expectedArrival(Coordinate at);

    /// Nowhere is one expected sooner than this. The closer this is to the truth, the fewer stores are looked at.
    default Duration soonestArrival() {
        return Duration.ZERO;
    }
}
