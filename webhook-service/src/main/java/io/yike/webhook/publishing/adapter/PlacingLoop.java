package io.yike.webhook.publishing.adapter;

import io.yike.webhook.WebhookSettings;
import io.yike.webhook.publishing.EventLog;
import io.yike.webhook.publishing.FeedNews;
import io.yike.webhook.publishing.PlaceEvents;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Publishes what has come in, here or at another instance, and hears of what another instance has published.
@Component
class PlacingLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PlacingLoop.class);

    /// What one order causes comes in bursts: published together, it takes a third of the statements.
    private static final Duration GATHERED_FOR = Duration.ofMillis(40);

    private final PlaceEvents placeEvents;
    private final EventLog events;
    private final FeedNews news;
    private final Duration every;
    private final BlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(1);
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private volatile boolean running;
    private volatile Thread looker = Thread.ofVirtual().unstarted(() -> {});

    PlacingLoop(PlaceEvents placeEvents, EventLog events, FeedNews news, WebhookSettings settings) {
        this.placeEvents = placeEvents;
        this.events = events;
        this.news = news;
        this.every = settings.placeEvery();
    }

    /// An event has just been committed here.
    void wake() {
        boolean first = wakeUps.offer(Boolean.TRUE);
        log.trace("An event has come in, first to say so: {}", first);
    }

    @Override
    public void start() {
        running = true;
        stopped = new CountDownLatch(1);
        looker = Thread.ofVirtual().name("placing").start(this::placeUntilStopped);
    }

    @Override
    public void stop() {
        running = false;
        stopped.countDown();
        wake();
        try {
            boolean ended = looker.join(Duration.ofSeconds(10));
            log.debug("Publishing has ended: {}", ended);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void placeUntilStopped() {
        while (running) {
            int placed = 0;
            try {
                placed = placeEvents.place();
                news.hear(events.feed().head());
            } catch (RuntimeException broken) {
                log.warn("Events cannot be published now", broken);
            }
            if (placed < PlaceEvents.AT_ONCE) {
                pause();
            }
        }
    }

    private void pause() {
        try {
            Boolean woken = wakeUps.poll(every.toMillis(), TimeUnit.MILLISECONDS);
            boolean stopping = woken != null && stopped.await(GATHERED_FOR.toMillis(), TimeUnit.MILLISECONDS);
            log.trace("Looking for events to publish, woken: {}, for the last time: {}", woken, stopping);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
