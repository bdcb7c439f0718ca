package io.yike.recycling.forgetting.adapter;

import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import io.yike.kit.jdbc.Row;
import io.yike.recycling.forgetting.Traces;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcTraces implements Traces {

    private final JdbcClient jdbc;
    private final Outbox outbox;

    JdbcTraces(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /// The schema of `contracts/events`.
    private record Forgotten(UUID erasureId, Instant forgottenAt) {}

    @Override
    public List<UUID> pickupsUnderWay(UUID residentId) {
        return jdbc.sql("SELECT pickup_id FROM pickup WHERE resident_id = :id AND ended_at IS NULL ORDER BY pickup_id")
                .param("id", residentId)
                .query(Row.to(row -> row.uuid("pickup_id")))
                .list();
    }

    @Override
    public void erase(UUID residentId) {
        for (String statement : List.of("""
                UPDATE pickup
                SET address = NULL, note = NULL, latitude = round(latitude::numeric, 2),
                    longitude = round(longitude::numeric, 2), forgotten = true
                WHERE resident_id = :id
                """, """
                UPDATE pickup_line SET photos = '{}'
                WHERE pickup_id IN (SELECT pickup_id FROM pickup WHERE resident_id = :id)
                """)) {
            jdbc.sql(statement).param("id", residentId).update();
        }
    }

    @Override
    public void tellForgotten(UUID erasureId, Instant at) {
        outbox.append(new OutgoingEvent(
                "resident.forgotten_by_recycling.v1", erasureId.toString(), 1, new Forgotten(erasureId, at)));
    }
}
