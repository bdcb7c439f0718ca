package io.yike.dispatch.wire;

import io.yike.travel.Coordinate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Times, ids and places between rows and the domain.
public final class Rows {

    private Rows() {}

    public static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(findInstant(row, column), column);
    }

    public static @Nullable Instant findInstant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    public static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }

    public static UUID uuid(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(findUuid(row, column), column);
    }

    public static @Nullable UUID findUuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    /// The place in the columns `prefix`latitude and `prefix`longitude.
    public static Coordinate coordinate(ResultSet row, String prefix) throws SQLException {
        return new Coordinate(row.getDouble(prefix + "latitude"), row.getDouble(prefix + "longitude"));
    }
}
