package io.yike.webhook.delivering.adapter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.yike.webhook.delivering.Deliveries;
import io.yike.webhook.delivering.Deliveries.Overview;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// What an operator watches: whether deliveries are late, and how many endpoints are disabled.
@Component
class DeliveryGauges implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DeliveryGauges.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Deliveries deliveries;
    private final Clock clock;
    private final AtomicReference<Overview> overview = new AtomicReference<>(new Overview(null, 0));
    private volatile boolean running;
    private volatile ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();

    DeliveryGauges(Deliveries deliveries, MeterRegistry meters, Clock clock) {
        this.deliveries = deliveries;
        this.clock = clock;
        Gauge.builder("yike.webhook.due.age", this, DeliveryGauges::secondsLate)
                .description("How late the delivery is that has been due for longest")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder(
                        "yike.webhook.endpoints.disabled",
                        overview,
                        it -> it.get().disabled())
                .description("Endpoints that are sent nothing until their owners resume them")
                .register(meters);
    }

    @Override
    public void start() {
        clockwork = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("delivery-gauges").daemon().factory());
        var _ = clockwork.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        clockwork.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    void look() {
        try {
            overview.set(deliveries.overview(clock.instant()));
        } catch (RuntimeException broken) {
            log.warn("Deliveries cannot be counted now", broken);
        }
    }

    private double secondsLate() {
        Instant oldest = overview.get().oldestDue();
        return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1000.0;
    }
}
