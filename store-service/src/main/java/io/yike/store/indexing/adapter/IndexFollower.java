package io.yike.store.indexing.adapter;

import io.yike.store.indexing.OfferSignals;
import io.yike.store.indexing.StoreIndex;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Keeps this replica's index current: each second in any case, and at once when PostgreSQL notifies of a change.
/// Listens on a
/// connection of its own, since a listener holds it for good.
@Component
class IndexFollower implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(IndexFollower.class);
    private static final int WAIT_MILLIS = 5_000;
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final StoreIndex index;
    private final OfferSignals signals;
    private final JdbcChangeLog changeLog;
    private final DriverManagerDataSource connections;
    private volatile boolean running;
    private volatile Thread listener = Thread.ofVirtual().unstarted(() -> {});

    IndexFollower(StoreIndex index, OfferSignals signals, JdbcChangeLog changeLog, JdbcConnectionDetails database) {
        this.index = index;
        this.signals = signals;
        this.changeLog = changeLog;
        this.connections = new DriverManagerDataSource();
        this.connections.setUrl(database.getJdbcUrl());
        this.connections.setUsername(database.getUsername());
        this.connections.setPassword(database.getPassword());
    }

    @Override
    public void start() {
        index.catchUp();
        running = true;
        listener = Thread.ofPlatform().name("index-listener").daemon().start(this::listen);
    }

    @Override
    public void stop() {
        running = false;
        listener.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Before requests and events are taken.
    @Override
    public int getPhase() {
        return 0;
    }

    @Scheduled(fixedDelay = 1_000)
    void poll() {
        if (running) {
            catchUp();
            signals.changed();
        }
    }

    @Scheduled(initialDelay = 600_000, fixedDelay = 600_000)
    void prune() {
        changeLog.prune();
    }

    private void listen() {
        while (running) {
            try (Connection connection = connections.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN index_change");
                PGConnection postgres = connection.unwrap(PGConnection.class);
                while (running) {
                    PGNotification[] notifications = postgres.getNotifications(WAIT_MILLIS);
                    if (notifications != null && notifications.length > 0) {
                        catchUp();
                        wake(notifications);
                    }
                }
            } catch (SQLException broken) {
                if (running) {
                    log.warn("Listening for changes is interrupted; polling goes on: {}", broken.getMessage());
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    /// A change of offers names its store, a change of shelves none.
    private void wake(PGNotification[] notifications) {
        for (PGNotification notification : notifications) {
            if (!notification.getParameter().isEmpty()) {
                signals.changed(UUID.fromString(notification.getParameter()));
            }
        }
    }

    private void catchUp() {
        try {
            index.catchUp();
        } catch (DataAccessException | TransactionException broken) {
            log.warn("The index could not follow: {}", broken.getMessage());
        }
    }
}
