package io.yike.travel;

import java.time.Duration;

/// Built in: the great-circle distance times a detour factor, at a constant speed per mode.
///
/// @param detour length of the way along the streets over the straight line; 1.3 lies among the measured
///     city values of 1.2 to 1.4 (M. Barthélemy, "Spatial networks", Physics Reports 499, 2011)
public record StraightLineTravelTimes(
        double detour, double ridingMetresPerSecond, double walkingMetresPerSecond, double drivingMetresPerSecond)
        implements TravelTimes {

    /// The platform's defaults.
    public static final StraightLineTravelTimes DEFAULTS = new StraightLineTravelTimes(1.3, 4.5, 1.3, 6.0);

    public StraightLineTravelTimes {
        if (!(detour >= 1)) {
            throw new IllegalArgumentException("detour must be at least 1: " + detour);
        }
        if (!(ridingMetresPerSecond > 0 && walkingMetresPerSecond > 0 && drivingMetresPerSecond > 0)) {
            throw new IllegalArgumentException("speeds must be above 0");
        }
    }

    @Override
    public TravelTime between(Coordinate from, Coordinate to, Mode mode) {
        return over(from.metresTo(to), mode);
    }

    /// The way between two points whose straight line is known. The longer the line, the longer it takes.
    public TravelTime over(double straightMetres, Mode mode) {
        double metres = straightMetres * detour;
        return new TravelTime(Duration.ofMillis(Math.round(metres / metresPerSecond(mode) * 1000)), metres);
    }

    private double metresPerSecond(Mode mode) {
        return switch (mode) {
            case RIDING -> ridingMetresPerSecond;
            case WALKING -> walkingMetresPerSecond;
            case DRIVING -> drivingMetresPerSecond;
        };
    }
}
