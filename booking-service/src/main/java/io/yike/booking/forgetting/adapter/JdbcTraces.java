package io.yike.booking.forgetting.adapter;

import io.yike.booking.forgetting.Traces;
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

    private final JdbcClient jdbc;
    private final Outbox outbox;

    JdbcTraces(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /// The schema of `contracts/events`.
    private record Forgotten(UUID erasureId, Instant forgottenAt) {}

    @Override
    public boolean areInUse(UUID residentId) {
        return jdbc.sql("""
                        select exists (select from booking
                            where resident_id = :id and state in ('in_use', 'overdue'))
                            or exists (select from cell_hold where resident_id = :id and state <> 'released') as found
                        """)
                .param("id", residentId)
                .query(Row.to(row -> row.flag("found")))
                .single();
    }

    @Override
    public List<UUID> ahead(UUID residentId) {
        return jdbc.sql("""
                        select id from booking where resident_id = :id and state in ('held', 'requested', 'confirmed')
                        order by id
                        """)
                .param("id", residentId)
                .query(Row.to(row -> row.uuid("id")))
                .list();
    }

    @Override
    public void erase(UUID residentId, UUID nobody) {
        for (String statement : List.of(
                "delete from member where resident_id = :id",
                "delete from calendar_link where resident_id = :id",
                "delete from cell_collector where resident_id = :id",
                "delete from cell_collector where hold_id in (select id from cell_hold where resident_id = :id)",
                "update cell_hold set resident_id = :nobody, reference = null where resident_id = :id",
                "update waiting set state = 'left' where resident_id = :id and state = 'waiting'",
                """
                update handover set note = null, photo = null, missing_parts = '{}'
                where booking_id in (select id from booking where resident_id = :id)
                """,
                """
                update damage set description = 'forgotten', photo = null, reported_by = 'nobody'
                where booking_id in (select id from booking where resident_id = :id)
                """,
                "update booking set refusal_note = null, booked_by = 'nobody' where resident_id = :id",
                "update booking set resident_id = :nobody where resident_id = :id",
                "update booking_series set resident_id = :nobody where resident_id = :id",
                "update waiting set resident_id = :nobody where resident_id = :id",
                "update dispensing set resident_id = :nobody where resident_id = :id")) {
            jdbc.sql(statement).param("id", residentId).param("nobody", nobody).update();
        }
    }

    @Override
    public void tellForgotten(UUID erasureId, Instant at) {
        outbox.append(new OutgoingEvent(
                "resident.forgotten_by_booking.v1", erasureId.toString(), 1, new Forgotten(erasureId, at)));
    }
}
