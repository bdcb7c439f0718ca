package io.yike.webhook.publishing.adapter;

import io.yike.kit.jdbc.Row;
import io.yike.webhook.publishing.KnownParties;
import io.yike.webhook.publishing.domain.KnownDelivery;
import io.yike.webhook.publishing.domain.KnownOrder;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcKnownParties implements KnownParties {

    private static final RowMapper<KnownOrder> ORDER = Row.to(row -> new KnownOrder(
            row.uuid("order_id"),
            row.findUuid("platform_id").orElse(null),
            row.findUuid("resident_id").orElse(null),
            row.findUuid("taken_at").orElse(null),
            row.findUuid("store_id").orElse(null)));

    private final JdbcClient jdbc;

    JdbcKnownParties(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<KnownOrder> findOrder(UUID orderId) {
        return jdbc.sql("select * from known_order where order_id = :orderId")
                .param("orderId", orderId)
                .query(ORDER)
                .optional();
    }

    @Override
    public KnownOrder learn(KnownOrder order, Instant now) {
        return jdbc.sql("""
                        insert into known_order as known (order_id, platform_id, resident_id, taken_at, store_id, changed_at)
                        values (:orderId, :platformId, :residentId, :takenAt, :storeId, :now)
                        on conflict (order_id) do update set
                            platform_id = coalesce(known.platform_id, excluded.platform_id),
                            resident_id = coalesce(known.resident_id, excluded.resident_id),
                            taken_at = coalesce(known.taken_at, excluded.taken_at),
                            store_id = coalesce(known.store_id, excluded.store_id),
                            changed_at = excluded.changed_at
                        returning *
                        """)
                .param("orderId", order.orderId())
                .param("platformId", order.platformId())
                .param("residentId", order.residentId())
                .param("takenAt", order.takenAt())
                .param("storeId", order.storeId())
                .param("now", Row.utc(now))
                .query(ORDER)
                .single();
    }

    /// Before there is a row there is nothing to lock: of two instances with a first event, the second one's insert
    /// finds the first one's.
    @Override
    public Optional<KnownDelivery> findLocked(UUID deliveryId) {
        return jdbc.sql("select * from known_delivery where delivery_id = :deliveryId for update")
                .param("deliveryId", deliveryId)
                .query(Row.to(row -> new KnownDelivery(
                        row.uuid("delivery_id"),
                        row.uuid("order_id"),
                        row.number("sequence"),
                        row.findUuid("courier_id").orElse(null),
                        row.findUuid("fleet_id").orElse(null))))
                .optional();
    }

    @Override
    public void save(KnownDelivery delivery, Instant now) {
        jdbc.sql("""
                        insert into known_delivery (delivery_id, order_id, sequence, courier_id, fleet_id, changed_at)
                        values (:deliveryId, :orderId, :sequence, :courierId, :fleetId, :now)
                        on conflict (delivery_id) do update set
                            sequence = excluded.sequence, courier_id = excluded.courier_id,
                            fleet_id = excluded.fleet_id, changed_at = excluded.changed_at
                        """)
                .param("deliveryId", delivery.deliveryId())
                .param("orderId", delivery.orderId())
                .param("sequence", delivery.sequence())
                .param("courierId", delivery.courierId())
                .param("fleetId", delivery.fleetId())
                .param("now", Row.utc(now))
                .update();
    }
}
