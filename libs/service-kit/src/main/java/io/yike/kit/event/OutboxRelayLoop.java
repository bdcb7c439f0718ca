package io.yike.kit.event;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Keeps the relay going: at once while there is work, at a notification or each half second while there is none, and
/// with growing pauses while the broker or the database is away.
final class OutboxRelayLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelayLoop.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final Duration OBSERVE_EVERY = Duration.ofSeconds(1);

    private final OutboxRelay relay;
    private final DataSource dataSource;
    private final Duration poll;
    private CountDownLatch stopped = new CountDownLatch(0);
    private @Nullable Thread thread;

    OutboxRelayLoop(OutboxRelay relay, DataSource dataSource, Duration poll) {
        this.relay = relay;
        this.dataSource = dataSource;
        this.poll = poll;
    }

    @Override
    public synchronized void start() {
        stopped = new CountDownLatch(1);
        CountDownLatch stop = stopped;
        thread = Thread.ofVirtual().name("outbox-relay").start(() -> run(stop));
    }

    @Override
    public synchronized void stop() {
        stopped.countDown();
        Thread running = thread;
        thread = null;
        if (running != null) {
            try {
                // The batch in hand is finished; a time limit bounds it.
                running.join(Duration.ofSeconds(10));
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    /// Before the consumers' containers stop and after the web server did, so that the last requests' events leave.
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 2000;
    }

    private void run(CountDownLatch stop) {
        int failures = 0;
        long observed = System.nanoTime() - OBSERVE_EVERY.toNanos();
        try (OutboxListener listener = new OutboxListener(dataSource)) {
            while (stop.getCount() > 0) {
                String trouble = null;
                boolean idle = false;
                try {
                    switch (relay.relay()) {
                        case OutboxRelay.Round.Idle() -> idle = true;
                        case OutboxRelay.Round.Worked(int events) -> log.debug("Dealt with {} events", events);
                        case OutboxRelay.Round.BrokerAway(String reason) -> trouble = reason;
                    }
                    if (System.nanoTime() - observed > OBSERVE_EVERY.toNanos()) {
                        observed = System.nanoTime();
                        relay.observe(trouble);
                    }
                    if (idle) {
                        listener.await(poll);
                    }
                } catch (DataAccessException | TransactionException | SQLException database) {
                    trouble = String.valueOf(database.getMessage());
                } catch (RuntimeException unforeseen) {
                    // One bad round must not end the telling of events.
                    log.error("The outbox relay failed and goes on", unforeseen);
                    trouble = String.valueOf(unforeseen.getMessage());
                }
                failures = trouble == null ? 0 : failures + 1;
                if (trouble != null && !pause(stop, failures, trouble)) {
                    return;
                }
            }
        }
    }

    private static boolean pause(CountDownLatch stop, int failures, String trouble) {
        Duration pause = Backoff.after(failures, FIRST_PAUSE, LONGEST_PAUSE);
        if (failures == 1 || failures % 20 == 0) {
            log.warn("Events wait in the outbox, next try in {}: {}", pause, trouble);
        }
        try {
            return !stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
