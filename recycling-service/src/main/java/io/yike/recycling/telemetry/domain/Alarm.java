package io.yike.recycling.telemetry.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something is wrong with a bin, until a later reading says that it is no more.
public record Alarm(
        UUID id,
        UUID binId,
        AlarmKind kind,
        Instant raisedAt,
        @Nullable Instant clearedAt) {}
