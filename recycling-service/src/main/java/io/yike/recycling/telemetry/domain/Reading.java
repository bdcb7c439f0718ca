package io.yike.recycling.telemetry.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a device measured at a time; what it does not measure is null.
///
/// @param deviceTime by the device's own clock; with the device it is the reading's identity
/// @param measuredAt the same, put right
/// @param tiltDegrees from upright
public record Reading(
        Instant deviceTime,
        Instant measuredAt,
        @Nullable Double fillPercent,
        @Nullable Long weightGrams,
        @Nullable Double temperatureCelsius,
        @Nullable Double tiltDegrees,
        @Nullable Double batteryPercent,
        @Nullable Boolean doorOpen) {

    private static final long HEAVIEST_GRAMS = 1_000_000_000;

    /// The same measured so much later.
    public Reading shifted(Duration by) {
        return new Reading(
                deviceTime,
                deviceTime.plus(by),
                fillPercent,
                weightGrams,
                temperatureCelsius,
                tiltDegrees,
                batteryPercent,
                doorOpen);
    }

    /// What makes it impossible, if anything does.
    public Optional<ReadingFault> fault(Instant oldest, Instant newest) {
        if (measuredAt.isBefore(oldest)) {
            return Optional.of(ReadingFault.MEASURED_TOO_LONG_AGO);
        }
        if (measuredAt.isAfter(newest)) {
            return Optional.of(ReadingFault.MEASURED_IN_FUTURE);
        }
        if (Stream.of(fillPercent, weightGrams, temperatureCelsius, tiltDegrees, batteryPercent, doorOpen)
                .allMatch(measured -> measured == null)) {
            return Optional.of(ReadingFault.NOTHING_MEASURED);
        }
        if (isOutside(fillPercent, 0, 100)) {
            return Optional.of(ReadingFault.FILL_OUT_OF_RANGE);
        }
        if (weightGrams != null && (weightGrams < 0 || weightGrams > HEAVIEST_GRAMS)) {
            return Optional.of(ReadingFault.WEIGHT_NEGATIVE);
        }
        if (isOutside(temperatureCelsius, -60, 300)) {
            return Optional.of(ReadingFault.TEMPERATURE_OUT_OF_RANGE);
        }
        if (isOutside(tiltDegrees, 0, 180)) {
            return Optional.of(ReadingFault.TILT_OUT_OF_RANGE);
        }
        return isOutside(batteryPercent, 0, 100) ? Optional.of(ReadingFault.BATTERY_OUT_OF_RANGE) : Optional.empty();
    }

    private static boolean isOutside(@Nullable Double value, double least, double most) {
        return value != null && !(value >= least && value <= most);
    }
}
