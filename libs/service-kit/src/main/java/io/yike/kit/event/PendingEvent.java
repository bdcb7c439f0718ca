package io.yike.kit.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of the outbox.
record PendingEvent(
        UUID id,
        String type,
        String subject,
        long sequence,
        Instant occurredAt,
        String data,
        @Nullable String traceparent,
        @Nullable String requestId,
        int attempts) {}
