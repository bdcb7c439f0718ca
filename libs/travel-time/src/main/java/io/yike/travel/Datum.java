package io.yike.travel;

/// The datum in which a caller's latitude and longitude are given. Maps published in mainland China show GCJ-02
/// (AMap, Tencent) or BD-09 (Baidu), which shift WGS 84 by some hundred metres; everything inside Yike is WGS 84.
///
/// Neither shift is published by its owner. The formulas and constants are the ones in general use: for GCJ-02 those
/// of "eviltransform" (github.com/googollee/eviltransform), on the Krasovsky 1940 ellipsoid; for BD-09 the offset over
/// GCJ-02 that the same project and "coordtransform" (github.com/wandergis/coordtransform) state. Outside the
/// rectangle around mainland China the GCJ-02 shift does not apply.
public enum Datum {
    /// GPS, OpenStreetMap.
    WGS84 {
        @Override
        public Coordinate toWgs84(double latitude, double longitude) {
            return new Coordinate(latitude, longitude);
        }

        @Override
        public Coordinate fromWgs84(Coordinate point) {
            return point;
        }
    },
    /// AMap (Gaode), Tencent Maps, Google Maps in mainland China.
    GCJ02 {
        @Override
        public Coordinate toWgs84(double latitude, double longitude) {
            return invert(new Coordinate(latitude, longitude), GCJ02);
        }

        @Override
        public Coordinate fromWgs84(Coordinate point) {
            return shiftToGcj02(point);
        }
    },
    /// Baidu Maps: GCJ-02 with a further offset.
    BD09 {
        @Override
        public Coordinate toWgs84(double latitude, double longitude) {
            return invert(new Coordinate(latitude, longitude), BD09);
        }

        @Override
        public Coordinate fromWgs84(Coordinate point) {
            return shiftToBd09(shiftToGcj02(point));
        }
    };

    /// Krasovsky 1940: semi-major axis in metres and first eccentricity squared.
    private static final double SEMI_MAJOR_AXIS_METRES = 6_378_245.0;

    private static final double ECCENTRICITY_SQUARED = 0.006693421622965943;
    private static final double BD_PI = Math.PI * 3000.0 / 180.0;

    /// Inverse by fixed-point iteration: the shift changes by less than 1 % of a displacement, so that each round
    /// gains two digits; this is far below a millimetre.
    private static final double INVERSE_TOLERANCE_DEGREES = 1e-9;

    private static final int INVERSE_ROUNDS = 30;

    /// The point in WGS 84, given in this datum.
    ///
    /// @throws IllegalArgumentException if the figures are no latitude and longitude
    public abstract Coordinate toWgs84(double latitude, double longitude);

    /// The figures in this datum for a WGS 84 point.
    public abstract Coordinate fromWgs84(Coordinate point);

    private static Coordinate invert(Coordinate shifted, Datum datum) {
        Coordinate guess = shifted;
        for (int round = 0; round < INVERSE_ROUNDS; round++) {
            Coordinate image = datum.fromWgs84(guess);
            double deltaLatitude = image.latitude() - shifted.latitude();
            double deltaLongitude = image.longitude() - shifted.longitude();
            if (Math.abs(deltaLatitude) < INVERSE_TOLERANCE_DEGREES
                    && Math.abs(deltaLongitude) < INVERSE_TOLERANCE_DEGREES) {
                break;
            }
            guess = bounded(guess.latitude() - deltaLatitude, guess.longitude() - deltaLongitude);
        }
        return guess;
    }

    private static Coordinate shiftToGcj02(Coordinate point) {
        if (outsideMainlandChina(point)) {
            return point;
        }
        double x = point.longitude() - 105.0;
        double y = point.latitude() - 35.0;
        double phi = Math.toRadians(point.latitude());
        double magic = 1 - ECCENTRICITY_SQUARED * Math.sin(phi) * Math.sin(phi);
        double meridianRadius = SEMI_MAJOR_AXIS_METRES * (1 - ECCENTRICITY_SQUARED) / (magic * Math.sqrt(magic));
        double parallelRadius = SEMI_MAJOR_AXIS_METRES / Math.sqrt(magic) * Math.cos(phi);
        return bounded(
                point.latitude() + Math.toDegrees(northShiftMetres(x, y) / meridianRadius),
                point.longitude() + Math.toDegrees(eastShiftMetres(x, y) / parallelRadius));
    }

    private static double northShiftMetres(double x, double y) {
        double metres = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x));
        metres += wave(20.0, 6.0, x) + wave(20.0, 2.0, x);
        metres += wave(20.0, 1.0, y) + wave(40.0, 1.0 / 3.0, y);
        metres += wave(160.0, 1.0 / 12.0, y) + wave(320.0, 1.0 / 30.0, y);
        return metres;
    }

    private static double eastShiftMetres(double x, double y) {
        double metres = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x));
        metres += wave(20.0, 6.0, x) + wave(20.0, 2.0, x);
        metres += wave(20.0, 1.0, x) + wave(40.0, 1.0 / 3.0, x);
        metres += wave(150.0, 1.0 / 12.0, x) + wave(300.0, 1.0 / 30.0, x);
        return metres;
    }

    private static double wave(double amplitude, double frequency, double at) {
        return amplitude * Math.sin(frequency * at * Math.PI) * 2.0 / 3.0;
    }

    private static Coordinate shiftToBd09(Coordinate gcj02) {
        double x = gcj02.longitude();
        double y = gcj02.latitude();
        double radius = Math.sqrt(x * x + y * y) + 0.00002 * Math.sin(y * BD_PI);
        double angle = Math.atan2(y, x) + 0.000003 * Math.cos(x * BD_PI);
        return bounded(radius * Math.sin(angle) + 0.006, radius * Math.cos(angle) + 0.0065);
    }

    private static boolean outsideMainlandChina(Coordinate point) {
        return point.longitude() < 72.004
                || point.longitude() > 137.8347
                || point.latitude() < 0.8293
                || point.latitude() > 55.8271;
    }

    private static Coordinate bounded(double latitude, double longitude) {
        return new Coordinate(Math.clamp(latitude, -90.0, 90.0), Math.clamp(longitude, -180.0, 180.0));
    }
}
