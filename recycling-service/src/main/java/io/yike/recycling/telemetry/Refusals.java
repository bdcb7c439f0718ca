package io.yike.recycling.telemetry;

import io.yike.kit.page.Cursor;
import io.yike.recycling.telemetry.domain.RefusedTelemetry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is known of what could not be kept of that which bridges brought.
public interface Refusals {

    /// Something refused.
    ///
    /// @param deviceId as named; null where no id is
    record Refusal(@Nullable UUID deviceId, String code) {}

    /// Adds to the day's counts. A device that is not registered counts as none.
    void count(Map<Refusal, Long> refused, Instant at);

    /// Keeps a message that was in order.
    void keepFailed(UUID deviceId, byte[] body, String error, Instant at);

    /// The latest first.
    List<RefusedTelemetry> list(@Nullable Cursor after, int limit);

    /// Forgets what was refused before, and the failed messages of that time.
    void forget(Instant before);
}
