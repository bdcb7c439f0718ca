package io.yike.recycling.dropoffs;

import java.time.Instant;
import java.util.UUID;

/// The wrong codes entered at a device. The device is locked by the caller.
public interface WrongCodes {

    boolean isLocked(UUID deviceId, Instant now);

    /// Counts one. Those of before `since` do not count any more; the last one that may be locks until then.
    void count(UUID deviceId, Instant now, Instant since, int most, Instant lockUntil);

    void forget(UUID deviceId);
}
