package io.yike.local.city.api;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits that all end at once when whoever waits is told to stop.
public final class Patience {

    private final CountDownLatch over = new CountDownLatch(1);

    /// Waits that long.
    ///
    /// @return whether to go on; false at once after [#end()]
    public boolean wait(Duration time) {
        try {
            return !over.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public boolean lasts() {
        return over.getCount() > 0 && !Thread.currentThread().isInterrupted();
    }

    public void end() {
        over.countDown();
    }
}
