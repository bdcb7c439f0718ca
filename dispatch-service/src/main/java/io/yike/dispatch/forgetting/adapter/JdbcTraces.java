package io.yike.dispatch.forgetting.adapter;

import io.yike.dispatch.forgetting.Traces;
import io.yike.dispatch.proof.domain.ObjectKey;
import io.yike.dispatch.wire.Rows;
import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import io.yike.kit.jdbc.Row;
import java.time.Instant;
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
    public List<ObjectKey> photos(UUID residentId) {
        return jdbc.sql("""
                SELECT p.delivery_id, p.sha256 FROM photo p JOIN delivery d ON d.delivery_id = p.delivery_id
                WHERE d.resident_id = :resident
                """)
                .param("resident", residentId)
                .query((row, _) ->
                        new ObjectKey("deliveries/" + row.getString("delivery_id") + "/" + row.getString("sha256")))
                .list();
    }

    /// Two decimals of a degree are about a kilometre.
    @Override
    public void erase(UUID residentId) {
        jdbc.sql("""
                DELETE FROM photo
                WHERE delivery_id IN (SELECT delivery_id FROM delivery WHERE resident_id = :resident)
                """).param("resident", residentId).update();
        jdbc.sql("""
                UPDATE incident SET note = NULL
                WHERE delivery_id IN (SELECT delivery_id FROM delivery WHERE resident_id = :resident)
                """).param("resident", residentId).update();
        jdbc.sql("""
                UPDATE delivery
                SET dropoff_latitude = round(dropoff_latitude::numeric, 2),
                    dropoff_longitude = round(dropoff_longitude::numeric, 2), photo_id = NULL
                WHERE resident_id = :resident
                """).param("resident", residentId).update();
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
