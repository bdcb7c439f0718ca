package io.yike.order.erasing.adapter;

import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import io.yike.kit.page.Cursor;
import io.yike.order.erasing.Erasures;
import io.yike.order.erasing.RecipientReadings;
import io.yike.order.erasing.domain.Erasure;
import io.yike.order.wire.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcErasures implements Erasures, RecipientReadings {

    private final JdbcClient jdbc;
    private final Outbox outbox;

    JdbcErasures(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /// The schema of `contracts/events`.
    private record ResidentErased(UUID erasureId, UUID residentId, Instant erasedAt) {}

    @Override
    public void lock(UUID residentId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('erasure ' || :resident, 0))")
                .param("resident", residentId.toString())
                .query((_, _) -> "")
                .single();
    }

    @Override
    public boolean hasOrdersUnderWay(UUID residentId) {
        return jdbc.sql("""
                select exists (
                    select from orders
                    where resident_id = :resident
                        and (ended_at is null or delivery ->> 'phase' in ('PICKED_UP', 'AT_DROPOFF', 'RETURNING')))
                """).param("resident", residentId).query(Boolean.class).single();
    }

    /// Two decimals of a degree are about a kilometre: enough for the city's map, too little for a door.
    @Override
    public void forget(UUID residentId) {
        jdbc.sql("""
                update order_contact
                set recipient_name = null, recipient_phone = null, recipient_note = null, address = null,
                    payer_name = null, payer_phone = null
                where order_id in (select id from orders where resident_id = :resident)
                """).param("resident", residentId).update();
        // An answer that is kept for a request that comes again: it is still given, but says no more who and where.
        jdbc.sql("""
                update idempotency_key
                set body = (body::jsonb - '{recipient,payer,destination,reference}'::text[])::text
                where operation = 'placeOrder' and status = 201
                    and (body::jsonb ->> 'orderId')::uuid in (select id from orders where resident_id = :resident)
                """).param("resident", residentId).update();
        jdbc.sql("""
                update orders
                set latitude = round(latitude::numeric, 2), longitude = round(longitude::numeric, 2), reference = null
                where resident_id = :resident
                """).param("resident", residentId).update();
        jdbc.sql("""
                update quote
                set basket = jsonb_set(jsonb_set(basket,
                    '{destination,latitude}', to_jsonb(round((basket #>> '{destination,latitude}')::numeric, 2))),
                    '{destination,longitude}', to_jsonb(round((basket #>> '{destination,longitude}')::numeric, 2)))
                where basket #> '{destination,latitude}' is not null
                    and (asked_by = 'resident:' || :resident
                        or id in (select quote_id from orders where resident_id = :id))
                """)
                .param("resident", residentId.toString())
                .param("id", residentId)
                .update();
    }

    @Override
    public void add(Erasure erasure) {
        jdbc.sql("insert into erasure (id, resident_id, requested_at) values (:id, :resident, :at)")
                .param("id", erasure.id())
                .param("resident", erasure.residentId())
                .param("at", Rows.time(erasure.requestedAt()))
                .update();
        erasure.forgottenAt().forEach((service, at) -> forgotten(erasure.id(), service, at));
        outbox.append(new OutgoingEvent(
                "resident.erased.v1",
                erasure.id().toString(),
                1,
                new ResidentErased(erasure.id(), erasure.residentId(), erasure.requestedAt())));
    }

    @Override
    public Optional<Erasure> find(UUID id) {
        var forgotten = new TreeMap<String, Instant>();
        jdbc.sql("select service, forgotten_at from erasure_at_service where erasure_id = :id")
                .param("id", id)
                .query(row -> {
                    forgotten.put(Rows.text(row, "service"), Rows.instant(row, "forgotten_at"));
                });
        return jdbc.sql("select * from erasure where id = :id")
                .param("id", id)
                .query((row, _) -> new Erasure(
                        Rows.id(row, "id"), Rows.id(row, "resident_id"), Rows.instant(row, "requested_at"), forgotten))
                .optional();
    }

    @Override
    public boolean forgotten(UUID id, String service, Instant at) {
        jdbc.sql("""
                insert into erasure_at_service (erasure_id, service, forgotten_at)
                select id, :service, :at from erasure where id = :id
                on conflict do nothing
                """)
                .param("id", id)
                .param("service", service)
                .param("at", Rows.time(at))
                .update();
        return jdbc.sql("select exists (select from erasure where id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<Reading> list(@Nullable UUID orderId, @Nullable UUID residentId, @Nullable Cursor after, int limit) {
        return jdbc.sql("""
                select r.* from recipient_reading r
                where (:order::uuid is null or r.order_id = :order::uuid)
                    and (:resident::uuid is null
                        or r.order_id in (select id from orders where resident_id = :resident::uuid))
                    and (:at::timestamptz is null or (r.read_at, r.id) < (:at::timestamptz, :after::uuid))
                order by r.read_at desc, r.id desc
                limit :limit
                """)
                .param("order", orderId)
                .param("resident", residentId)
                .param("at", after == null ? null : Rows.time(after.at()))
                .param("after", after == null ? null : after.id())
                .param("limit", limit)
                .query((row, _) -> new Reading(
                        Rows.id(row, "id"),
                        Rows.id(row, "order_id"),
                        Rows.text(row, "reader"),
                        Rows.instant(row, "read_at")))
                .list();
    }
}
