package io.yike.order.tracking.adapter;

import io.yike.order.tracking.OrderSight.Sight;
import io.yike.order.tracking.Timeline;
import io.yike.order.tracking.domain.Excerpt;
import io.yike.order.tracking.domain.StoredEntry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Live timelines. One query asks for news of all orders that are watched here, however many watch; the entries come
/// from the database, so it does not matter which instance changed the order or which one serves the stream.
///
/// Each reader is written to by a thread of its own, which fetches what is new at the reader's pace: a slow one delays
/// nobody, and what it has not read yet waits in the database and not here. One that does not read at all is given up
/// when the web server's time limit for a write is over, and comes again with `Last-Event-ID`.
@Component
class TimelineStreams implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TimelineStreams.class);
    private static final long NO_TIME_LIMIT = 0;
    private static final int AT_ONCE = 200;

    /// Tokens are judged by it, too.
    private static final Clock TOKENS_CLOCK = Clock.systemUTC();

    private final Timeline timeline;
    private final StreamSettings settings;
    private final Set<Stream> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> readers = new ConcurrentHashMap<>();
    private volatile ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean running;

    TimelineStreams(Timeline timeline, StreamSettings settings) {
        this.timeline = timeline;
        this.settings = settings;
    }

    private final class Stream {
        private final String reader;
        private final UUID orderId;
        private final Excerpt excerpt;
        private final Supplier<Sight> sightNow;
        private final Instant until;
        private final SseEmitter emitter = new SseEmitter(NO_TIME_LIMIT);
        private final BlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(1);
        private long told;
        private volatile long known;
        private volatile boolean over;

        Stream(String reader, UUID orderId, Excerpt excerpt, Supplier<Sight> sightNow, Instant until, long after) {
            this.reader = reader;
            this.orderId = orderId;
            this.excerpt = excerpt;
            this.sightNow = sightNow;
            this.until = until;
            this.told = after;
            emitter.onCompletion(this::end);
            emitter.onError(_ -> end());
        }

        /// Ends when the reader has gone, may see the order no longer, its token is over, or this instance goes.
        private void write() {
            try {
                beat();
                tellNews();
                while (!isOver()) {
                    Boolean news = wakeUps.poll(quietFor().toMillis(), TimeUnit.MILLISECONDS);
                    if (!isOver() && (news == null || !tellNews())) {
                        beat();
                    }
                }
            } catch (IOException | IllegalStateException gone) {
                log.debug("A reader of order {} has gone: {}", orderId, gone.toString());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } finally {
                open.remove(this);
                leave(reader);
                complete();
            }
        }

        private void complete() {
            try {
                emitter.complete();
            } catch (IllegalStateException gone) {
                log.debug("The web server has ended a stream of order {} before: {}", orderId, gone.toString());
            }
        }

        private boolean isOver() {
            return over || !TOKENS_CLOCK.instant().isBefore(until);
        }

        private Duration quietFor() {
            Duration left = Duration.between(TOKENS_CLOCK.instant(), until);
            return left.compareTo(settings.heartbeatEvery()) < 0 ? left : settings.heartbeatEvery();
        }

        /// What the reader may see is asked for after the entries were read: what was written once the order had moved
        /// to another store is not among them.
        ///
        /// @return whether anything was sent
        private boolean tellNews() throws IOException {
            long before = told;
            boolean more = true;
            while (more && !over) {
                try {
                    more = tell(timeline.list(orderId, excerpt, told, AT_ONCE), sightNow.get());
                } catch (DataAccessException broken) {
                    log.warn("The timeline of order {} cannot be read now", orderId, broken);
                    known = 0;
                    more = false;
                }
            }
            return told > before;
        }

        /// @return whether more may be there
        private boolean tell(List<StoredEntry> news, Sight sight) throws IOException {
            if (sight == Sight.NOTHING) {
                over = true;
                return false;
            }
            for (StoredEntry entry : news) {
                emitter.send(SseEmitter.event()
                        .id(Long.toString(entry.sequence()))
                        .name(entry.entry().type())
                        .data(TrackingViews.entry(entry, sight), MediaType.APPLICATION_JSON));
                told = entry.sequence();
            }
            return news.size() == AT_ONCE;
        }

        private void beat() throws IOException {
            emitter.send(SseEmitter.event().comment("still here"));
        }

        /// Never waits for the reader.
        ///
        /// @param latest the sequence of the order's last entry
        void know(long latest) {
            if (latest > known) {
                known = latest;
                wake();
            }
        }

        private void wake() {
            boolean first = wakeUps.offer(Boolean.TRUE);
            log.trace("News of order {}, first to say so: {}", orderId, first);
        }

        void end() {
            over = true;
            open.remove(this);
            wake();
        }
    }

    /// Opens a stream for a reader.
    ///
    /// @param reader whose streams are counted together
    /// @param sightNow how much of the order the reader may see at that moment
    /// @param until when the reader has to come again with a new token
    /// @param after the sequence of the last entry that the reader has
    /// @return empty if the reader has as many streams open here as anybody may have
    Optional<SseEmitter> open(
            String reader, UUID orderId, Excerpt excerpt, Supplier<Sight> sightNow, Instant until, long after) {
        if (!enter(reader)) {
            return Optional.empty();
        }
        Stream stream = new Stream(reader, orderId, excerpt, sightNow, until, after);
        open.add(stream);
        if (!running) {
            stream.end();
        }
        var _ = Thread.ofVirtual().name("timeline-of-" + orderId).start(stream::write);
        return Optional.of(stream.emitter);
    }

    private boolean enter(String reader) {
        AtomicBoolean entered = new AtomicBoolean();
        readers.compute(reader, (_, streams) -> {
            int others = streams == null ? 0 : streams;
            entered.set(others < settings.atOncePerCaller());
            return entered.get() ? Integer.valueOf(others + 1) : streams;
        });
        return entered.get();
    }

    private void leave(String reader) {
        readers.computeIfPresent(reader, (_, streams) -> streams == 1 ? null : streams - 1);
    }

    /// Wakes those whose order has an entry that they do not know of.
    private void look() {
        try {
            Set<Stream> watched = Set.copyOf(open);
            if (watched.isEmpty()) {
                return;
            }
            Map<UUID, Long> latest = timeline.latest(
                    watched.stream().map(stream -> stream.orderId).collect(Collectors.toSet()));
            for (Stream stream : watched) {
                Long sequence = latest.get(stream.orderId);
                if (sequence != null) {
                    stream.know(sequence);
                }
            }
        } catch (RuntimeException broken) {
            log.warn("Timelines cannot be followed now", broken);
        }
    }

    @Override
    public void start() {
        looker = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("timeline-streams").daemon().factory());
        long every = settings.lookEvery().toMillis();
        var _ = looker.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
        running = true;
    }

    /// Before the web server waits for its requests: open streams would never end by themselves.
    @Override
    public void stop() {
        running = false;
        looker.shutdown();
        open.forEach(Stream::end);
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
