package io.yike.payments.steps;

import java.time.Duration;

/// How long to wait before a step is asked for again that had no answer.
public final class StepPauses {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private StepPauses() {}

    /// Doubles with each attempt, up to half a minute.
    ///
    /// @param attempts so far
    public static Duration after(int attempts) {
        Duration pause = FIRST.multipliedBy(1L << Math.min(attempts, 10));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
