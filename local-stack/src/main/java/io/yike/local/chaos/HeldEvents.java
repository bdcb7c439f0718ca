package io.yike.local.chaos;

import io.yike.local.DatabaseAddress;
import io.yike.local.StackAddresses;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;

/// Holds some events back in the outboxes for a moment, so that those after them are on the exchange too early.
///
/// It does so where a relay itself puts off an event that could not be told: in `try_at`.
final class HeldEvents implements AutoCloseable {

    private static final String HOLD = """
            create or replace function chaos_hold() returns trigger language plpgsql as $$
            begin
                if random() < 0.04 then
                    new.try_at := now() + random() * interval '4 seconds';
                end if;
                return new;
            end $$;
            create or replace trigger chaos_holds before insert on outbox_event
                for each row execute function chaos_hold()""";

    private static final String RELEASE = """
            drop trigger if exists chaos_holds on outbox_event;
            drop function if exists chaos_hold()""";

    private final Collection<DatabaseAddress> databases;

    private HeldEvents(Collection<DatabaseAddress> databases) {
        this.databases = databases;
    }

    static HeldEvents hold(StackAddresses stack) throws SQLException {
        var held = new HeldEvents(stack.databases().values());
        held.execute(HOLD);
        return held;
    }

    /// Leaves the databases as they were.
    @Override
    public void close() throws SQLException {
        execute(RELEASE);
    }

    private void execute(String sql) throws SQLException {
        for (var database : databases) {
            try (var connection =
                            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                    var statement = connection.createStatement()) {
                var outbox = statement.executeQuery("select to_regclass('outbox_event') is not null");
                outbox.next();
                if (outbox.getBoolean(1)) {
                    statement.execute(sql);
                }
            }
        }
    }
}
