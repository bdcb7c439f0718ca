package io.yike.kit.deadline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Looks four times a second for deadlines that are due, and without a pause while there are more than one look brings.
/// Every instance looks at all of them; [DeadlineRunner] sees to it that one runs each.
final class DeadlineSweep implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DeadlineSweep.class);

    private static final Duration EVERY = Duration.ofMillis(250);

    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(1);

    private static final Duration LAST_ONES = Duration.ofSeconds(10);

    /// At the same time, out of a pool of ten connections.
    private static final int PARALLEL = 4;

    private static final int ONE_LOOK = 64;

    private final DeadlineRunner runner;
    private final Set<UUID> running = ConcurrentHashMap.newKeySet();
    private final Semaphore free = new Semaphore(PARALLEL);
    private CountDownLatch stopped = new CountDownLatch(0);
    private @Nullable Thread thread;

    DeadlineSweep(DeadlineRunner runner) {
        this.runner = runner;
    }

    @Override
    public synchronized void start() {
        CountDownLatch stop = new CountDownLatch(1);
        stopped = stop;
        thread = Thread.ofVirtual().name("deadlines").start(() -> run(stop));
    }

    /// What has begun is ended, within bounds; what is left is another instance's, or of the next start.
    @Override
    public synchronized void stop() {
        stopped.countDown();
        Thread sweeping = thread;
        thread = null;
        if (sweeping == null) {
            return;
        }
        try {
            sweeping.join(LAST_ONES);
            if (free.tryAcquire(PARALLEL, LAST_ONES.toMillis(), TimeUnit.MILLISECONDS)) {
                free.release(PARALLEL);
            } else {
                log.warn("Stopped while a deadline was being dealt with; it is not lost");
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private void run(CountDownLatch stop) {
        try {
            Duration pause = Duration.ZERO;
            while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = look(stop);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration look(CountDownLatch stop) throws InterruptedException {
        try {
            List<UUID> due = runner.due(ONE_LOOK);
            List<UUID> mine = new ArrayList<>(due);
            mine.removeAll(running);
            // Instances that look at the same time begin at different ends.
            Collections.shuffle(mine);
            for (UUID token : mine) {
                free.acquire();
                if (stop.getCount() == 0) {
                    free.release();
                    break;
                }
                running.add(token);
                Thread.ofVirtual().name("deadline").start(() -> run(token));
            }
            return due.size() == ONE_LOOK && !mine.isEmpty() ? Duration.ZERO : EVERY;
        } catch (RuntimeException failure) {
            // One bad look must not end the looking.
            log.warn("Deadlines are looked at again in {}: {}", REST_AFTER_FAILURE, failure.getMessage());
            return REST_AFTER_FAILURE;
        }
    }

    private void run(UUID token) {
        try {
            runner.run(token);
        } catch (RuntimeException failure) {
            // The database is away; the row is still there.
            log.warn("A deadline waits: {}", failure.getMessage());
        } finally {
            running.remove(token);
            free.release();
        }
    }
}
