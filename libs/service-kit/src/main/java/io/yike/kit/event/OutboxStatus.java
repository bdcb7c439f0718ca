package io.yike.kit.event;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far the relay is behind, as seen at its last look.
///
/// @param oldest when the oldest waiting event occurred
/// @param trouble why the last batch did not get through
record OutboxStatus(
        long pending, @Nullable Instant oldest, @Nullable String trouble) {

    static final OutboxStatus EMPTY = new OutboxStatus(0, null, null);

    Duration age(Instant now) {
        return oldest == null || oldest.isAfter(now) ? Duration.ZERO : Duration.between(oldest, now);
    }
}
