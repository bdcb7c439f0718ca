package io.yike.order.tracking.adapter;

import io.yike.order.tracking.Timeline;
import io.yike.order.tracking.domain.Excerpt;
import io.yike.order.tracking.domain.StoredEntry;
import io.yike.order.tracking.domain.TimelineEntry;
import io.yike.order.wire.Rows;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcTimeline implements Timeline {

    private final JdbcClient jdbc;

    JdbcTimeline(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void append(UUID orderId, TimelineEntry entry) {
        jdbc.sql("""
                insert into timeline_entry (order_id, sequence, type, at, entry)
                select :orderId, coalesce(max(sequence), 0) + 1, :type, :at, :entry::jsonb
                from timeline_entry where order_id = :orderId
                """)
                .param("orderId", orderId)
                .param("type", entry.type())
                .param("at", Rows.time(entry.at()))
                .param("entry", Rows.json(entry))
                .update();
    }

    @Override
    public List<StoredEntry> list(UUID orderId, Excerpt excerpt, long sequence, int limit) {
        UUID[] stores = switch (excerpt) {
            case Excerpt.Whole() -> new UUID[0];
            case Excerpt.OfStores(Set<UUID> own) -> own.toArray(UUID[]::new);
        };
        return jdbc.sql("""
                select t.sequence, t.entry, o.placed_at
                from timeline_entry t join orders o on o.id = t.order_id
                where t.order_id = :orderId and t.sequence > :sequence
                    and (:whole or (t.type not like 'payment.%'
                        and (t.entry ->> 'storeId' is null or (t.entry ->> 'storeId')::uuid = any(:stores))))
                order by t.sequence
                limit :limit
                """)
                .param("orderId", orderId)
                .param("sequence", sequence)
                .param("whole", excerpt instanceof Excerpt.Whole)
                .param("stores", stores)
                .param("limit", limit)
                .query((row, _) -> new StoredEntry(
                        row.getLong("sequence"),
                        Rows.instant(row, "placed_at"),
                        Rows.read(row, "entry", TimelineEntry.class)))
                .list();
    }

    @Override
    public Map<UUID, Long> latest(Collection<UUID> orderIds) {
        record Latest(UUID orderId, long sequence) {}
        return jdbc
                .sql("""
                select order_id, max(sequence) as sequence from timeline_entry
                where order_id = any(:orderIds)
                group by order_id
                """)
                .param("orderIds", orderIds.toArray(UUID[]::new))
                .query((row, _) -> new Latest(Rows.id(row, "order_id"), row.getLong("sequence")))
                .list()
                .stream()
                .collect(Collectors.toMap(Latest::orderId, Latest::sequence));
    }
}
