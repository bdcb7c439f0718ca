package io.yike.kit.signal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Hears what PostgreSQL notifies of on one channel, on a connection of its own, since a listener holds it for good.
///
/// Notifications are lost while it is not connected, so whoever hears must look again by itself now and then.
public final class ChannelListener {

    private static final Logger log = LoggerFactory.getLogger(ChannelListener.class);
    private static final int WAIT_MILLIS = 5_000;
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final DriverManagerDataSource connections = new DriverManagerDataSource();
    private final String channel;
    private final Hearing hearing;
    private volatile @Nullable Thread thread;

    /// Whoever hears. Called by one thread.
    public interface Hearing {

        /// It listens from now on; what was notified before went unheard.
        void connected();

        /// Something was notified.
        ///
        /// @param payloads of the notifications that came together, each once
        void notified(Set<String> payloads);
    }

    /// @param channel an identifier in SQL
    public ChannelListener(JdbcConnectionDetails database, String channel, Hearing hearing) {
        connections.setUrl(database.getJdbcUrl());
        connections.setUsername(database.getUsername());
        connections.setPassword(database.getPassword());
        this.channel = channel;
        this.hearing = hearing;
    }

    public void start() {
        thread = Thread.ofPlatform().name(channel + "-listener").daemon().start(this::listen);
    }

    public void stop() {
        Thread listening = thread;
        thread = null;
        if (listening != null) {
            listening.interrupt();
        }
    }

    private void listen() {
        while (isWanted()) {
            try (Connection connection = connections.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN " + channel);
                hearing.connected();
                PGConnection postgres = connection.unwrap(PGConnection.class);
                while (isWanted()) {
                    PGNotification[] notifications = postgres.getNotifications(WAIT_MILLIS);
                    if (notifications != null && notifications.length > 0) {
                        hearing.notified(payloads(notifications));
                    }
                }
            } catch (SQLException broken) {
                if (isWanted()) {
                    log.warn("Listening on {} is interrupted: {}", channel, broken.getMessage());
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    private boolean isWanted() {
        return thread == Thread.currentThread();
    }

    private static Set<String> payloads(PGNotification[] notifications) {
        Set<String> payloads = new LinkedHashSet<>();
        for (PGNotification notification : notifications) {
            payloads.add(notification.getParameter());
        }
        return payloads;
    }
}
