package io.yike.recycling.custody.adapter;

import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import io.yike.kit.jdbc.Row;
import io.yike.kit.page.Cursor;
import io.yike.recycling.custody.Custody;
import io.yike.recycling.custody.domain.CustodyEntry;
import io.yike.recycling.custody.domain.CustodyEntry.Parent;
import io.yike.recycling.custody.domain.Holder;
import io.yike.recycling.custody.domain.StreamBalance;
import io.yike.recycling.custody.domain.WasteStream;
import io.yike.recycling.wire.Wire;
import io.yike.travel.Coordinate;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcCustody implements Custody {

    private final JdbcClient jdbc;
    private final Outbox outbox;

    JdbcCustody(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /// What others are told; the schema of the event.
    private record Recorded(
            UUID entryId,
            String giver,
            String taker,
            String stream,
            long acceptedGrams,
            long refusedGrams,
            String hash,
            Instant at) {}

    private record StockOf(WasteStream stream, long grams) {}

    private record ParentOf(UUID entryId, Parent parent) {}

    @Override
    public void add(CustodyEntry entry) {
        jdbc.sql("""
                INSERT INTO custody_entry (
                    entry_id, giver_kind, giver_id, taker_kind, taker_id, stream, item, pickup_id, accepted_grams,
                    refused_grams, reason, proof, latitude, longitude, at, hash)
                VALUES (
                    :id, :giverKind, :giverId, :takerKind, :takerId, :stream, :item, :pickupId, :accepted, :refused,
                    :reason, :proof, :latitude, :longitude, :at, :hash)
                """)
                .param("id", entry.id())
                .param("giverKind", Wire.word(entry.giver().kind()))
                .param("giverId", entry.giver().id())
                .param("takerKind", Wire.word(entry.taker().kind()))
                .param("takerId", entry.taker().id())
                .param("stream", Wire.word(entry.stream()))
                .param("item", entry.item(), Types.VARCHAR)
                .param("pickupId", entry.pickupId(), Types.OTHER)
                .param("accepted", entry.acceptedGrams())
                .param("refused", entry.refusedGrams())
                .param("reason", entry.reason(), Types.VARCHAR)
                .param("proof", entry.proof(), Types.VARCHAR)
                .param("latitude", entry.place().latitude())
                .param("longitude", entry.place().longitude())
                .param("at", Row.utc(entry.at()))
                .param("hash", entry.hash())
                .update();
        jdbc.sql("""
                INSERT INTO custody_parent (entry_id, parent_id, parent_hash)
                SELECT :id::uuid, parent_id, hash FROM unnest(:parents::uuid[], :hashes::text[]) AS p (parent_id, hash)
                """)
                .param("id", entry.id())
                .param("parents", entry.parents().stream().map(Parent::entryId).toArray(UUID[]::new))
                .param("hashes", entry.parents().stream().map(Parent::hash).toArray(String[]::new))
                .update();
        outbox.append(new OutgoingEvent(
                "recycling.custody_recorded.v1",
                entry.id().toString(),
                1,
                new Recorded(
                        entry.id(),
                        entry.giver().name(),
                        entry.taker().name(),
                        Wire.word(entry.stream()),
                        entry.acceptedGrams(),
                        entry.refusedGrams(),
                        entry.hash(),
                        entry.at())));
    }

    @Override
    public Map<WasteStream, Long> stockLocked(Holder holder) {
        Map<WasteStream, Long> stock = new EnumMap<>(WasteStream.class);
        jdbc.sql("""
                SELECT stream, grams FROM custody_stock
                WHERE holder_kind = :kind AND holder_id = :id AND grams > 0 ORDER BY stream FOR UPDATE
                """)
                .param("kind", Wire.word(holder.kind()))
                .param("id", holder.id())
                .query(Row.to(
                        row -> new StockOf(Wire.constant(WasteStream.class, row.text("stream")), row.number("grams"))))
                .list()
                .forEach(one -> stock.put(one.stream(), one.grams()));
        return stock;
    }

    @Override
    public List<Parent> open(Holder holder, WasteStream stream) {
        return jdbc.sql("""
                SELECT e.entry_id, e.hash FROM custody_open o JOIN custody_entry e USING (entry_id)
                WHERE o.holder_kind = :kind AND o.holder_id = :id AND o.stream = :stream ORDER BY e.at, e.entry_id
                """)
                .param("kind", Wire.word(holder.kind()))
                .param("id", holder.id())
                .param("stream", Wire.word(stream))
                .query(Row.to(row -> new Parent(row.uuid("entry_id"), row.text("hash"))))
                .list();
    }

    @Override
    public List<CustodyEntry> chain(UUID pickupId) {
        return whole(jdbc.sql("""
                WITH RECURSIVE chain AS (
                    SELECT entry_id FROM custody_entry WHERE pickup_id = :pickupId
                    UNION
                    SELECT p.entry_id FROM custody_parent p JOIN chain ON p.parent_id = chain.entry_id
                )
                SELECT e.* FROM custody_entry e JOIN chain USING (entry_id) ORDER BY e.at, e.entry_id
                """)
                .param("pickupId", pickupId)
                .query(Row.to(JdbcCustody::entry))
                .list());
    }

    @Override
    public List<CustodyEntry> list(Holder holder, @Nullable Cursor after, int limit) {
        return whole(jdbc.sql("""
                SELECT * FROM custody_entry
                WHERE ((taker_kind = :kind AND taker_id = :id) OR (giver_kind = :kind AND giver_id = :id))
                  AND (:afterId::uuid IS NULL OR (at, entry_id) < (:afterAt, :afterId))
                ORDER BY at DESC, entry_id DESC
                LIMIT :limit
                """)
                .param("kind", Wire.word(holder.kind()))
                .param("id", holder.id())
                .param("afterId", after == null ? null : after.id())
                .param("afterAt", after == null ? null : Row.utc(after.at()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("limit", limit)
                .query(Row.to(JdbcCustody::entry))
                .list());
    }

    @Override
    public List<StreamBalance> balance(Holder plant) {
        return jdbc.sql("""
                WITH moved AS (
                    SELECT stream,
                        coalesce(sum(accepted_grams + refused_grams) FILTER (WHERE taker_id = :id), 0) AS brought,
                        coalesce(sum(accepted_grams) FILTER (WHERE giver_id = :id), 0) AS passed,
                        coalesce(sum(refused_grams) FILTER (WHERE taker_id = :id), 0) AS refused
                    FROM custody_entry
                    WHERE (taker_kind = :kind AND taker_id = :id) OR (giver_kind = :kind AND giver_id = :id)
                    GROUP BY stream
                )
                SELECT m.stream, m.brought::bigint, m.passed::bigint, m.refused::bigint,
                    coalesce(s.grams, 0)::bigint AS stock
                FROM moved m
                    LEFT JOIN custody_stock s ON s.holder_kind = :kind AND s.holder_id = :id AND s.stream = m.stream
                ORDER BY m.stream
                """)
                .param("kind", Wire.word(plant.kind()))
                .param("id", plant.id())
                .query(Row.to(row -> new StreamBalance(
                        Wire.constant(WasteStream.class, row.text("stream")),
                        row.number("brought"),
                        row.number("passed"),
                        row.number("stock"),
                        row.number("refused"))))
                .list();
    }

    private List<CustodyEntry> whole(List<CustodyEntry> entries) {
        Map<UUID, List<Parent>> parents = jdbc
                .sql("SELECT * FROM custody_parent WHERE entry_id = ANY (:ids) ORDER BY parent_id")
                .param("ids", entries.stream().map(CustodyEntry::id).toArray(UUID[]::new))
                .query(Row.to(row ->
                        new ParentOf(row.uuid("entry_id"), new Parent(row.uuid("parent_id"), row.text("parent_hash")))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        ParentOf::entryId, Collectors.mapping(ParentOf::parent, Collectors.toList())));
        return entries.stream()
                .map(entry -> entry.withParents(parents.getOrDefault(entry.id(), List.of())))
                .toList();
    }

    private static CustodyEntry entry(Row row) throws SQLException {
        return new CustodyEntry(
                row.uuid("entry_id"),
                new Holder(Wire.constant(Holder.Kind.class, row.text("giver_kind")), row.uuid("giver_id")),
                new Holder(Wire.constant(Holder.Kind.class, row.text("taker_kind")), row.uuid("taker_id")),
                Wire.constant(WasteStream.class, row.text("stream")),
                row.findText("item").orElse(null),
                row.findUuid("pickup_id").orElse(null),
                row.number("accepted_grams"),
                row.number("refused_grams"),
                row.findText("reason").orElse(null),
                row.findText("proof").orElse(null),
                new Coordinate(row.real("latitude"), row.real("longitude")),
                row.instant("at"),
                List.of(),
                row.text("hash"));
    }
}
