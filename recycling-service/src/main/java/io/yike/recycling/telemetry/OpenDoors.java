package io.yike.recycling.telemetry;

import java.time.Instant;
import java.util.UUID;

/// When a bin's door may be open.
public interface OpenDoors {

    /// Whether somebody drops something off there at that time.
    boolean isExpectedOpen(UUID binId, Instant at);
}
