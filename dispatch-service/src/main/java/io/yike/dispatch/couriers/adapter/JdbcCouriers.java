package io.yike.dispatch.couriers.adapter;

import io.yike.dispatch.couriers.Couriers;
import io.yike.dispatch.couriers.Slots;
import io.yike.dispatch.couriers.domain.Courier;
import io.yike.dispatch.wire.Rows;
import io.yike.kit.page.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcCouriers implements Couriers, Slots {

    private final JdbcClient jdbc;

    JdbcCouriers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Courier courier) {
        jdbc.sql("""
                INSERT INTO courier (courier_id, name, phone, fleet_id, capacity, registered_at)
                VALUES (:id, :name, :phone, :fleetId, :capacity, :registeredAt)
                """)
                .param("id", courier.id())
                .param("name", courier.name())
                .param("phone", courier.phone())
                .param("fleetId", courier.fleetId())
                .param("capacity", courier.capacity())
                .param("registeredAt", Rows.time(courier.registeredAt()))
                .update();
        jdbc.sql("INSERT INTO courier_slot (courier_id, slot) SELECT :id, n FROM generate_series(1, :capacity) AS n")
                .param("id", courier.id())
                .param("capacity", courier.capacity())
                .update();
    }

    @Override
    public Optional<Courier> find(UUID courierId) {
        return jdbc.sql("SELECT * FROM courier WHERE courier_id = :id")
                .param("id", courierId)
                .query(JdbcCouriers::courier)
                .optional();
    }

    @Override
    public Optional<Courier> findLocked(UUID courierId) {
        return jdbc.sql("SELECT * FROM courier WHERE courier_id = :id FOR UPDATE")
                .param("id", courierId)
                .query(JdbcCouriers::courier)
                .optional();
    }

    @Override
    public void save(Courier courier) {
        jdbc.sql("""
                UPDATE courier SET shift_started_at = :shiftStartedAt, last_heard_at = :lastHeardAt
                WHERE courier_id = :id
                """)
                .param("shiftStartedAt", Rows.time(courier.shiftStartedAt()))
                .param("lastHeardAt", Rows.time(courier.lastHeardAt()))
                .param("id", courier.id())
                .update();
    }

    @Override
    public void heard(UUID courierId, Instant at) {
        jdbc.sql("""
                UPDATE courier SET last_heard_at = :at
                WHERE courier_id = :id AND (last_heard_at IS NULL OR last_heard_at < :at)
                """).param("id", courierId).param("at", Rows.time(at)).update();
    }

    @Override
    public List<Courier> list(Filter filter, @Nullable Cursor after, int limit) {
        Set<UUID> ids = filter.ids();
        return jdbc.sql("""
                SELECT * FROM courier
                WHERE (:all OR courier_id = ANY (:ids) OR fleet_id = ANY (:fleets))
                  AND (:fleetId::uuid IS NULL OR fleet_id = :fleetId)
                  AND (:onShift::boolean IS NULL OR (shift_started_at IS NOT NULL) = :onShift)
                  AND (:afterId::uuid IS NULL OR (registered_at, courier_id) < (:afterAt, :afterId))
                ORDER BY registered_at DESC, courier_id DESC
                LIMIT :limit
                """)
                .param("all", ids == null)
                .param("ids", ids == null ? new UUID[0] : ids.toArray(UUID[]::new))
                .param("fleets", filter.fleets().toArray(UUID[]::new))
                .param("fleetId", filter.fleetId())
                .param("onShift", filter.onShift())
                .param("afterId", after == null ? null : after.id())
                .param("afterAt", after == null ? null : Rows.time(after.at()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("limit", limit)
                .query(JdbcCouriers::courier)
                .list();
    }

    @Override
    public List<Courier> listOnShift() {
        return jdbc.sql("SELECT * FROM courier WHERE shift_started_at IS NOT NULL ORDER BY courier_id")
                .query(JdbcCouriers::courier)
                .list();
    }

    @Override
    public Map<UUID, Integer> takenSlots(Collection<UUID> courierIds) {
        Map<UUID, Integer> taken = new HashMap<>();
        jdbc.sql("""
                SELECT courier_id, count(delivery_id) AS taken FROM courier_slot
                WHERE courier_id = ANY (:ids)
                GROUP BY courier_id
                """)
                .param("ids", courierIds.toArray(UUID[]::new))
                .query((row, _) -> Map.entry(Rows.uuid(row, "courier_id"), row.getInt("taken")))
                .list()
                .forEach(entry -> taken.put(entry.getKey(), entry.getValue()));
        return taken;
    }

    @Override
    public boolean claim(UUID courierId, UUID deliveryId, int most) {
        // The lock keeps the shift from ending beside us, and another claim waiting: it then sees what this one took.
        return jdbc.sql("""
                WITH at_work AS MATERIALIZED (
                    SELECT courier_id FROM courier
                    WHERE courier_id = :courierId AND shift_started_at IS NOT NULL
                    FOR NO KEY UPDATE
                ), unused AS MATERIALIZED (
                    SELECT courier_id, slot FROM courier_slot
                    WHERE courier_id IN (SELECT courier_id FROM at_work) AND delivery_id IS NULL
                      AND slot <= :most
                    ORDER BY slot
                    LIMIT 1
                    FOR UPDATE SKIP LOCKED
                )
                UPDATE courier_slot SET delivery_id = :deliveryId
                FROM unused
                WHERE courier_slot.courier_id = unused.courier_id AND courier_slot.slot = unused.slot
                  AND NOT EXISTS (SELECT FROM courier_slot AS held WHERE held.delivery_id = :deliveryId)
                """)
                        .param("courierId", courierId)
                        .param("deliveryId", deliveryId)
                        .param("most", most)
                        .update()
                == 1;
    }

    @Override
    public Set<UUID> held(UUID courierId) {
        return Set.copyOf(jdbc.sql("""
                SELECT delivery_id FROM courier_slot WHERE courier_id = :courierId AND delivery_id IS NOT NULL
                """)
                .param("courierId", courierId)
                .query((row, _) -> Rows.uuid(row, "delivery_id"))
                .list());
    }

    @Override
    public void free(UUID deliveryId) {
        jdbc.sql("UPDATE courier_slot SET delivery_id = NULL WHERE delivery_id = :deliveryId")
                .param("deliveryId", deliveryId)
                .update();
    }

    private static Courier courier(ResultSet row, int number) throws SQLException {
        return new Courier(
                Rows.uuid(row, "courier_id"),
                Rows.text(row, "name"),
                row.getString("phone"),
                Rows.findUuid(row, "fleet_id"),
                row.getInt("capacity"),
                Rows.instant(row, "registered_at"),
                Rows.findInstant(row, "shift_started_at"),
                Rows.findInstant(row, "last_heard_at"));
    }
}
