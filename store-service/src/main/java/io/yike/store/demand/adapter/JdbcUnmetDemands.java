package io.yike.store.demand.adapter;

import static io.yike.store.postgres.Columns.instant;
import static io.yike.store.postgres.Columns.name;
import static io.yike.store.postgres.Columns.nameOrNull;
import static io.yike.store.postgres.Columns.named;
import static io.yike.store.postgres.Columns.text;
import static io.yike.store.postgres.Columns.timestamp;
import static io.yike.store.postgres.Columns.timestampOrNull;
import static io.yike.store.postgres.Columns.uuid;

import io.yike.kit.page.Cursor;
import io.yike.store.demand.UnmetDemands;
import io.yike.store.ranking.NobodyLeft;
import io.yike.store.ranking.Wanted.Fulfilment;
import io.yike.travel.Coordinate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Unmet demand in PostgreSQL.
@Repository
class JdbcUnmetDemands implements UnmetDemands {

    private static final TypeReference<TreeMap<String, Integer>> PIECES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcUnmetDemands(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public void add(UnmetDemand demand) {
        Coordinate destination = demand.destination();
        jdbc.sql("""
                        INSERT INTO unmet_demand (order_id, at, reason, fulfilment, latitude, longitude, lines)
                        VALUES (:order, :at, :reason, :fulfilment, :latitude, :longitude, CAST(:lines AS jsonb))
                        ON CONFLICT (order_id) DO NOTHING""")
                .param("order", demand.orderId())
                .param("at", timestamp(demand.at()))
                .param("reason", name(demand.reason()))
                .param("fulfilment", name(demand.fulfilment()))
                .param("latitude", destination == null ? null : destination.latitude())
                .param("longitude", destination == null ? null : destination.longitude())
                .param("lines", json.writeValueAsString(demand.pieces()))
                .update();
    }

    @Override
    public List<UnmetDemand> list(
            @Nullable Instant since,
            @Nullable Instant before,
            @Nullable NobodyLeft reason,
            @Nullable Cursor after,
            int limit) {
        return jdbc.sql("""
                        SELECT * FROM unmet_demand
                         WHERE (CAST(:since AS timestamptz) IS NULL OR at >= :since)
                           AND (CAST(:before AS timestamptz) IS NULL OR at < :before)
                           AND (CAST(:reason AS text) IS NULL OR reason = :reason)
                           AND (CAST(:at AS timestamptz) IS NULL OR (at, order_id) < (:at, CAST(:after AS uuid)))
                         ORDER BY at DESC, order_id DESC
                         LIMIT :limit""")
                .param("since", timestampOrNull(since))
                .param("before", timestampOrNull(before))
                .param("reason", nameOrNull(reason))
                .param("at", timestampOrNull(after == null ? null : after.at()))
                .param("after", after == null ? null : after.id())
                .param("limit", limit)
                .query(this::demand)
                .list();
    }

    private UnmetDemand demand(ResultSet row, int number) throws SQLException {
        Double latitude = row.getObject("latitude", Double.class);
        SortedMap<String, Integer> pieces = json.readValue(text(row, "lines"), PIECES);
        return new UnmetDemand(
                uuid(row, "order_id"),
                instant(row, "at"),
                named(NobodyLeft.class, text(row, "reason")),
                named(Fulfilment.class, text(row, "fulfilment")),
                latitude == null ? null : new Coordinate(latitude, row.getDouble("longitude")),
                pieces);
    }
}
