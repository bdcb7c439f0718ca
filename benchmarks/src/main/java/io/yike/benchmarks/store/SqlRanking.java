package io.yike.benchmarks.store;

import io.yike.store.ranking.Outlet;
import io.yike.store.ranking.Ranking;
import io.yike.store.ranking.ShelfItem;
import io.yike.store.ranking.Wanted;
import io.yike.store.registering.domain.Opening;
import io.yike.store.registering.domain.Profile;
import io.yike.store.registering.domain.Reach;
import io.yike.store.registering.domain.Store;
import io.yike.travel.Coordinate;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.postgresql.PGConnection;

/// The same decision as one query: what a service without an index in memory would ask PostgreSQL. A GiST index finds
/// the stores around the place, the primary key their items.
final class SqlRanking implements AutoCloseable {

    private static final double LONGEST_REACH_METRES = 3_000;
    private static final double METRES_PER_DEGREE = 111_195;

    private static final String SCHEMA = """
            CREATE TABLE store (
                id uuid PRIMARY KEY, place point NOT NULL, latitude float8 NOT NULL, longitude float8 NOT NULL,
                availability text NOT NULL, opens integer NOT NULL, closes integer NOT NULL, reach integer NOT NULL,
                licences text[] NOT NULL, preparation integer NOT NULL, load_cap integer NOT NULL,
                open_orders integer NOT NULL, safety_stock integer NOT NULL);
            CREATE TABLE item (
                store_id uuid NOT NULL, sku text COLLATE "C" NOT NULL, available integer NOT NULL, licence text,
                PRIMARY KEY (store_id, sku))
            """;

    private static final String QUERY = """
            WITH wanted (sku, quantity) AS (SELECT * FROM unnest(CAST(? AS text[]), CAST(? AS integer[]))),
            asked (lat, lng, at) AS (SELECT CAST(? AS float8), CAST(? AS float8), CAST(? AS timestamptz)),
            around AS (
                SELECT store.*,
                       2 * 6371008.8 * asin(sqrt(
                           sin(radians(latitude - lat) / 2) ^ 2
                           + cos(radians(lat)) * cos(radians(latitude)) * sin(radians(longitude - lng) / 2) ^ 2)) AS metres,
                       greatest(preparation, 60 + mod(CAST(floor(latitude * 90) * 31 + floor(longitude * 90) AS bigint) * 97,
                                                      420)) AS ready
                  FROM store, asked
                 WHERE place <@ box(point(?, ?), point(?, ?))),
            figured AS (
                SELECT *,
                       ready + floor(round(metres * 1.3 / 4.5 * 1000) / 1000) AS promise,
                       minute(at) AS now_minute, minute(at + ready * INTERVAL '1 second') AS ready_minute
                  FROM around, asked)
            SELECT id
              FROM figured
             WHERE metres <= reach AND availability = 'open' AND open_orders < load_cap AND promise <= 3600
               AND is_open(opens, closes, now_minute) AND is_open(opens, closes, ready_minute)
               AND NOT EXISTS (
                     SELECT FROM wanted LEFT JOIN item ON item.store_id = figured.id AND item.sku = wanted.sku
                      WHERE item.sku IS NULL OR item.available - safety_stock < wanted.quantity
                         OR (item.licence IS NOT NULL AND item.licence <> ALL (licences)))
             ORDER BY promise, round(metres), id
             LIMIT
            """;

    private static final String FUNCTIONS = """
            CREATE FUNCTION minute(at timestamptz) RETURNS integer LANGUAGE sql STABLE RETURN
                CAST(extract(hour FROM at AT TIME ZONE 'Asia/Shanghai') * 60
                     + extract(minute FROM at AT TIME ZONE 'Asia/Shanghai') AS integer);
            CREATE FUNCTION is_open(opens integer, closes integer, minute integer) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN
                CASE WHEN closes > opens THEN minute >= opens AND minute < closes ELSE minute >= opens OR minute < closes END
            """;

    private final Connection connection;
    private final PreparedStatement query;

    SqlRanking(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute(SCHEMA);
            statement.execute(FUNCTIONS);
        }
        this.query = connection.prepareStatement(QUERY + Ranking.MOST_CANDIDATES);
    }

    void load(List<Outlet> outlets) throws SQLException, IOException {
        StringBuilder stores = new StringBuilder();
        StringBuilder items = new StringBuilder();
        for (Outlet outlet : outlets) {
            stores.append(row(outlet));
            for (Map.Entry<String, ShelfItem> line : outlet.shelf().entrySet()) {
                ShelfItem item = line.getValue();
                items.append(outlet.store().id())
                        .append('\t')
                        .append(line.getKey())
                        .append('\t')
                        .append(item.available())
                        .append('\t')
                        .append(item.licence() == null ? "\\N" : item.licence().name())
                        .append('\n');
            }
        }
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        copy.copyIn("COPY store FROM STDIN", new StringReader(stores.toString()));
        copy.copyIn("COPY item FROM STDIN", new StringReader(items.toString()));
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE INDEX ON store USING gist (place)");
            statement.execute("VACUUM ANALYZE");
        }
    }

    /// Those able, the best first.
    List<UUID> rank(Wanted wanted) throws SQLException {
        Coordinate place = wanted.destination();
        double north = LONGEST_REACH_METRES / METRES_PER_DEGREE * 1.001;
        double east = north / Math.cos(Math.toRadians(place.latitude() + north));
        query.setArray(
                1, connection.createArrayOf("text", wanted.pieces().keySet().toArray()));
        query.setArray(
                2, connection.createArrayOf("integer", wanted.pieces().values().toArray()));
        query.setDouble(3, place.latitude());
        query.setDouble(4, place.longitude());
        query.setObject(5, wanted.now().atOffset(ZoneOffset.UTC));
        query.setDouble(6, place.longitude() - east);
        query.setDouble(7, place.latitude() - north);
        query.setDouble(8, place.longitude() + east);
        query.setDouble(9, place.latitude() + north);
        List<UUID> able = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                able.add(Objects.requireNonNull(rows.getObject("id", UUID.class)));
            }
        }
        return able;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static String row(Outlet outlet) {
        Store store = outlet.store();
        Profile profile = store.profile();
        Opening opening = profile.hours()
                .weekly()
                .getOrDefault(DayOfWeek.MONDAY, List.of())
                .getFirst();
        List<Object> columns = List.of(
                store.id(),
                "(" + profile.point().longitude() + "," + profile.point().latitude() + ")",
                profile.point().latitude(),
                profile.point().longitude(),
                store.availability().state().name().toLowerCase(Locale.ROOT),
                opening.opensMinute(),
                opening.closesMinute(),
                ((Reach.Radius) profile.reach()).metres(),
                "{"
                        + String.join(
                                ",",
                                profile.licences().keySet().stream()
                                        .map(Enum::name)
                                        .toList()) + "}",
                profile.preparation().toSeconds(),
                profile.loadCap(),
                outlet.openOrders(),
                profile.safetyStock());
        return String.join("\t", columns.stream().map(Object::toString).toList()) + "\n";
    }
}
