package io.yike.kit.step;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Looks for steps that are due and takes them, several side by side. Steps are rows that a process leases for a while:
/// whichever process runs this finds what another left behind, once its lease is over.
///
/// @param <S> a step that is leased, or what it is a step of
public final class LeasedSteps<S> implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LeasedSteps.class);

    private final String name;
    private final Pace pace;
    private final IntFunction<? extends Collection<S>> lease;
    private final Consumer<S> step;
    private final Function<S, ?> subject;
    private final Semaphore free;
    private final BlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(1);
    private volatile boolean running;
    private volatile Thread looker = Thread.ofVirtual().unstarted(() -> {});
    private volatile ExecutorService steps = Executors.newVirtualThreadPerTaskExecutor();

    /// How fast steps are taken.
    ///
    /// @param atOnce how many are taken side by side
    /// @param pollEvery how often is looked for what nobody here was told of
    /// @param longest how long a step lasts at most, and its lease at least; a stop waits so long
    public record Pace(int atOnce, Duration pollEvery, Duration longest) {}

    /// @param name of the steps, for logs and threads, such as `payment-steps`
    /// @param lease takes at most so many that are due for this process alone, in a transaction of its own
    /// @param step taken outside of any transaction; whatever it throws, it is taken again when its lease is over
    /// @param subject what log lines of the step say that they are about
    public LeasedSteps(
            String name,
            Pace pace,
            IntFunction<? extends Collection<S>> lease,
            Consumer<S> step,
            Function<S, ?> subject) {
        this.name = name;
        this.pace = pace;
        this.lease = lease;
        this.step = step;
        this.subject = subject;
        this.free = new Semaphore(pace.atOnce());
    }

    /// A step has just fallen due here.
    public void wake() {
        boolean first = wakeUps.offer(Boolean.TRUE);
        log.trace("{} are due, first to say so: {}", name, first);
    }

    /// A step written in the running transaction is taken as soon as that has committed. One that is written outside
    /// of any is found by looking.
    public void wakeAfterCommit() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    wake();
                }
            });
        }
    }

    @Override
    public void start() {
        steps = Executors.newVirtualThreadPerTaskExecutor();
        running = true;
        looker = Thread.ofVirtual().name(name).start(this::lookUntilStopped);
    }

    /// Steps that are under way are waited for.
    @Override
    public void stop() {
        running = false;
        wake();
        try {
            boolean ended = looker.join(pace.longest());
            steps.shutdown();
            if (!steps.awaitTermination(pace.longest().toMillis(), TimeUnit.MILLISECONDS) || !ended) {
                log.warn("{} are still under way; their leases end by themselves", name);
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
                // One bad look must not end the looking.
                log.warn("{} cannot be looked for now", name, broken);
            }
            if (taken == 0) {
                pause();
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
            for (S leased : lease.apply(room)) {
                steps.execute(() -> take(leased));
                taken++;
            }
            return taken;
        } finally {
            free.release(room - taken);
        }
    }

    private void take(S leased) {
        try (MDC.MDCCloseable _ = MDC.putCloseable("subject", String.valueOf(subject.apply(leased)))) {
            step.accept(leased);
        } catch (RuntimeException failed) {
            log.warn("One of {} failed and is taken again when its lease is over", name, failed);
        } finally {
            free.release();
            wake();
        }
    }

    private void pause() {
        try {
            Boolean woken = wakeUps.poll(pace.pollEvery().toMillis(), TimeUnit.MILLISECONDS);
            log.trace("Looking for {}, woken: {}", name, woken);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
