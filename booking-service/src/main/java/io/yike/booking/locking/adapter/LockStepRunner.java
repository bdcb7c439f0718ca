package io.yike.booking.locking.adapter;

import io.yike.booking.locking.LockCodes;
import io.yike.booking.locking.TakeLockStep;
import io.yike.booking.locking.domain.LockCode;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Looks for due lock steps and takes them, several side by side. Steps are rows, so whichever process runs
/// this
/// finds
/// what another left behind.
@Component
class LockStepRunner implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LockStepRunner.class);

    private final LockCodes lockCodes;
    private final TakeLockStep takeLockStep;
    private final LockSettings settings;
    private final Clock clock;
    private final Semaphore free;
    private final BlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(1);
    private volatile boolean running;
    private volatile Thread looker = Thread.ofVirtual().unstarted(() -> {});
    private volatile ExecutorService steps = Executors.newVirtualThreadPerTaskExecutor();

    LockStepRunner(LockCodes lockCodes, TakeLockStep takeLockStep, LockSettings settings, Clock clock) {
        this.lockCodes = lockCodes;
        this.takeLockStep = takeLockStep;
        this.settings = settings;
        this.clock = clock;
        this.free = new Semaphore(settings.atOnce());
    }

    /// A step has just been committed here.
    void wake() {
        boolean news = wakeUps.offer(Boolean.TRUE);
        log.trace("A lock step is due, first to say so: {}", news);
    }

    @Override
    public void start() {
        running = true;
        steps = Executors.newVirtualThreadPerTaskExecutor();
        looker = Thread.ofVirtual().name("lock-steps").start(this::lookUntilStopped);
    }

    @Override
    public void stop() {
        running = false;
        wake();
        try {
            looker.join(settings.lease());
            steps.shutdown();
            if (!steps.awaitTermination(settings.lease().toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("Lock steps are still under way; their leases end by themselves");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void lookUntilStopped() {
        while (running) {
            int taken = 0;
            try {
                taken = takeDue();
            } catch (RuntimeException broken) {
                log.warn("Lock steps cannot be looked for now", broken);
            }
            if (taken == 0) {
                pause(settings.pollEvery());
            }
        }
    }

    private int takeDue() {
        int room = free.drainPermits();
        if (room == 0) {
            return 0;
        }
        int taken = 0;
        try {
            for (LockCode leased : lockCodes.lease(clock.instant(), settings.lease(), settings.doubt(), room)) {
                steps.execute(() -> take(leased));
                taken++;
            }
            return taken;
        } finally {
            free.release(room - taken);
        }
    }

    private void take(LockCode leased) {
        try (MDC.MDCCloseable _ =
                MDC.putCloseable("bookingId", leased.bookingId().toString())) {
            takeLockStep.take(leased);
        } catch (RuntimeException failed) {
            log.warn("A lock step failed and is taken again when its lease is over", failed);
        } finally {
            free.release();
            wake();
        }
    }

    private void pause(Duration duration) {
        try {
            Boolean woken = wakeUps.poll(duration.toMillis(), TimeUnit.MILLISECONDS);
            log.trace("Looking for lock steps, woken: {}", woken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
