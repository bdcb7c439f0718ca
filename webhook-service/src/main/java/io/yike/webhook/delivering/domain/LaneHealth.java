package io.yike.webhook.delivering.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How an endpoint has answered lately.
///
/// @param failures in a row
/// @param failingSince when the first of them was
/// @param heldUntil it asked to be left alone until then
public record LaneHealth(
        int failures,
        @Nullable Instant failingSince,
        @Nullable Instant heldUntil) {

    public static final LaneHealth GOOD = new LaneHealth(0, null, null);

    public LaneHealth after(Answer answer, RetrySchedule schedule, Instant now) {
        if (answer.isDelivered()) {
            return new LaneHealth(0, null, heldUntil);
        }
        Duration asked = schedule.asked(answer);
        return new LaneHealth(
                failures + 1,
                failingSince == null ? now : failingSince,
                asked.isZero() ? heldUntil : later(now.plus(asked)));
    }

    /// Whether it has only failed for so long.
    public boolean hasFailedFor(Duration span, Instant now) {
        return failingSince != null && !failingSince.plus(span).isAfter(now);
    }

    private Instant later(Instant asked) {
        return heldUntil != null && heldUntil.isAfter(asked) ? heldUntil : asked;
    }
}
