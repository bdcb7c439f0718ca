package io.yike.kit.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message that could not be applied.
///
/// @param eventId absent when not even that could be read
/// @param error what went wrong at the last try
public record DeadLetter(
        UUID id,
        @Nullable UUID eventId,
        @Nullable String type,
        @Nullable String subject,
        String error,
        Instant diedAt,
        @Nullable Instant replayedAt) {}
