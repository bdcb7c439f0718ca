package io.yike.kit.event;

import java.time.Duration;

/// Doubling pauses with an upper bound.
final class Backoff {

    private Backoff() {}

    /// The pause after so many failures, the first being 1.
    static Duration after(int failures, Duration first, Duration longest) {
        int doublings = Math.clamp(failures - 1L, 0, 30);
        Duration pause = first.multipliedBy(1L << doublings);
        return pause.compareTo(longest) > 0 ? longest : pause;
    }
}
