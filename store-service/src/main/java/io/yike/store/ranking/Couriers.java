package io.yike.store.ranking;

import io.yike.travel.Coordinate;
import java.time.Duration;

/// How soon a courier can be expected at a place.
@FunctionalInterface
public interface Couriers {

    Duration expectedArrival(Coordinate at);
}
