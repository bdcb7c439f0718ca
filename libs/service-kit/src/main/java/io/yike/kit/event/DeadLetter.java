package io.yike.kit.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message that could not be applied.
///
/// @param eventId absent when not even that could be read
/// @param message as it came
/// @param error what went wrong at the last try
public record DeadLetter(
        UUID id,
        @Nullable UUID eventId,
        @Nullable String type,
        @Nullable String subject,
        String message,
        String error,
        Instant diedAt,
        Fate fate) {

    /// What became of it.
    public sealed interface Fate {

        /// It waits for an operator.
        record Open() implements Fate {}

        /// The event was taken in again.
        ///
        /// @param by subject of the operator's token
        record Replayed(Instant at, String by) implements Fate {}

        /// The event shall have no effect.
        ///
        /// @param by subject of the operator's token
        record Discarded(Instant at, String by, String reason) implements Fate {}
    }
}
