package io.yike.recycling.forecast;

import java.time.Instant;

/// How full a bin was at the first reading of an hour.
///
/// @param hour when the hour begins
public record HourlyFill(Instant hour, double fillPercent) {}
