package io.yike.booking.paying.adapter;

import io.yike.booking.paying.Payments;
import io.yike.booking.paying.TakePaymentStep;
import io.yike.booking.paying.domain.Payment;
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

/// Looks for due payment steps and takes them, several side by side. Steps are rows, so whichever process runs
/// this
/// finds
/// what another left behind.
@Component
class PaymentStepRunner implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PaymentStepRunner.class);

    private final Payments payments;
    private final TakePaymentStep takePaymentStep;
    private final PaymentSettings settings;
    private final Clock clock;
    private final Semaphore free;
    private final BlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(1);
    private volatile boolean running;
    private volatile Thread looker = Thread.ofVirtual().unstarted(() -> {});
    private volatile ExecutorService steps = Executors.newVirtualThreadPerTaskExecutor();

    PaymentStepRunner(Payments payments, TakePaymentStep takePaymentStep, PaymentSettings settings, Clock clock) {
        this.payments = payments;
        this.takePaymentStep = takePaymentStep;
        this.settings = settings;
        this.clock = clock;
        this.free = new Semaphore(settings.atOnce());
    }

    /// A step has just been committed here.
    void wake() {
        boolean news = wakeUps.offer(Boolean.TRUE);
        log.trace("A payment step is due, first to say so: {}", news);
    }

    @Override
    public void start() {
        running = true;
        steps = Executors.newVirtualThreadPerTaskExecutor();
        looker = Thread.ofVirtual().name("payment-steps").start(this::lookUntilStopped);
    }

    @Override
    public void stop() {
        running = false;
        wake();
        try {
            looker.join(settings.lease());
            steps.shutdown();
            if (!steps.awaitTermination(settings.lease().toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("Payment steps are still under way; their leases end by themselves");
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
                log.warn("Payment steps cannot be looked for now", broken);
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
            for (Payment leased : payments.lease(clock.instant(), settings.lease(), room)) {
                steps.execute(() -> take(leased));
                taken++;
            }
            return taken;
        } finally {
            free.release(room - taken);
        }
    }

    private void take(Payment leased) {
        try (MDC.MDCCloseable _ =
                MDC.putCloseable("bookingId", leased.bookingId().toString())) {
            takePaymentStep.take(leased);
        } catch (RuntimeException failed) {
            log.warn("A payment step failed and is taken again when its lease is over", failed);
        } finally {
            free.release();
            wake();
        }
    }

    private void pause(Duration duration) {
        try {
            Boolean woken = wakeUps.poll(duration.toMillis(), TimeUnit.MILLISECONDS);
            log.trace("Looking for payment steps, woken: {}", woken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
