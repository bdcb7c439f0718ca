package io.yike.travel;

/// A point in WGS 84, in degrees. Other datums are converted once, at the edge, by [Datum].
///
/// @param latitude −90 to 90
/// @param longitude −180 to 180
public record Coordinate(double latitude, double longitude) {

    /// Mean radius of the Earth in metres (IUGG R1).
    private static final double EARTH_RADIUS_METRES = 6_371_008.8;

    public Coordinate {
        if (!(latitude >= -90 && latitude <= 90)) {
            throw new IllegalArgumentException("latitude must be within -90 and 90, not " + latitude);
        }
        if (!(longitude >= -180 && longitude <= 180)) {
            throw new IllegalArgumentException("longitude must be within -180 and 180, not " + longitude);
        }
    }

    /// Great-circle distance by the haversine formula, which keeps its precision for points close together
    /// (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (2), 1984).
    public double metresTo(Coordinate other) {
        double phi1 = Math.toRadians(latitude);
        double phi2 = Math.toRadians(other.latitude);
        double sinHalfPhi = Math.sin((phi2 - phi1) / 2);
        double sinHalfLambda = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
        double h = sinHalfPhi * sinHalfPhi + Math.cos(phi1) * Math.cos(phi2) * sinHalfLambda * sinHalfLambda;
        return 2 * EARTH_RADIUS_METRES * arcsine(Math.sqrt(Math.min(1, h)));
    }

    /// Within a city the series is as good as the library's arcsine, which takes longer than all the rest: what is left
    /// out is below 10⁻¹⁵ of the figure.
    private static double arcsine(double sine) {
        double square = sine * sine;
        return sine < 0.005 ? sine * (1 + square * (1 / 6.0 + square * (3 / 40.0))) : Math.asin(sine);
    }
}
