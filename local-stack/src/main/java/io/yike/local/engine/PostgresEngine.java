package io.yike.local.engine;

import io.yike.local.DatabaseAddress;
import io.yike.local.process.Health;
import io.yike.local.process.Launch;
import io.yike.local.process.LogFiles;
import io.yike.local.process.Part;
import io.yike.local.process.Stopping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// A PostgreSQL server on the loopback interface, durable, with its data in a folder.
///
/// @param maxConnections for all pools of all services together
public record PostgresEngine(
        Binaries binaries, Path folder, Path log, int port, String superuserPassword, int maxConnections)
        implements Part {

    private static final String SUPERUSER = "postgres";

    /// Of the hash of a password. More of them slow down whoever guesses, and whoever connects; these are long and
    /// random, and not to be guessed.
    private static final String ITERATIONS = "1";

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public String healthAddress() {
        return "tcp:" + port;
    }

    @Override
    public Launch prepare() throws IOException {
        var user = OrdinaryUser.find();
        var data = folder.resolve("data");
        if (Files.notExists(data)) {
            initialise(user, data);
        }
        user.give(folder);
        forgetForeignPid(data.resolve("postmaster.pid"));
        var command = new ArrayList<>(user.prefix());
        command.addAll(List.of(
                binaries.postgres().resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port)));
        settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return new Launch(command, Map.of(), folder, log);
    }

    private Map<String, String> settings() {
        return Map.of(
                "listen_addresses", "127.0.0.1",
                // Addresses of sockets are short: a deep data folder would not fit.
                "unix_socket_directories", "",
                "max_connections", Integer.toString(maxConnections),
                "shared_buffers", "128MB",
                "max_wal_size", "512MB",
                "scram_iterations", ITERATIONS,
                "timezone", "UTC",
                "log_timezone", "UTC");
    }

    @Override
    public Health health() {
        try (var connection = connect(SUPERUSER);
                var statement = connection.createStatement()) {
            statement.execute("SELECT 1");
            return Health.UP;
        } catch (SQLException e) {
            return Health.down(String.valueOf(e.getMessage()));
        }
    }

    /// `INT` is PostgreSQL's fast shutdown: it does not wait for clients to leave.
    @Override
    public Stopping stopping() {
        return new Stopping("INT", Duration.ofSeconds(30));
    }

    /// Makes the database and the role that owns it, or finds them, and sets the role's password.
    public DatabaseAddress database(String name, String password) throws SQLException {
        if (!name.matches("[a-z_]+")) {
            throw new IllegalArgumentException("not a plain name: " + name);
        }
        try (var connection = connect(SUPERUSER);
                var statement = connection.createStatement()) {
            if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
                statement.execute("CREATE ROLE \"" + name + "\" LOGIN");
            }
            statement.execute("ALTER ROLE \"" + name + "\" PASSWORD " + statement.enquoteLiteral(password));
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                statement.execute("CREATE DATABASE \"" + name + "\" OWNER \"" + name + "\"");
            }
            statement.execute("REVOKE ALL ON DATABASE \"" + name + "\" FROM PUBLIC");
        }
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/" + name, name, password);
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    private Connection connect(String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", superuserPassword);
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("socketTimeout", "60");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, properties);
    }

    /// The folder appears only when it is complete.
    private void initialise(OrdinaryUser user, Path data) throws IOException {
        Folders.createPrivate(folder);
        var unfinished = folder.resolve("data.new");
        Folders.delete(unfinished);
        Folders.createPrivate(unfinished);
        var password = folder.resolve("password.new");
        Folders.writePrivate(password, superuserPassword + "\n");
        user.give(folder);
        user.give(unfinished);
        user.give(password);
        try {
            var command = new ArrayList<>(user.prefix());
            command.addAll(List.of(
                    binaries.postgres().resolve("bin/initdb").toString(),
                    "--pgdata=" + unfinished,
                    "--username=" + SUPERUSER,
                    "--auth=scram-sha-256",
                    "--set=scram_iterations=" + ITERATIONS,
                    "--pwfile=" + password,
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-instructions"));
            run(new Launch(command, Map.of(), folder, log));
            Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.delete(password);
        }
    }

    private static void run(Launch launch) throws IOException {
        try {
            var process = launch.start();
            if (!process.waitFor(Duration.ofMinutes(2))) {
                process.destroyForcibly();
                throw new IOException("initdb did not end within two minutes");
            }
            if (process.exitValue() != 0) {
                throw new IOException("initdb failed: " + String.join(" | ", LogFiles.tail(launch.log(), 5)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("initdb was interrupted", e);
        }
    }

    /// A killed server leaves its pid behind. When another program has that pid by now, PostgreSQL would believe
    /// that the server still runs; when a PostgreSQL has it, PostgreSQL decides itself.
    private static void forgetForeignPid(Path file) throws IOException {
        if (Files.notExists(file)) {
            return;
        }
        var pid = Files.readString(file).lines().findFirst().map(String::strip).orElse("");
        var foreign = pid.matches("\\d+")
                && ProcessHandle.of(Long.parseLong(pid))
                        .filter(process -> !process.info().command().orElse("").contains("postgres"))
                        .isPresent();
        if (foreign) {
            Files.delete(file);
        }
    }

    /// It holds a password.
    @Override
    public String toString() {
        return "PostgresEngine[" + address() + "]";
    }
}
