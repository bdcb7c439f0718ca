package io.yike.recycling.dropoffs.adapter;

import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import io.yike.kit.jdbc.Row;
import io.yike.kit.page.Cursor;
import io.yike.payments.Money;
import io.yike.recycling.dropoffs.WeighIns;
import io.yike.recycling.dropoffs.domain.FraudLimits.Recent;
import io.yike.recycling.dropoffs.domain.HoldReason;
import io.yike.recycling.dropoffs.domain.WeighIn;
import io.yike.recycling.dropoffs.domain.WeighInChange;
import io.yike.recycling.dropoffs.domain.WeighInState;
import io.yike.recycling.points.domain.Material;
import io.yike.recycling.wire.Wire;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcWeighIns implements WeighIns {

    private static final String SELECTED = "SELECT *, array_to_string(reasons, ',') AS reason_words FROM weigh_in";

    private final JdbcClient jdbc;
    private final Outbox outbox;

    JdbcWeighIns(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    private record Amount(long amount, String currency) {
        static Amount of(Money money) {
            return new Amount(money.amount(), money.currency());
        }
    }

    // What others are told; the schemas of the events.

    private record Credited(
            UUID weighInId, UUID residentId, UUID pointId, String material, Amount credited, Instant at) {}

    private record Held(
            UUID weighInId,
            UUID residentId,
            UUID pointId,
            String material,
            Amount held,
            List<String> reasons,
            Instant at) {}

    private record Reviewed(
            UUID weighInId,
            UUID residentId,
            UUID pointId,
            String material,
            String decision,
            Amount credited,
            Instant at) {}

    private record Corrected(
            UUID weighInId,
            UUID residentId,
            UUID pointId,
            String material,
            UUID correctionId,
            Amount credited,
            Instant at) {}

    private record Change(UUID weighInId, WeighInChange change) {}

    @Override
    public void add(WeighIn weighIn) {
        jdbc.sql("""
                INSERT INTO weigh_in (
                    weigh_in_id, drop_off_id, resident_id, point_id, material, weight_grams, per_kilogram, currency,
                    credited, state, reasons, weighed_at, recorded_at, sequence)
                VALUES (
                    :id, :dropOffId, :residentId, :pointId, :material, :grams, :perKilogram, :currency,
                    :credited, :state, :reasons, :weighedAt, :recordedAt, :sequence)
                """)
                .param("id", weighIn.id())
                .param("dropOffId", weighIn.dropOffId())
                .param("residentId", weighIn.residentId())
                .param("pointId", weighIn.pointId())
                .param("material", Wire.word(weighIn.material()))
                .param("grams", weighIn.weightGrams())
                .param("perKilogram", weighIn.perKilogram().amount())
                .param("currency", weighIn.perKilogram().currency())
                .param("credited", weighIn.credited().amount())
                .param("state", Wire.word(weighIn.state()))
                .param("reasons", reasons(weighIn).toArray(String[]::new))
                .param("weighedAt", Row.utc(weighIn.weighedAt()))
                .param("recordedAt", Row.utc(weighIn.recordedAt()))
                .param("sequence", weighIn.sequence())
                .update();
        String material = Wire.word(weighIn.material());
        Amount amount = Amount.of(weighIn.credited());
        if (weighIn.state() == WeighInState.HELD) {
            tell(
                    "recycling.weigh_in_held.v1",
                    weighIn,
                    new Held(
                            weighIn.id(),
                            weighIn.residentId(),
                            weighIn.pointId(),
                            material,
                            amount,
                            reasons(weighIn),
                            weighIn.recordedAt()));
        } else {
            tell(
                    "recycling.weigh_in_credited.v1",
                    weighIn,
                    new Credited(
                            weighIn.id(),
                            weighIn.residentId(),
                            weighIn.pointId(),
                            material,
                            amount,
                            weighIn.recordedAt()));
        }
    }

    @Override
    public void saveReviewed(WeighIn weighIn, String reason, String actor, Instant at) {
        jdbc.sql("""
                UPDATE weigh_in SET state = :state, reviewed_at = :at, reviewed_by = :actor, review = :reason,
                    sequence = :sequence
                WHERE weigh_in_id = :id
                """)
                .param("state", Wire.word(weighIn.state()))
                .param("at", Row.utc(at))
                .param("actor", actor)
                .param("reason", reason)
                .param("sequence", weighIn.sequence())
                .param("id", weighIn.id())
                .update();
        boolean released = weighIn.state() == WeighInState.RELEASED;
        tell(
                "recycling.weigh_in_reviewed.v1",
                weighIn,
                new Reviewed(
                        weighIn.id(),
                        weighIn.residentId(),
                        weighIn.pointId(),
                        Wire.word(weighIn.material()),
                        released ? "release" : "refuse",
                        released
                                ? Amount.of(weighIn.credited())
                                : new Amount(0, weighIn.credited().currency()),
                        at));
    }

    @Override
    public void saveCorrected(WeighIn weighIn, WeighInChange change) {
        jdbc.sql("""
                UPDATE weigh_in SET weight_grams = :grams, credited = :credited, sequence = :sequence
                WHERE weigh_in_id = :id
                """)
                .param("grams", weighIn.weightGrams())
                .param("credited", weighIn.credited().amount())
                .param("sequence", weighIn.sequence())
                .param("id", weighIn.id())
                .update();
        jdbc.sql("""
                INSERT INTO weigh_in_change (
                    correction_id, weigh_in_id, weight_before, weight_after, credited_before, credited_after, reason,
                    actor, at)
                VALUES (
                    :id, :weighInId, :weightBefore, :weightAfter, :creditedBefore, :creditedAfter, :reason, :actor, :at)
                """)
                .param("id", change.id())
                .param("weighInId", weighIn.id())
                .param("weightBefore", change.weightBefore())
                .param("weightAfter", change.weightAfter())
                .param("creditedBefore", change.creditedBefore().amount())
                .param("creditedAfter", change.creditedAfter().amount())
                .param("reason", change.reason())
                .param("actor", change.actor())
                .param("at", Row.utc(change.at()))
                .update();
        tell(
                "recycling.weigh_in_corrected.v1",
                weighIn,
                new Corrected(
                        weighIn.id(),
                        weighIn.residentId(),
                        weighIn.pointId(),
                        Wire.word(weighIn.material()),
                        change.id(),
                        Amount.of(weighIn.credited()),
                        change.at()));
    }

    private void tell(String type, WeighIn weighIn, Object data) {
        outbox.append(new OutgoingEvent(type, weighIn.id().toString(), weighIn.sequence(), data));
    }

    private static List<String> reasons(WeighIn weighIn) {
        return weighIn.reasons().stream().map(Wire::word).sorted().toList();
    }

    @Override
    public boolean addItems(UUID weighInId, Collection<String> barcodes) {
        if (barcodes.isEmpty()) {
            return false;
        }
        int added = jdbc.sql("""
                INSERT INTO dropped_item (barcode, weigh_in_id)
                SELECT DISTINCT barcode, :weighInId::uuid FROM unnest(:barcodes::text[]) AS barcode ORDER BY barcode
                ON CONFLICT DO NOTHING
                """)
                .param("weighInId", weighInId)
                .param("barcodes", barcodes.toArray(String[]::new))
                .update();
        return added < barcodes.size();
    }

    @Override
    public Recent recent(UUID residentId, Instant since) {
        return jdbc.sql("""
                SELECT count(*)::integer AS weigh_ins, coalesce(sum(weight_grams), 0)::bigint AS grams
                FROM weigh_in WHERE resident_id = :id AND recorded_at > :since
                """)
                .param("id", residentId)
                .param("since", Row.utc(since))
                .query(Row.to(row -> new Recent(row.integer("weigh_ins"), row.number("grams"))))
                .single();
    }

    @Override
    public Optional<WeighIn> find(UUID weighInId) {
        return whole(jdbc.sql(SELECTED + " WHERE weigh_in_id = :id")
                        .param("id", weighInId)
                        .query(Row.to(JdbcWeighIns::weighIn))
                        .list())
                .stream()
                .findAny();
    }

    @Override
    public Optional<WeighIn> findLocked(UUID weighInId) {
        return whole(jdbc.sql(SELECTED + " WHERE weigh_in_id = :id FOR UPDATE")
                        .param("id", weighInId)
                        .query(Row.to(JdbcWeighIns::weighIn))
                        .list())
                .stream()
                .findAny();
    }

    @Override
    public List<WeighIn> list(
            @Nullable Set<UUID> residents, @Nullable WeighInState state, @Nullable Cursor after, int limit) {
        return whole(jdbc.sql("""
                SELECT *, array_to_string(reasons, ',') AS reason_words FROM weigh_in
                WHERE (:all OR resident_id = ANY (:residents))
                  AND (:state::text IS NULL OR state = :state)
                  AND (:afterId::uuid IS NULL OR (recorded_at, weigh_in_id) < (:afterAt, :afterId))
                ORDER BY recorded_at DESC, weigh_in_id DESC
                LIMIT :limit
                """)
                .param("all", residents == null)
                .param("residents", residents == null ? new UUID[0] : residents.toArray(UUID[]::new))
                .param("state", state == null ? null : Wire.word(state))
                .param("afterId", after == null ? null : after.id())
                .param("afterAt", after == null ? null : Row.utc(after.at()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("limit", limit)
                .query(Row.to(JdbcWeighIns::weighIn))
                .list());
    }

    private List<WeighIn> whole(List<WeighIn> rows) {
        Map<UUID, String> currencies = rows.stream()
                .collect(Collectors.toMap(WeighIn::id, row -> row.credited().currency()));
        Map<UUID, List<WeighInChange>> changes = jdbc
                .sql("SELECT * FROM weigh_in_change WHERE weigh_in_id = ANY (:ids) ORDER BY at, correction_id")
                .param("ids", currencies.keySet().toArray(UUID[]::new))
                .query(Row.to(row -> {
                    UUID of = row.uuid("weigh_in_id");
                    String currency = java.util.Objects.requireNonNull(currencies.get(of));
                    return new Change(
                            of,
                            new WeighInChange(
                                    row.uuid("correction_id"),
                                    row.number("weight_before"),
                                    row.number("weight_after"),
                                    new Money(row.number("credited_before"), currency),
                                    new Money(row.number("credited_after"), currency),
                                    row.text("reason"),
                                    row.text("actor"),
                                    row.instant("at")));
                }))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Change::weighInId, Collectors.mapping(Change::change, Collectors.toList())));
        return rows.stream()
                .map(row -> row.withChanges(changes.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private static WeighIn weighIn(Row row) throws SQLException {
        String currency = row.text("currency");
        return new WeighIn(
                row.uuid("weigh_in_id"),
                row.uuid("drop_off_id"),
                row.uuid("resident_id"),
                row.uuid("point_id"),
                Wire.constant(Material.class, row.text("material")),
                row.number("weight_grams"),
                new Money(row.number("per_kilogram"), currency),
                new Money(row.number("credited"), currency),
                Wire.constant(WeighInState.class, row.text("state")),
                reasons(row.text("reason_words")),
                row.instant("weighed_at"),
                row.instant("recorded_at"),
                row.integer("sequence"),
                List.of());
    }

    private static Set<HoldReason> reasons(String words) {
        return Stream.of(words.split(",", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> Wire.constant(HoldReason.class, word))
                .collect(Collectors.toUnmodifiableSet());
    }
}
