package io.yike.dispatch.forgetting.adapter;

import io.yike.dispatch.forgetting.Traces;
import io.yike.dispatch.proof.domain.ObjectKey;
import io.yike.dispatch.wire.Rows;
import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import io.yike.kit.jdbc.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcTraces implements Traces {

    private static final String FORGOTTEN_NAME = "Former courier";

    private final JdbcClient jdbc;
    private final Outbox outbox;

    JdbcTraces(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /// The schema of `contracts/events`.
    private record Forgotten(UUID erasureId, Instant forgottenAt) {}

    @Override
    public boolean areUnderWay(UUID residentId) {
        return jdbc.sql("""
                SELECT EXISTS (
                    SELECT FROM delivery
                    WHERE resident_id = :resident AND state NOT IN ('delivered', 'returned', 'cancelled'))
                """).param("resident", residentId).query(Boolean.class).single();
    }

    @Override
    public List<UUID> deliveriesOf(UUID residentId) {
        return jdbc.sql("SELECT delivery_id FROM delivery WHERE resident_id = :resident AND NOT door_forgotten")
                .param("resident", residentId)
                .query(Row.to(row -> row.uuid("delivery_id")))
                .list();
    }

    @Override
    public List<UUID> deliveriesEndedBefore(Instant then, int atMost) {
        return jdbc.sql("""
                SELECT delivery_id FROM delivery
                WHERE NOT door_forgotten AND state IN ('delivered', 'returned', 'cancelled') AND changed_at < :then
                ORDER BY changed_at LIMIT :atMost FOR UPDATE
                """)
                .param("then", Rows.time(then))
                .param("atMost", atMost)
                .query(Row.to(row -> row.uuid("delivery_id")))
                .list();
    }

    @Override
    public List<ObjectKey> photos(Collection<UUID> deliveries) {
        return jdbc.sql("SELECT delivery_id, sha256 FROM photo WHERE delivery_id = ANY (:deliveries)")
                .param("deliveries", ids(deliveries))
                .query(Row.to(row -> new ObjectKey("deliveries/" + row.uuid("delivery_id") + "/" + row.text("sha256"))))
                .list();
    }

    /// Two decimals of a degree are about a kilometre.
    @Override
    public void erase(Collection<UUID> deliveries) {
        for (String statement : List.of(
                "DELETE FROM photo WHERE delivery_id = ANY (:deliveries)",
                "UPDATE incident SET note = NULL WHERE delivery_id = ANY (:deliveries)",
                """
                UPDATE delivery
                SET dropoff_latitude = round(dropoff_latitude::numeric, 2),
                    dropoff_longitude = round(dropoff_longitude::numeric, 2), photo_id = NULL, door_forgotten = true
                WHERE delivery_id = ANY (:deliveries)
                """)) {
            jdbc.sql(statement).param("deliveries", ids(deliveries)).update();
        }
    }

    private static UUID[] ids(Collection<UUID> deliveries) {
        return deliveries.toArray(UUID[]::new);
    }

    @Override
    public int eraseCouriersSilentSince(Instant then) {
        List<UUID> couriers = jdbc.sql("""
                UPDATE courier SET name = :forgotten, phone = NULL
                WHERE shift_started_at IS NULL AND coalesce(last_heard_at, registered_at) < :then
                    AND (name <> :forgotten OR phone IS NOT NULL)
                RETURNING courier_id
                """)
                .param("forgotten", FORGOTTEN_NAME)
                .param("then", Rows.time(then))
                .query(Row.to(row -> row.uuid("courier_id")))
                .list();
        jdbc.sql("DELETE FROM courier_position WHERE courier_id = ANY (:couriers)")
                .param("couriers", couriers.toArray(UUID[]::new))
                .update();
        return couriers.size();
    }

    @Override
    public void tellForgotten(UUID erasureId, Instant at) {
        outbox.append(new OutgoingEvent(
                "resident.forgotten_by_dispatch.v1", erasureId.toString(), 1, new Forgotten(erasureId, at)));
    }
}
