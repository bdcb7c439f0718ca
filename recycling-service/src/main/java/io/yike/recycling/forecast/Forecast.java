package io.yike.recycling.forecast;

import java.time.Instant;

/// When a bin will be full.
///
/// @param earliest one standard error sooner
/// @param latest one standard error later, at most four weeks ahead
/// @param errorPercent the standard error of one hour, in percent of the bin
/// @param hoursKnown so many hours of history it rests on
public record Forecast(Instant fullAt, Instant earliest, Instant latest, double errorPercent, int hoursKnown) {}
