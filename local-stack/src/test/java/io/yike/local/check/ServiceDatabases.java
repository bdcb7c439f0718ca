package io.yike.local.check;

import io.yike.local.DatabaseAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The services' databases as their migrations make them, on a real PostgreSQL, empty.
final class ServiceDatabases implements AutoCloseable {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Map<String, List<String>> MIGRATIONS = Map.of(
            "order-service",
            List.of(
                    "libs/service-kit/src/main/resources/db/kit",
                    "libs/payments/src/main/resources/db/payments",
                    "order-service/src/main/resources/db/migration"),
            "store-service",
            List.of("libs/service-kit/src/main/resources/db/kit", "store-service/src/main/resources/db/migration"),
            "dispatch-service",
            List.of("libs/service-kit/src/main/resources/db/kit", "dispatch-service/src/main/resources/db/migration"),
            "booking-service",
            List.of("libs/service-kit/src/main/resources/db/kit", "booking-service/src/main/resources/db/migration"),
            "recycling-service",
            List.of(
                    "libs/service-kit/src/main/resources/db/kit",
                    "libs/payments/src/main/resources/db/payments",
                    "recycling-service/src/main/resources/db/migration"));

    private final EmbeddedPostgres postgres;

    private ServiceDatabases(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static ServiceDatabases start() throws IOException, SQLException {
        var databases = new ServiceDatabases(EmbeddedPostgres.builder().start());
        for (var service : MIGRATIONS.entrySet()) {
            databases.execute("postgres", "create database \"" + service.getKey() + "\"");
            for (var folder : service.getValue()) {
                for (var file : migrations(CHECKOUT.resolve(folder))) {
                    databases.execute(service.getKey(), Files.readString(file));
                }
            }
        }
        return databases;
    }

    DatabaseAddress address(String service) {
        return new DatabaseAddress(postgres.getJdbcUrl("postgres", service), "postgres", "postgres");
    }

    Database open(String service) throws SQLException {
        return Database.open(address(service));
    }

    /// Runs statements that no service would run, past triggers and foreign keys.
    void plant(String service, String sql) throws SQLException {
        execute(service, "set session_replication_role = replica; " + sql);
    }

    /// Empties every table.
    void clear() throws SQLException {
        for (var service : MIGRATIONS.keySet()) {
            plant(service, """
                    do $$ declare t record; begin
                      for t in select tablename from pg_tables where schemaname = 'public' loop
                        execute 'delete from ' || quote_ident(t.tablename);
                      end loop; end $$""");
        }
    }

    private void execute(String database, String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(postgres.getJdbcUrl("postgres", database), "postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Path> migrations(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            var migrations = new ArrayList<>(
                    files.filter(file -> file.toString().endsWith(".sql")).toList());
            migrations.sort(null);
            return migrations;
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
