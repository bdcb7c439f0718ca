package io.yike.local.check;

import io.yike.local.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A service's database, read in one snapshot and never written.
final class Database implements AutoCloseable {

    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    static Database open(DatabaseAddress address) throws SQLException {
        var connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return new Database(connection);
    }

    long count(String sql) throws SQLException {
        return rows(sql, row -> row.number(1)).getFirst();
    }

    <T> List<T> rows(String sql, RowReader<T> reader) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<T>();
            var row = new Row(result);
            while (result.next()) {
                rows.add(reader.read(row));
            }
            return rows;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /// Makes something of a row.
    @FunctionalInterface
    interface RowReader<T> {
        T read(Row row) throws SQLException;
    }

    /// The current row; columns count from 1.
    record Row(ResultSet result) {

        String text(int column) throws SQLException {
            return Objects.requireNonNull(result.getString(column), "column " + column + " is null");
        }

        @Nullable String textOrNull(int column) throws SQLException {
            return result.getString(column);
        }

        long number(int column) throws SQLException {
            return result.getLong(column);
        }

        boolean flag(int column) throws SQLException {
            return result.getBoolean(column);
        }
    }
}
