package io.yike.local.city.api;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Closes what is read for too long, which ends the read.
final class Watchdog implements AutoCloseable {

    private final CountDownLatch done = new CountDownLatch(1);

    void closeAfter(Duration time, Closeable read) {
        Thread.ofVirtual().start(() -> {
            try {
                if (!done.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                    read.close();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (IOException broken) {
                System.getLogger(Watchdog.class.getName())
                        .log(System.Logger.Level.DEBUG, "a stream did not close", broken);
            }
        });
    }

    @Override
    public void close() {
        done.countDown();
    }
}
