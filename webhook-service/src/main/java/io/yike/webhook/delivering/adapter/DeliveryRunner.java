package io.yike.webhook.delivering.adapter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.yike.webhook.WebhookSettings;
import io.yike.webhook.delivering.Deliveries;
import io.yike.webhook.delivering.Leased;
import io.yike.webhook.delivering.SendDelivery;
import io.yike.webhook.delivering.SendDelivery.Sent;
import io.yike.webhook.delivering.domain.Answer;
import io.yike.webhook.delivering.domain.DeliveryState;
import io.yike.webhook.wire.Words;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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

/// Looks for deliveries that are due and makes the calls, many side by side. Deliveries are rows, so whichever instance
/// runs this finds what another left behind.
@Component
class DeliveryRunner implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DeliveryRunner.class);

    private static final String TO_BE_RETRIED = "to_be_retried";
    private static final String DELIVERED = "delivered";
    private static final String GIVEN_UP = "given_up";
    private static final List<String> ENDS = List.of(TO_BE_RETRIED, DELIVERED, GIVEN_UP);

    private final Deliveries deliveries;
    private final SendDelivery sendDelivery;
    private final WebhookSettings.Sending settings;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Semaphore free;
    private final BlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(1);
    private volatile boolean running;
    private volatile Thread looker = Thread.ofVirtual().unstarted(() -> {});
    private volatile ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    DeliveryRunner(
            Deliveries deliveries,
            SendDelivery sendDelivery,
            WebhookSettings settings,
            MeterRegistry meters,
            Clock clock) {
        this.deliveries = deliveries;
        this.sendDelivery = sendDelivery;
        this.settings = settings.sending();
        this.meters = meters;
        this.clock = clock;
        this.free = new Semaphore(settings.sending().atOnce());
        // Offered from the start: an alert on a counter that is not there yet sees nothing of its first step.
        for (Answer.Outcome outcome : Answer.Outcome.values()) {
            calls(outcome);
        }
        ENDS.forEach(this::deliveries);
    }

    /// Something has just fallen due here.
    void wake() {
        boolean first = wakeUps.offer(Boolean.TRUE);
        log.trace("A delivery is due, first to say so: {}", first);
    }

    @Override
    public void start() {
        running = true;
        calls = Executors.newVirtualThreadPerTaskExecutor();
        looker = Thread.ofVirtual().name("deliveries").start(this::lookUntilStopped);
    }

    /// Calls that are under way are waited for: they end within their time limit.
    @Override
    public void stop() {
        running = false;
        wake();
        try {
            boolean ended = looker.join(Duration.ofSeconds(5));
            calls.shutdown();
            if (!calls.awaitTermination(settings.allWithin().plusSeconds(2).toMillis(), TimeUnit.MILLISECONDS)
                    || !ended) {
                log.warn("Calls are still under way; their leases end by themselves");
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
                log.warn("Deliveries cannot be looked for now", broken);
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
            for (Leased leased : deliveries.lease(clock.instant(), room)) {
                calls.execute(() -> take(leased));
                taken++;
            }
            return taken;
        } finally {
            free.release(room - taken);
        }
    }

    private void take(Leased leased) {
        try (MDC.MDCCloseable _ =
                MDC.putCloseable("subject", leased.endpointId().toString())) {
            sendDelivery.send(leased).ifPresent(this::count);
        } catch (RuntimeException failed) {
            log.warn("A delivery failed here and is sent again when its lease is over", failed);
        } finally {
            free.release();
            wake();
        }
    }

    private void count(Sent sent) {
        calls(sent.answer().outcome()).record(sent.answer().latency());
        sent.state()
                .ifPresent(state -> deliveries(
                                switch (state) {
                                    case DeliveryState.Pending _ -> TO_BE_RETRIED;
                                    case DeliveryState.Delivered _ -> DELIVERED;
                                    case DeliveryState.Failed _ -> GIVEN_UP;
                                })
                        .increment());
    }

    private Timer calls(Answer.Outcome outcome) {
        return Timer.builder("yike.webhook.calls")
                .description("Calls of endpoints")
                .tag("outcome", Words.word(outcome))
                .register(meters);
    }

    private Counter deliveries(String outcome) {
        return meters.counter("yike.webhook.deliveries", "outcome", outcome);
    }

    private void pause() {
        try {
            Boolean woken = wakeUps.poll(settings.pollEvery().toMillis(), TimeUnit.MILLISECONDS);
            log.trace("Looking for deliveries, woken: {}", woken);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
