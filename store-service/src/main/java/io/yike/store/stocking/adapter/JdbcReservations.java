package io.yike.store.stocking.adapter;

import static io.yike.store.postgres.Columns.text;
import static io.yike.store.postgres.Columns.timestamp;
import static io.yike.store.postgres.Columns.uuid;

import io.yike.store.stocking.Reservations;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reservations in PostgreSQL.
@Repository
class JdbcReservations implements Reservations {

    private final JdbcClient jdbc;

    JdbcReservations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(UUID orderId, UUID storeId, Map<String, Integer> pieces, Instant now) {
        List<Map.Entry<String, Integer>> lines = List.copyOf(pieces.entrySet());
        jdbc.sql("""
                        INSERT INTO reservation (order_id, store_id, sku, quantity, made_at)
                        SELECT :order, :store, sku, quantity, :now
                          FROM unnest(CAST(:skus AS text[]), CAST(:quantities AS integer[])) AS line (sku, quantity)""")
                .param("order", orderId)
                .param("store", storeId)
                .param("now", timestamp(now))
                .param("skus", lines.stream().map(Map.Entry::getKey).toArray(String[]::new))
                .param("quantities", lines.stream().map(Map.Entry::getValue).toArray(Integer[]::new))
                .update();
    }

    @Override
    public Optional<Held> take(UUID orderId) {
        List<Row> rows = jdbc.sql("DELETE FROM reservation WHERE order_id = :order RETURNING store_id, sku, quantity")
                .param("order", orderId)
                .query((row, _) -> new Row(uuid(row, "store_id"), text(row, "sku"), row.getInt("quantity")))
                .list();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        SortedMap<String, Integer> pieces = new TreeMap<>();
        rows.forEach(row -> pieces.put(row.sku(), row.quantity()));
        return Optional.of(new Held(rows.getFirst().storeId(), pieces));
    }

    @Override
    public Optional<UUID> newestUnaccepted(UUID storeId, String sku) {
        return jdbc.sql("""
                        SELECT reservation.order_id
                          FROM reservation JOIN routing USING (order_id)
                         WHERE reservation.store_id = :store AND reservation.sku = :sku
                           AND routing.state IN ('offering', 'scheduled')
                         ORDER BY reservation.made_at DESC, reservation.order_id DESC
                         LIMIT 1""")
                .param("store", storeId)
                .param("sku", sku)
                .query((row, _) -> uuid(row, "order_id"))
                .optional();
    }

    private record Row(UUID storeId, String sku, int quantity) {}
}
