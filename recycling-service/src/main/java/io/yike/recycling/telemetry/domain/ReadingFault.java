package io.yike.recycling.telemetry.domain;

/// Why a reading cannot be.
public enum ReadingFault {
    MEASURED_TOO_LONG_AGO("measuredAt"),
    MEASURED_IN_FUTURE("measuredAt"),
    NOTHING_MEASURED(""),
    FILL_OUT_OF_RANGE("fillPercent"),
    WEIGHT_NEGATIVE("weightGrams"),
    TEMPERATURE_OUT_OF_RANGE("temperatureCelsius"),
    TILT_OUT_OF_RANGE("tiltDegrees"),
    BATTERY_OUT_OF_RANGE("batteryPercent");

    private final String field;

    ReadingFault(String field) {
        this.field = field;
    }

    /// The field at fault; empty for the reading as a whole.
    public String field() {
        return field;
    }
}
