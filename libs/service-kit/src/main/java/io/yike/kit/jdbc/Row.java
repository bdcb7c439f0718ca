package io.yike.kit.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/// A row of a result: `text`, `uuid`, … for columns that are not null, `find…` for those that may be.
///
/// ```java
/// jdbc.sql("SELECT id, name FROM store").query(Row.to(row -> new Store(row.uuid("id"), row.text("name")))).list();
/// ```
public final class Row {

    /// Makes something of a row.
    @FunctionalInterface
    public interface Mapping<T extends @Nullable Object> {

        T map(Row row) throws SQLException;
    }

    private final ResultSet columns;

    private Row(ResultSet columns) {
        this.columns = columns;
    }

    public static <T extends @Nullable Object> RowMapper<T> to(Mapping<T> mapping) {
        return (columns, number) -> mapping.map(new Row(columns));
    }

    /// A time as a parameter of a statement.
    public static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    public String text(String column) throws SQLException {
        return present(column, columns.getString(column));
    }

    public Optional<String> findText(String column) throws SQLException {
        return Optional.ofNullable(columns.getString(column));
    }

    public UUID uuid(String column) throws SQLException {
        return present(column, columns.getObject(column, UUID.class));
    }

    public Optional<UUID> findUuid(String column) throws SQLException {
        return Optional.ofNullable(columns.getObject(column, UUID.class));
    }

    public Instant instant(String column) throws SQLException {
        return present(column, columns.getObject(column, OffsetDateTime.class)).toInstant();
    }

    public Optional<Instant> findInstant(String column) throws SQLException {
        return Optional.ofNullable(columns.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    public int integer(String column) throws SQLException {
        return present(column, columns.getObject(column, Integer.class));
    }

    public Optional<Integer> findInteger(String column) throws SQLException {
        return Optional.ofNullable(columns.getObject(column, Integer.class));
    }

    public long number(String column) throws SQLException {
        return present(column, columns.getObject(column, Long.class));
    }

    public Optional<Long> findNumber(String column) throws SQLException {
        return Optional.ofNullable(columns.getObject(column, Long.class));
    }

    public double real(String column) throws SQLException {
        return present(column, columns.getObject(column, Double.class));
    }

    public Optional<Double> findReal(String column) throws SQLException {
        return Optional.ofNullable(columns.getObject(column, Double.class));
    }

    public boolean flag(String column) throws SQLException {
        return present(column, columns.getObject(column, Boolean.class));
    }

    public byte[] bytes(String column) throws SQLException {
        return present(column, columns.getBytes(column));
    }

    private static <T> T present(String column, @Nullable T value) throws SQLException {
        if (value == null) {
            throw new SQLException("The column " + column + " is null");
        }
        return value;
    }
}
