package io.yike.kit.event;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Looks each second for parked events whose next try is due, and counts what waits and what died.
final class ParkedEventsLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ParkedEventsLoop.class);

    private static final long EVERY_MILLIS = 1000;

    private final EventInbox inbox;
    private final Inbox rows;
    private final AtomicLong parked;
    private final AtomicLong dead;
    private CountDownLatch stopped = new CountDownLatch(0);
    private @Nullable Thread thread;

    ParkedEventsLoop(EventInbox inbox, Inbox rows, MeterRegistry meters) {
        this.inbox = inbox;
        this.rows = rows;
        this.parked = new AtomicLong();
        this.dead = new AtomicLong();
        meters.gauge("yike.inbox.parked", parked);
        meters.gauge("yike.inbox.dead.letters", dead);
    }

    @Override
    public synchronized void start() {
        CountDownLatch stop = new CountDownLatch(1);
        stopped = stop;
        thread = Thread.ofVirtual().name("parked-events").start(() -> run(stop));
    }

    @Override
    public synchronized void stop() {
        stopped.countDown();
        Thread running = thread;
        thread = null;
        if (running != null) {
            try {
                running.join(TimeUnit.SECONDS.toMillis(10));
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private void run(CountDownLatch stop) {
        try {
            while (!stop.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            inbox.takeParkedAndDue();
            parked.set(rows.countParked());
            dead.set(rows.countDeadLetters());
        } catch (RuntimeException failure) {
            // One bad look must not end the looking: what is parked has a deadline.
            log.warn("Parked events are looked at again later: {}", failure.getMessage());
        }
    }
}
