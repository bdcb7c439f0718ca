package io.yike.recycling.telemetry.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What one device sent at once.
///
/// @param sentAt the device's clock as it sent
/// @param arrivedAt when that was by a clock that is right
public record DeviceBatch(UUID deviceId, Instant sentAt, Instant arrivedAt, List<Reading> readings) {

    public DeviceBatch {
        readings = List.copyOf(readings);
    }

    /// By how much its times are put right: nothing below `least`.
    public Duration clockOff(Duration least) {
        Duration off = Duration.between(sentAt, arrivedAt);
        return off.abs().compareTo(least) > 0 ? off : Duration.ZERO;
    }
}
