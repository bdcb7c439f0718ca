package io.yike.recycling.telemetry.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The newest that was measured in a bin. What is older than `staleAfter` is no answer to how full it is: unknown, not
/// empty.
public record BinState(
        UUID binId,
        Instant lastMeasuredAt,
        @Nullable Instant filledAt,
        @Nullable Double fillPercent,
        @Nullable Instant weighedAt,
        @Nullable Long weightGrams,
        Duration staleAfter) {

    public Optional<Double> fillAt(Instant now) {
        return isFresh(filledAt, now) ? Optional.ofNullable(fillPercent) : Optional.empty();
    }

    public Optional<Long> weightAt(Instant now) {
        return isFresh(weighedAt, now) ? Optional.ofNullable(weightGrams) : Optional.empty();
    }

    private boolean isFresh(@Nullable Instant at, Instant now) {
        return at != null && !at.plus(staleAfter).isBefore(now);
    }
}
