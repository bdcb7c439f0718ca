package io.yike.kit.event;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DataSourceUtils;

/// Sleeps until PostgreSQL notifies of an append, on a connection of its own out of the pool.
final class OutboxListener implements AutoCloseable {

    private final DataSource dataSource;
    private @Nullable Connection connection;

    OutboxListener(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Returns at a notification, or when the time is over.
    void await(Duration longest) throws SQLException {
        Connection listening = connection;
        if (listening == null) {
            listening = listen();
            connection = listening;
            // What was appended before is found by a look, not by a notification.
            return;
        }
        try {
            listening.unwrap(PGConnection.class).getNotifications(Math.toIntExact(longest.toMillis()));
        } catch (SQLException broken) {
            close();
            throw broken;
        }
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try (Statement statement = open.createStatement()) {
                statement.execute("UNLISTEN *");
            } catch (SQLException broken) {
                // The pool tests the connection before it lends it again, and drops it then.
                org.slf4j.LoggerFactory.getLogger(OutboxListener.class).debug("Listening ended", broken);
            } finally {
                DataSourceUtils.releaseConnection(open, dataSource);
            }
        }
    }

    private Connection listen() throws SQLException {
        Connection listening = dataSource.getConnection();
        try (Statement statement = listening.createStatement()) {
            statement.execute("LISTEN " + JdbcOutbox.CHANNEL);
            return listening;
        } catch (SQLException broken) {
            listening.close();
            throw broken;
        }
    }
}
