package io.yike.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yike.local.DatabaseAddress;
import io.yike.local.process.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresEngineTest {

    @TempDir
    Path folder;

    @Test
    void keepsCommittedRowsWhenItIsKilled() throws Exception {
        var engine = engine();
        try (var running = RunningEngine.start(folder, engine)) {
            var orders = engine.database("order", "secret-1");
            execute(orders, "CREATE TABLE bag (id int PRIMARY KEY)");
            execute(orders, "INSERT INTO bag VALUES (1)");

            running.kill(engine);

            assertThat(count(orders)).isEqualTo(1);
        }
    }

    @Test
    void findsItsDataAgainAndTakesNewPasswords() throws Exception {
        var engine = engine();
        try (var running = RunningEngine.start(folder, engine)) {
            execute(engine.database("order", "old"), "CREATE TABLE bag (id int PRIMARY KEY)");
            assertThat(running.told()).containsExactly("postgresql healthy");
        }

        var later = new PostgresEngine(
                RunningEngine.BINARIES, engine.folder(), engine.log(), new Ports().take(5432), "superuser", 50);
        try (var running = RunningEngine.start(folder, later)) {
            var orders = later.database("order", "new");

            assertThat(count(orders)).isZero();
            assertThat(running.told()).containsExactly("postgresql healthy");
            assertThatThrownBy(() -> connect(new DatabaseAddress(orders.jdbcUrl(), orders.user(), "old")))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void keepsTheRolesApartAndIsDurable() throws Exception {
        var engine = engine();
        try (var running = RunningEngine.start(folder, engine)) {
            var orders = engine.database("order", "one");
            var stores = engine.database("store", "two");

            assertThatThrownBy(() -> connect(new DatabaseAddress(stores.jdbcUrl(), orders.user(), orders.password())))
                    .hasMessageContaining("permission denied");
            assertThat(setting(orders, "fsync")).isEqualTo("on");
            assertThat(setting(orders, "max_connections")).isEqualTo("50");
            assertThat(running.told()).containsExactly("postgresql healthy");
        }
    }

    @Test
    void stopsByItselfAlthoughAClientIsConnected() throws Exception {
        var engine = engine();
        try (var running = RunningEngine.start(folder, engine);
                var connection = connect(engine.database("order", "one"))) {
            assertThat(connection.isValid(3)).isTrue();

            running.stop();

            assertThat(running.told()).containsExactly("postgresql healthy", "postgresql stopped");
        }
    }

    private PostgresEngine engine() throws IOException {
        return new PostgresEngine(
                RunningEngine.BINARIES,
                folder.resolve("postgresql"),
                folder.resolve("postgresql.log"),
                new Ports().take(5432),
                "superuser",
                50);
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    private static void execute(DatabaseAddress address, String sql) throws SQLException {
        try (var connection = connect(address);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(DatabaseAddress address) throws SQLException {
        try (var connection = connect(address);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM bag")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static String setting(DatabaseAddress address, String name) throws SQLException {
        try (var connection = connect(address);
                var statement = connection.prepareStatement("SELECT current_setting(?)")) {
            statement.setString(1, name);
            var rows = statement.executeQuery();
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }
}
