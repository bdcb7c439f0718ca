package io.yike.webhook.delivering.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// When a failed delivery is tried again: after pauses that double up to a longest one, each somewhat shorter or longer
/// so that what failed together does not come again together.
///
/// @param longestRetryAfter an endpoint may ask for no longer pause than this
public record RetrySchedule(Duration first, Duration longest, int jitterPercent, Duration longestRetryAfter) {

    /// The pause after so many attempts, the first being 1.
    public Duration pause(int attempts, RandomGenerator random) {
        int doublings = Math.clamp(attempts - 1L, 0, 30);
        Duration pause = first.multipliedBy(1L << doublings);
        if (pause.compareTo(longest) > 0) {
            pause = longest;
        }
        double jitter = random.nextDouble(-jitterPercent, jitterPercent + 0.001) / 100;
        return pause.plusMillis(Math.round(pause.toMillis() * jitter));
    }

    /// When the next attempt is due. The last one is at the time of giving up, or when the endpoint asks for it.
    public Instant next(int attempts, Answer answer, Instant now, Instant giveUpAt, RandomGenerator random) {
        Instant next = now.plus(pause(attempts, random));
        if (next.isAfter(giveUpAt)) {
            next = giveUpAt;
        }
        Duration asked = asked(answer);
        return next.isBefore(now.plus(asked)) ? now.plus(asked) : next;
    }

    /// How long the endpoint asks to be left alone, as far as that is believed.
    public Duration asked(Answer answer) {
        Duration asked = answer.retryAfter();
        if (asked == null || asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(longestRetryAfter) > 0 ? longestRetryAfter : asked;
    }
}
