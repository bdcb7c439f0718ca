package io.yike.recycling.pickups.adapter;

import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import io.yike.kit.jdbc.Row;
import io.yike.kit.page.Cursor;
import io.yike.payments.Money;
import io.yike.recycling.pickups.Pickups;
import io.yike.recycling.pickups.domain.Condition;
import io.yike.recycling.pickups.domain.ItemKind;
import io.yike.recycling.pickups.domain.Line;
import io.yike.recycling.pickups.domain.Payment;
import io.yike.recycling.pickups.domain.Pickup;
import io.yike.recycling.pickups.domain.PickupEvent;
import io.yike.recycling.pickups.domain.PickupState;
import io.yike.recycling.pickups.domain.Standing;
import io.yike.recycling.wire.Wire;
import io.yike.travel.Coordinate;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
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
class JdbcPickups implements Pickups {

    private static final String SELECTED =
            "SELECT p.*, s.starts_at, s.ends_at FROM pickup p JOIN pickup_slot s USING (slot_id)";

    private final JdbcClient jdbc;
    private final Outbox outbox;

    JdbcPickups(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    private record Amount(long amount, String currency) {
        static Amount of(Money money) {
            return new Amount(money.amount(), money.currency());
        }
    }

    // What others are told; the schemas of the events.

    private record Window(Instant start, Instant end) {}

    private record Booked(UUID pickupId, UUID residentId, Window window, Amount price, Amount credit, Instant at) {}

    private record Reminded(UUID pickupId, UUID residentId, Window window, Instant at) {}

    private record Expired(UUID pickupId, UUID residentId, Instant at) {}

    /// @param reason of the house; null where the resident wished it
    private record Cancelled(
            UUID pickupId,
            UUID residentId,
            Amount refunded,
            Amount fee,
            @Nullable String reason,
            Instant at) {}

    private record Collected(
            UUID pickupId, UUID residentId, String outcome, Amount charged, Amount credited, Instant at) {}

    private record NotCollected(UUID pickupId, UUID residentId, String reason, Amount refunded, Instant at) {}

    private record LineOf(UUID pickupId, Line line) {}

    @Override
    public void add(Pickup pickup) {
        jdbc.sql("""
                INSERT INTO pickup (
                    pickup_id, resident_id, latitude, longitude, address, note, floor, lift, stands, assisted, slot_id,
                    price, credit, currency, state, held_until, created_at, sequence)
                VALUES (
                    :id, :residentId, :latitude, :longitude, :address, :note, :floor, :lift, :stands, :assisted, :slotId,
                    :price, :credit, :currency, :state, :heldUntil, :createdAt, :sequence)
                """)
                .param("id", pickup.id())
                .param("residentId", pickup.residentId())
                .param("latitude", pickup.place().latitude())
                .param("longitude", pickup.place().longitude())
                .param("address", pickup.address(), Types.VARCHAR)
                .param("note", pickup.standing().note(), Types.VARCHAR)
                .param("floor", pickup.standing().floor())
                .param("lift", pickup.standing().lift())
                .param("stands", Wire.word(pickup.standing().where()))
                .param("assisted", pickup.standing().assisted())
                .param("slotId", pickup.slotId())
                .param("price", pickup.price().amount())
                .param("credit", pickup.credit().amount())
                .param("currency", pickup.price().currency())
                .param("state", pickup.state().code())
                .param("heldUntil", utc(heldUntil(pickup.state())), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("createdAt", Row.utc(pickup.createdAt()))
                .param("sequence", pickup.sequence())
                .update();
        addLines(pickup);
    }

    private void addLines(Pickup pickup) {
        for (Line line : pickup.lines()) {
            jdbc.sql("""
                    INSERT INTO pickup_line (
                        pickup_id, line, code, name, kind, condition, quantity, litres, weight_grams, two_persons, price,
                        credit, photos, refused)
                    VALUES (
                        :pickupId, :line, :code, :name, :kind, :condition, :quantity, :litres, :grams, :twoPersons,
                        :price, :credit, :photos, :refused)
                    """)
                    .param("pickupId", pickup.id())
                    .param("line", line.number())
                    .param("code", line.code())
                    .param("name", line.name())
                    .param("kind", Wire.word(line.kind()))
                    .param("condition", Wire.word(line.condition()))
                    .param("quantity", line.quantity())
                    .param("litres", line.litres())
                    .param("grams", line.grams())
                    .param("twoPersons", line.twoPersons())
                    .param("price", line.price().amount())
                    .param("credit", line.credit().amount())
                    .param("photos", line.photos().toArray(String[]::new))
                    .param("refused", line.refused(), Types.VARCHAR)
                    .update();
        }
    }

    @Override
    public void save(Pickup pickup, PickupEvent event, Instant at) {
        Pickup told = pickup.told();
        save(told);
        Window window = new Window(told.start(), told.end());
        Amount price = Amount.of(told.price());
        Amount credit = Amount.of(told.credit());
        UUID id = told.id();
        UUID resident = told.residentId();
        switch (event) {
            case PickupEvent.Booked _ ->
                tell("recycling.pickup_booked.v1", told, new Booked(id, resident, window, price, credit, at));
            case PickupEvent.Changed _ ->
                tell("recycling.pickup_changed.v1", told, new Booked(id, resident, window, price, credit, at));
            case PickupEvent.Reminded _ ->
                tell("recycling.pickup_reminded.v1", told, new Reminded(id, resident, window, at));
            case PickupEvent.Expired _ -> tell("recycling.pickup_expired.v1", told, new Expired(id, resident, at));
            case PickupEvent.Cancelled(Money refunded, Money fee, PickupState.Why why) ->
                tell(
                        "recycling.pickup_cancelled.v1",
                        told,
                        new Cancelled(id, resident, Amount.of(refunded), Amount.of(fee), word(why), at));
            case PickupEvent.Collected(Money charged, Money credited) ->
                tell(
                        "recycling.pickup_collected.v1",
                        told,
                        new Collected(
                                id,
                                resident,
                                told.isWhole() ? "collected" : "partly",
                                Amount.of(charged),
                                Amount.of(credited),
                                at));
            case PickupEvent.Missed _ ->
                tell(
                        "recycling.pickup_not_collected.v1",
                        told,
                        new NotCollected(
                                id,
                                resident,
                                "missed",
                                new Amount(0, told.price().currency()),
                                at));
            case PickupEvent.NotCollected(PickupState.Reason reason, Money refunded) ->
                tell(
                        "recycling.pickup_not_collected.v1",
                        told,
                        new NotCollected(id, resident, Wire.word(reason), Amount.of(refunded), at));
        }
    }

    private void tell(String type, Pickup pickup, Object event) {
        outbox.append(new OutgoingEvent(type, pickup.id().toString(), pickup.sequence(), event));
    }

    @Override
    public void save(Pickup pickup) {
        jdbc.sql("""
                UPDATE pickup SET floor = :floor, lift = :lift, stands = :stands, assisted = :assisted, note = :note,
                    slot_id = :slotId, price = :price, credit = :credit, payment = :payment, state = :state,
                    reason = :reason, held_until = :heldUntil, missed_at = :missedAt, ended_at = :endedAt,
                    sequence = :sequence
                WHERE pickup_id = :id
                """)
                .param("floor", pickup.standing().floor())
                .param("lift", pickup.standing().lift())
                .param("stands", Wire.word(pickup.standing().where()))
                .param("assisted", pickup.standing().assisted())
                .param("note", pickup.standing().note(), Types.VARCHAR)
                .param("slotId", pickup.slotId())
                .param("price", pickup.price().amount())
                .param("credit", pickup.credit().amount())
                .param("payment", pickup.payment().map(Wire::word).orElse(null), Types.VARCHAR)
                .param("state", pickup.state().code())
                .param("reason", reason(pickup.state()), Types.VARCHAR)
                .param("heldUntil", utc(heldUntil(pickup.state())), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("missedAt", utc(missedAt(pickup.state())), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("endedAt", utc(Ends.of(pickup.state())), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("sequence", pickup.sequence())
                .param("id", pickup.id())
                .update();
        jdbc.sql("DELETE FROM pickup_line WHERE pickup_id = :id")
                .param("id", pickup.id())
                .update();
        addLines(pickup);
    }

    private static java.time.@Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : Row.utc(instant);
    }

    private static @Nullable Instant heldUntil(PickupState state) {
        return state instanceof PickupState.Held(Instant until) ? until : null;
    }

    private static @Nullable Instant missedAt(PickupState state) {
        return state instanceof PickupState.Missed(Payment _, Instant at) ? at : null;
    }

    private static @Nullable String reason(PickupState state) {
        return switch (state) {
            case PickupState.NotCollected(Payment _, PickupState.Reason reason, Instant _) -> Wire.word(reason);
            case PickupState.Cancelled(Payment _, PickupState.Why why, Instant _) -> word(why);
            case PickupState.Held _,
                    PickupState.Booked _,
                    PickupState.Missed _,
                    PickupState.Collected _,
                    PickupState.Expired _ -> null;
        };
    }

    /// Null where the resident wished it.
    private static @Nullable String word(PickupState.Why why) {
        return switch (why) {
            case ASKED -> null;
            case PAYMENT_REFUSED -> Wire.word(why);
        };
    }

    @Override
    public Optional<Pickup> find(UUID pickupId) {
        return whole(jdbc.sql(SELECTED + " WHERE pickup_id = :id")
                        .param("id", pickupId)
                        .query(Row.to(JdbcPickups::pickup))
                        .list())
                .stream()
                .findAny();
    }

    @Override
    public Optional<Pickup> findLocked(UUID pickupId) {
        jdbc.sql("SELECT FROM pickup WHERE pickup_id = :id FOR UPDATE")
                .param("id", pickupId)
                .query((_, _) -> true)
                .list();
        return find(pickupId);
    }

    @Override
    public int countUnderWay(UUID residentId) {
        return jdbc.sql("SELECT count(*) FROM pickup WHERE resident_id = :id AND ended_at IS NULL")
                .param("id", residentId)
                .query(Integer.class)
                .single();
    }

    @Override
    public List<Pickup> list(
            @Nullable Set<UUID> residents,
            @Nullable String state,
            @Nullable String paymentState,
            @Nullable Cursor after,
            int limit) {
        return whole(jdbc.sql(SELECTED + """
                 WHERE (:everybody OR resident_id = ANY (:residents))
                  AND (:state::text IS NULL OR state = :state)
                  AND (:paymentState::text IS NULL
                    OR pickup_id IN (SELECT pickup_id FROM payment WHERE state = :paymentState))
                  AND (:afterId::uuid IS NULL OR (created_at, pickup_id) < (:afterAt, :afterId))
                ORDER BY created_at DESC, pickup_id DESC
                LIMIT :limit
                """)
                .param("everybody", residents == null)
                .param("residents", residents == null ? new UUID[0] : residents.toArray(UUID[]::new))
                .param("state", state)
                .param("paymentState", paymentState)
                .param("afterId", after == null ? null : after.id())
                .param("afterAt", after == null ? null : Row.utc(after.at()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("limit", limit)
                .query(Row.to(JdbcPickups::pickup))
                .list());
    }

    @Override
    public int forgetAddresses(Instant endedBefore) {
        return jdbc.sql("""
                UPDATE pickup
                SET address = NULL, note = NULL, latitude = round(latitude::numeric, 2),
                    longitude = round(longitude::numeric, 2), forgotten = true
                WHERE ended_at < :before AND NOT forgotten
                """).param("before", Row.utc(endedBefore)).update();
    }

    private List<Pickup> whole(List<Pickup> pickups) {
        Map<UUID, List<Line>> lines = jdbc
                .sql("""
                        SELECT l.*, array_to_string(photos, ',') AS photo_words, p.currency
                        FROM pickup_line l JOIN pickup p USING (pickup_id) WHERE pickup_id = ANY (:ids) ORDER BY line
                        """)
                .param("ids", pickups.stream().map(Pickup::id).toArray(UUID[]::new))
                .query(Row.to(row -> new LineOf(row.uuid("pickup_id"), line(row))))
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(LineOf::pickupId, Collectors.mapping(LineOf::line, Collectors.toList())));
        return pickups.stream()
                .map(pickup -> pickup.withLines(lines.getOrDefault(pickup.id(), List.of())))
                .toList();
    }

    private static Line line(Row row) throws SQLException {
        String currency = row.text("currency");
        return new Line(
                row.integer("line"),
                row.text("code"),
                row.text("name"),
                Wire.constant(ItemKind.class, row.text("kind")),
                Wire.constant(Condition.class, row.text("condition")),
                row.integer("quantity"),
                row.number("litres"),
                row.number("weight_grams"),
                row.flag("two_persons"),
                new Money(row.number("price"), currency),
                new Money(row.number("credit"), currency),
                Stream.of(row.text("photo_words").split(",", -1))
                        .filter(photo -> !photo.isEmpty())
                        .toList(),
                row.findText("refused").orElse(null));
    }

    private static Pickup pickup(Row row) throws SQLException {
        String currency = row.text("currency");
        return new Pickup(
                row.uuid("pickup_id"),
                row.uuid("resident_id"),
                new Coordinate(row.real("latitude"), row.real("longitude")),
                row.findText("address").orElse(null),
                new Standing(
                        row.integer("floor"),
                        row.flag("lift"),
                        Wire.constant(Standing.Where.class, row.text("stands")),
                        row.flag("assisted"),
                        row.findText("note").orElse(null)),
                List.of(),
                row.uuid("slot_id"),
                row.instant("starts_at"),
                row.instant("ends_at"),
                new Money(row.number("price"), currency),
                new Money(row.number("credit"), currency),
                state(row),
                row.instant("created_at"),
                row.integer("sequence"));
    }

    private static PickupState state(Row row) throws SQLException {
        Payment payment = row.findText("payment")
                .map(word -> Wire.constant(Payment.class, word))
                .orElse(Payment.NOTHING);
        return switch (row.text("state")) {
            case "held" -> new PickupState.Held(row.instant("held_until"));
            case "booked" -> new PickupState.Booked(payment);
            case "missed" -> new PickupState.Missed(payment, row.instant("missed_at"));
            case "collected" -> new PickupState.Collected(payment, row.instant("ended_at"));
            case "not_collected" ->
                new PickupState.NotCollected(
                        payment, Wire.constant(PickupState.Reason.class, row.text("reason")), row.instant("ended_at"));
            case "cancelled" ->
                new PickupState.Cancelled(
                        payment,
                        row.findText("reason")
                                .map(why -> Wire.constant(PickupState.Why.class, why))
                                .orElse(PickupState.Why.ASKED),
                        row.instant("ended_at"));
            case "expired" -> new PickupState.Expired(row.instant("ended_at"));
            case String other -> throw new IllegalStateException("a pickup in state " + other);
        };
    }
}
