package io.yike.webhook.delivering.adapter;

import io.yike.kit.jdbc.Row;
import io.yike.webhook.delivering.DeliveryRecords;
import io.yike.webhook.delivering.domain.Answer.Outcome;
import io.yike.webhook.publishing.domain.Party;
import io.yike.webhook.wire.Likes;
import io.yike.webhook.wire.Words;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcDeliveryRecords implements DeliveryRecords {

    private final JdbcClient jdbc;

    JdbcDeliveryRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Entry> list(Filter filter) {
        Set<Party> parties = filter.parties();
        return jdbc.sql("""
                        select delivery.*, event.type, event.subject, event.sequence, event.occurred_at,
                            last.number, last.at, last.outcome, last.status, last.latency_millis
                        from delivery
                        join endpoint on endpoint.id = delivery.endpoint_id and endpoint.state <> 'deleted'
                        join published_event event on event.id = delivery.event_id
                        left join lateral (
                            select * from attempt where attempt.delivery_id = delivery.id
                            order by attempt.number desc limit 1) as last on true
                        where (:everybody or delivery.party = any(:parties))
                            and (:endpoint::uuid is null or delivery.endpoint_id = :endpoint)
                            and event.type like any(:types)
                            and (:subject::uuid is null or event.subject = :subject)
                            and (:state::text is null or delivery.state = :state)
                            and (:from::timestamptz is null or delivery.created_at >= :from)
                            and (:until::timestamptz is null or delivery.created_at < :until)
                            and (:before::uuid is null or delivery.id < :before)
                        order by delivery.id desc limit :limit
                        """)
                .param("everybody", parties == null)
                .param(
                        "parties",
                        parties == null
                                ? new String[0]
                                : parties.stream().map(Party::toString).toArray(String[]::new))
                .param("endpoint", filter.endpointId())
                .param("types", Likes.of(filter.types()))
                .param("subject", filter.subject())
                .param("state", filter.state())
                .param("from", utc(filter.from()))
                .param("until", utc(filter.until()))
                .param("before", filter.before())
                .param("limit", filter.limit())
                .query(Row.to(JdbcDeliveryRecords::entry))
                .list();
    }

    @Override
    public Optional<Entry> find(UUID deliveryId) {
        return jdbc.sql("""
                        select delivery.*, event.type, event.subject, event.sequence, event.occurred_at,
                            last.number, last.at, last.outcome, last.status, last.latency_millis
                        from delivery
                        join endpoint on endpoint.id = delivery.endpoint_id and endpoint.state <> 'deleted'
                        join published_event event on event.id = delivery.event_id
                        left join lateral (
                            select * from attempt where attempt.delivery_id = delivery.id
                            order by attempt.number desc limit 1) as last on true
                        where delivery.id = :id
                        """)
                .param("id", deliveryId)
                .query(Row.to(JdbcDeliveryRecords::entry))
                .optional();
    }

    @Override
    public List<Attempt> attempts(UUID deliveryId, int limit) {
        return jdbc.sql("select * from attempt where delivery_id = :id order by number desc limit :limit")
                .param("id", deliveryId)
                .param("limit", limit)
                .query(Row.to(JdbcDeliveryRecords::attempt))
                .list();
    }

    private static Entry entry(Row row) throws SQLException {
        return new Entry(
                row.uuid("id"),
                row.uuid("endpoint_id"),
                Party.parse(row.text("party")),
                row.uuid("event_id"),
                row.text("type"),
                row.uuid("subject"),
                row.number("sequence"),
                row.instant("occurred_at"),
                row.text("state"),
                row.integer("attempts"),
                row.instant("created_at"),
                row.findInstant("next_at").orElse(null),
                row.findInstant("ended_at").orElse(null),
                row.findInteger("number").isPresent() ? attempt(row) : null);
    }

    private static Attempt attempt(Row row) throws SQLException {
        return new Attempt(
                row.integer("number"),
                row.instant("at"),
                Words.constant(Outcome.class, row.text("outcome")),
                row.findInteger("status").orElse(null),
                row.integer("latency_millis"));
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : Row.utc(instant);
    }
}
