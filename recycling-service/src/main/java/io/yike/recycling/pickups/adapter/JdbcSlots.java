package io.yike.recycling.pickups.adapter;

import io.yike.kit.jdbc.Row;
import io.yike.recycling.pickups.Slots;
import io.yike.recycling.pickups.domain.Slot;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcSlots implements Slots {

    private final JdbcClient jdbc;

    JdbcSlots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Slot slot) {
        jdbc.sql("""
                INSERT INTO pickup_slot (slot_id, starts_at, ends_at, capacity) VALUES (:id, :start, :end, :capacity)
                """)
                .param("id", slot.id())
                .param("start", Row.utc(slot.start()))
                .param("end", Row.utc(slot.end()))
                .param("capacity", slot.capacity())
                .update();
    }

    @Override
    public Optional<Slot> find(UUID slotId) {
        return jdbc.sql("SELECT * FROM pickup_slot WHERE slot_id = :id")
                .param("id", slotId)
                .query(Row.to(JdbcSlots::slot))
                .optional();
    }

    @Override
    public Optional<Slot> findLocked(UUID slotId) {
        return jdbc.sql("SELECT * FROM pickup_slot WHERE slot_id = :id FOR UPDATE")
                .param("id", slotId)
                .query(Row.to(JdbcSlots::slot))
                .optional();
    }

    @Override
    public void close(UUID slotId, Instant at) {
        jdbc.sql("UPDATE pickup_slot SET closed_at = coalesce(closed_at, :at) WHERE slot_id = :id")
                .param("at", Row.utc(at))
                .param("id", slotId)
                .update();
    }

    @Override
    public List<Slot> listAfter(Instant then, int limit) {
        return jdbc.sql("SELECT * FROM pickup_slot WHERE starts_at > :then ORDER BY starts_at, slot_id LIMIT :limit")
                .param("then", Row.utc(then))
                .param("limit", limit)
                .query(Row.to(JdbcSlots::slot))
                .list();
    }

    @Override
    public List<Slot> listFreeAfter(Instant then, int limit) {
        return jdbc.sql("""
                SELECT * FROM pickup_slot WHERE starts_at > :then AND closed_at IS NULL AND taken < capacity
                ORDER BY starts_at, slot_id LIMIT :limit
                """)
                .param("then", Row.utc(then))
                .param("limit", limit)
                .query(Row.to(JdbcSlots::slot))
                .list();
    }

    private static Slot slot(Row row) throws SQLException {
        return new Slot(
                row.uuid("slot_id"),
                row.instant("starts_at"),
                row.instant("ends_at"),
                row.integer("capacity"),
                row.integer("taken"),
                row.findInstant("closed_at").isPresent());
    }
}
