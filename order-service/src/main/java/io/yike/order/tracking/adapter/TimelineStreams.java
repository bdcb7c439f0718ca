package io.yike.order.tracking.adapter;

import io.yike.order.tracking.OrderSight.Sight;
import io.yike.order.tracking.Timeline;
import io.yike.order.tracking.domain.StoredEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Live timelines. One query asks for news of all orders that are watched here, however many watch; the entries come
/// from the database, so it does not matter which instance changed the order or which one serves the stream.
@Component
class TimelineStreams implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TimelineStreams.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(300);
    private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(15);
    private static final long NO_TIME_LIMIT = 0;
    private static final int AT_ONCE = 200;

    private final Timeline timeline;
    private final Set<Stream> open = ConcurrentHashMap.newKeySet();
    private volatile ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean running;

    TimelineStreams(Timeline timeline) {
        this.timeline = timeline;
    }

    private final class Stream {
        private final UUID orderId;
        private final Sight sight;
        private final SseEmitter emitter = new SseEmitter(NO_TIME_LIMIT);
        private final ReentrantLock sending = new ReentrantLock();
        private long sent;

        Stream(UUID orderId, Sight sight, long sent) {
            this.orderId = orderId;
            this.sight = sight;
            this.sent = sent;
            emitter.onCompletion(() -> open.remove(this));
            emitter.onError(_ -> open.remove(this));
        }

        void catchUp(long latest) {
            sending.lock();
            try {
                while (sent < latest) {
                    List<StoredEntry> news = timeline.list(orderId, sent, AT_ONCE);
                    if (news.isEmpty()) {
                        return;
                    }
                    for (StoredEntry entry : news) {
                        send(SseEmitter.event()
                                .id(Long.toString(entry.sequence()))
                                .name(entry.entry().type())
                                .data(TrackingViews.entry(entry, sight), MediaType.APPLICATION_JSON));
                        sent = entry.sequence();
                    }
                }
            } catch (IOException | IllegalStateException gone) {
                close();
            } finally {
                sending.unlock();
            }
        }

        void beat() {
            sending.lock();
            try {
                send(SseEmitter.event().comment("still here"));
            } catch (IOException | IllegalStateException gone) {
                close();
            } finally {
                sending.unlock();
            }
        }

        private void send(SseEmitter.SseEventBuilder message) throws IOException {
            emitter.send(message);
        }

        /// The reader has gone, or this instance goes; they come again with the id of the last entry they saw.
        void close() {
            open.remove(this);
            emitter.complete();
        }
    }

    /// @param after the sequence of the last entry that the reader has
    SseEmitter open(UUID orderId, Sight sight, long after) {
        Stream stream = new Stream(orderId, sight, after);
        open.add(stream);
        clockwork.execute(() -> guarded(() -> {
            stream.beat();
            look(Set.of(stream));
        }));
        return stream.emitter;
    }

    private void look(Set<Stream> watched) {
        if (watched.isEmpty()) {
            return;
        }
        Map<UUID, Long> latest =
                timeline.latest(watched.stream().map(stream -> stream.orderId).collect(Collectors.toSet()));
        for (Stream stream : watched) {
            Long sequence = latest.get(stream.orderId);
            if (sequence != null) {
                stream.catchUp(sequence);
            }
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException broken) {
            log.warn("Timelines cannot be followed now", broken);
        }
    }

    @Override
    public void start() {
        clockwork = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("timeline-streams").daemon().factory());
        var _ = clockwork.scheduleWithFixedDelay(
                () -> guarded(() -> look(Set.copyOf(open))),
                LOOK_EVERY.toMillis(),
                LOOK_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
        var _ = clockwork.scheduleWithFixedDelay(
                () -> guarded(() -> open.forEach(Stream::beat)),
                HEARTBEAT_EVERY.toMillis(),
                HEARTBEAT_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
        running = true;
    }

    /// Before the web server waits for its requests: open streams would never end by themselves.
    @Override
    public void stop() {
        running = false;
        clockwork.shutdown();
        open.forEach(Stream::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
