package io.yike.webhook.subscribing.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// That a secret exists, and until when; what it is, is derived where it is needed and stored nowhere.
///
/// @param number 1 for the first that the endpoint had
/// @param endsAt of one that has been replaced
public record Secret(
        int number, Instant createdAt, @Nullable Instant endsAt) {

    public boolean signsAt(Instant now) {
        return endsAt == null || endsAt.isAfter(now);
    }

    /// Ends then, unless it ends earlier already.
    Secret endingAt(Instant end) {
        return endsAt != null && endsAt.isBefore(end) ? this : new Secret(number, createdAt, end);
    }
}
