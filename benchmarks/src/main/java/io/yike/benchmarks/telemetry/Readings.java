package io.yike.benchmarks.telemetry;

import io.yike.benchmarks.telemetry.Fleet.Row;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;

/// The service's database, seen from outside; and in it a twin of its table of readings, with the same keys,
/// indexes and checks, into which the same rows are copied.
final class Readings {

    private static final int BATCH = 5000;
    private static final String DEADLOCK = "40P01";
    private static final int TRIES = 5;

    private final Connection connection;

    Readings(Connection connection) {
        this.connection = connection;
    }

    void register(List<UUID> devices) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (UUID device : devices) {
                statement.addBatch("""
                        INSERT INTO recycling_point (point_id, name, latitude, longitude, registered_at)
                        VALUES ('%1$s', 'Gate', 31.2, 121.4, now())
                        """.formatted(device));
                statement.addBatch("""
                        INSERT INTO bin (bin_id, point_id, material, volume_litres) VALUES ('%1$s', '%1$s', 'paper', 240)
                        """.formatted(device));
                statement.addBatch("""
                        INSERT INTO device (device_id, bin_id, registered_at) VALUES ('%1$s', '%1$s', now())
                        """.formatted(device));
            }
            statement.executeBatch();
            statement.execute("""
                    CREATE TABLE copied (LIKE reading INCLUDING ALL);
                    ALTER TABLE copied ADD FOREIGN KEY (device_id) REFERENCES device
                    """);
        }
    }

    void clear() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            truncate(statement);
            // By itself: statements sent together are one transaction, in which nothing can be vacuumed.
            statement.execute("VACUUM ANALYZE device");
        }
    }

    /// The service, which goes on with its recurring work, may take the same tables in another order.
    private static void truncate(Statement statement) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                statement.execute("TRUNCATE reading, copied, bin_state");
                return;
            } catch (SQLException failure) {
                if (tries == TRIES || !DEADLOCK.equals(failure.getSQLState())) {
                    throw failure;
                }
            }
        }
    }

    /// Copies the rows in batches, each committed.
    ///
    /// @return seconds
    double copy(List<Row> rows) throws SQLException, IOException {
        List<String> batches = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += BATCH) {
            batches.add(csv(rows.subList(from, Math.min(rows.size(), from + BATCH))));
        }
        var copies = connection.unwrap(PGConnection.class).getCopyAPI();
        long begun = System.nanoTime();
        for (String batch : batches) {
            copies.copyIn("""
                    COPY copied (device_id, device_time, bin_id, measured_at, received_at, fill_percent, weight_grams,
                        temperature_celsius, tilt_degrees, battery_percent, door_open) FROM STDIN (FORMAT csv)
                    """, new StringReader(batch));
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private static String csv(List<Row> rows) {
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            text.append(row.device())
                    .append(',')
                    .append(row.at())
                    .append(',')
                    .append(row.device())
                    .append(',')
                    .append(row.at())
                    .append(",now,")
                    .append(row.fill())
                    .append(',')
                    .append(row.grams())
                    .append(',')
                    .append(row.celsius())
                    .append(',')
                    .append(row.tilt())
                    .append(',')
                    .append(row.battery())
                    .append(",false\n");
        }
        return text.toString();
    }

    long kept() throws SQLException {
        return number("SELECT count(*) FROM reading");
    }

    /// Rows that are in one of the two tables and not in the other, in whatever they say.
    long differences() throws SQLException {
        String told =
                "SELECT device_id, device_time, bin_id, measured_at, fill_percent, weight_grams, temperature_celsius,"
                        + " tilt_degrees, battery_percent, door_open FROM ";
        return number("SELECT count(*) FROM ((" + told + "copied EXCEPT " + told + "reading) UNION ALL (" + told
                + "reading EXCEPT " + told + "copied)) AS different");
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }
}
