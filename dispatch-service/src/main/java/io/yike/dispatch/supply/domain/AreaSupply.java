package io.yike.dispatch.supply.domain;

import java.time.Duration;
import java.time.Instant;

/// What an area can count on.
///
/// @param freeCouriers on shift in the area with nothing to do; room on a trip does not count
/// @param expectedArrival of the first free courier near enough, at the middle of the area
public record AreaSupply(Area area, int freeCouriers, Duration expectedArrival, Instant at) {}
