package io.yike.recycling.telemetry.domain;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Possible readings of a bin by its device.
public record BinReadings(UUID deviceId, UUID binId, List<Reading> readings) {

    public BinReadings {
        readings = List.copyOf(readings);
    }

    /// With what the same device sent besides.
    public BinReadings and(BinReadings other) {
        return new BinReadings(
                deviceId,
                binId,
                Stream.concat(readings.stream(), other.readings.stream()).toList());
    }
}
