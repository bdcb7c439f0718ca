package io.yike.recycling.telemetry.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How often something was refused of what bridges brought, on a day.
///
/// @param deviceId null where no registered device is named
public record RefusedTelemetry(UUID id, @Nullable UUID deviceId, String code, long count, Instant lastAt) {}
