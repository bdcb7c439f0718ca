package io.yike.dispatch.delivering.adapter;

import io.yike.dispatch.delivering.Deliveries;
import io.yike.dispatch.delivering.domain.Bag;
import io.yike.dispatch.delivering.domain.CancelReason;
import io.yike.dispatch.delivering.domain.Carriage;
import io.yike.dispatch.delivering.domain.Collection;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.delivering.domain.DeliveryEvent;
import io.yike.dispatch.delivering.domain.DeliveryState;
import io.yike.dispatch.delivering.domain.DeliveryState.Assigned;
import io.yike.dispatch.delivering.domain.DeliveryState.AtDropoff;
import io.yike.dispatch.delivering.domain.DeliveryState.AtPickup;
import io.yike.dispatch.delivering.domain.DeliveryState.Cancelled;
import io.yike.dispatch.delivering.domain.DeliveryState.Delivered;
import io.yike.dispatch.delivering.domain.DeliveryState.Pending;
import io.yike.dispatch.delivering.domain.DeliveryState.PickedUp;
import io.yike.dispatch.delivering.domain.DeliveryState.Returned;
import io.yike.dispatch.delivering.domain.DeliveryState.Returning;
import io.yike.dispatch.delivering.domain.DeliveryStatus;
import io.yike.dispatch.delivering.domain.Errand;
import io.yike.dispatch.delivering.domain.HandOverCode;
import io.yike.dispatch.delivering.domain.LockerCell;
import io.yike.dispatch.delivering.domain.Proof;
import io.yike.dispatch.delivering.domain.ReturnReason;
import io.yike.dispatch.delivering.domain.Unreachable;
import io.yike.dispatch.wire.Rows;
import io.yike.dispatch.wire.Wire;
import io.yike.kit.event.Outbox;
import io.yike.kit.page.Cursor;
import io.yike.payments.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcDeliveries implements Deliveries {

    private final JdbcClient jdbc;
    private final Outbox outbox;

    JdbcDeliveries(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    @Override
    public void add(Delivery delivery, List<DeliveryEvent> events, String actor, Instant now) {
        Errand errand = delivery.errand();
        Collection collect = errand.collect();
        jdbc.sql("""
                INSERT INTO delivery (delivery_id, order_id, store_id, platform_id, resident_id, pickup_latitude,
                    pickup_longitude, dropoff_latitude, dropoff_longitude, promise_at, not_before, collect_method,
                    collect_amount, collect_currency, unreachable, ready_at, ready, bag_code, bag_wrong_tries,
                    recipient_code, recipient_wrong_tries, state, attempt, sequence, created_at, changed_at)
                VALUES (:id, :orderId, :storeId, :platformId, :residentId, :pickupLatitude,
                    :pickupLongitude, :dropoffLatitude, :dropoffLongitude, :promiseAt, :notBefore, :collectMethod,
                    :collectAmount, :collectCurrency, :unreachable, :readyAt, :ready, :bagCode, 0,
                    :recipientCode, 0, :state, 0, :sequence, :createdAt, :createdAt)
                """)
                .param("id", delivery.id())
                .param("orderId", errand.orderId())
                .param("storeId", errand.storeId())
                .param("platformId", errand.platformId())
                .param("residentId", errand.residentId())
                .param("pickupLatitude", errand.pickup().latitude())
                .param("pickupLongitude", errand.pickup().longitude())
                .param("dropoffLatitude", errand.dropoff().latitude())
                .param("dropoffLongitude", errand.dropoff().longitude())
                .param("promiseAt", Rows.time(errand.promiseAt()))
                .param("notBefore", Rows.time(errand.notBefore()))
                .param("collectMethod", collect == null ? null : Wire.word(collect.method()))
                .param(
                        "collectAmount",
                        collect == null ? null : collect.amount().amount())
                .param(
                        "collectCurrency",
                        collect == null ? null : collect.amount().currency())
                .param("unreachable", Wire.word(errand.unreachable()))
                .param("readyAt", Rows.time(delivery.bag().readyAt()))
                .param("ready", delivery.bag().ready())
                .param("bagCode", delivery.bagCode().digits())
                .param("recipientCode", delivery.recipientCode().digits())
                .param("state", Wire.word(delivery.state().status()))
                .param("sequence", events.size())
                .param("createdAt", Rows.time(delivery.createdAt()))
                .update();
        tell(delivery, 0, events, actor, now);
    }

    @Override
    public void save(Delivery delivery, List<DeliveryEvent> events, String actor, Instant now) {
        StateColumns columns = StateColumns.of(delivery.state());
        Carriage carriage = delivery.state().findCarriage().orElse(null);
        LockerCell cell = delivery.errand().cell();
        long sequence = jdbc.sql("""
                UPDATE delivery SET ready_at = :readyAt, ready = :ready, bag_code = :bagCode,
                    bag_wrong_tries = :bagWrongTries, recipient_code = :recipientCode,
                    recipient_wrong_tries = :recipientWrongTries, state = :state, attempt = :attempt,
                    courier_id = :courierId, fleet_id = :fleetId, pickup_eta = :pickupEta, dropoff_eta = :dropoffEta,
                    left_by = :leftBy, proof = :proof, photo_id = :photoId, reason = :reason, changed_at = :changedAt,
                    sequence = sequence + :told, redirection = :redirection, dropoff_latitude = :dropoffLatitude,
                    dropoff_longitude = :dropoffLongitude, cell_hold_id = :cellHoldId::uuid,
                    cell_facility_id = :cellFacilityId::uuid, cell_facility_name = :cellFacilityName,
                    cell_label = :cellLabel
                WHERE delivery_id = :id
                RETURNING sequence
                """)
                .param("readyAt", Rows.time(delivery.bag().readyAt()))
                .param("ready", delivery.bag().ready())
                .param("bagCode", delivery.bagCode().digits())
                .param("bagWrongTries", delivery.bagCode().wrongTries())
                .param("recipientCode", delivery.recipientCode().digits())
                .param("recipientWrongTries", delivery.recipientCode().wrongTries())
                .param("state", Wire.word(delivery.state().status()))
                .param("attempt", delivery.attempt())
                .param("courierId", carriage == null ? null : carriage.courierId())
                .param("fleetId", carriage == null ? null : carriage.fleetId())
                .param("pickupEta", carriage == null ? null : Rows.time(carriage.pickupEta()))
                .param("dropoffEta", carriage == null ? null : Rows.time(carriage.dropoffEta()))
                .param("leftBy", columns.leftBy())
                .param("proof", columns.proof())
                .param("photoId", columns.photoId())
                .param("reason", columns.reason())
                .param("changedAt", Rows.time(delivery.state().at()))
                .param("told", events.size())
                .param("redirection", delivery.errand().redirection())
                .param("dropoffLatitude", delivery.errand().dropoff().latitude())
                .param("dropoffLongitude", delivery.errand().dropoff().longitude())
                .param("cellHoldId", cell == null ? null : cell.holdId())
                .param("cellFacilityId", cell == null ? null : cell.facilityId())
                .param("cellFacilityName", cell == null ? null : cell.facilityName())
                .param("cellLabel", cell == null ? null : cell.label())
                .param("id", delivery.id())
                .query(Long.class)
                .single();
        tell(delivery, sequence - events.size(), events, actor, now);
    }

    private void tell(Delivery delivery, long sequence, List<DeliveryEvent> events, String actor, Instant now) {
        long next = sequence;
        for (DeliveryEvent event : events) {
            next++;
            jdbc.sql("""
                    INSERT INTO delivery_change (delivery_id, sequence, state, at, actor, reason)
                    VALUES (:id, :sequence, :state, :at, :actor, :reason)
                    """)
                    .param("id", delivery.id())
                    .param("sequence", next)
                    .param("state", Wire.word(delivery.state().status()))
                    .param("at", Rows.time(now))
                    .param("actor", actor)
                    .param("reason", Announcements.reason(event))
                    .update();
            outbox.append(Announcements.of(delivery, event, next, now));
        }
    }

    @Override
    public Optional<Delivery> find(UUID deliveryId) {
        return jdbc.sql("SELECT * FROM delivery WHERE delivery_id = :id")
                .param("id", deliveryId)
                .query(JdbcDeliveries::delivery)
                .optional();
    }

    @Override
    public Map<UUID, Delivery> find(Set<UUID> deliveryIds) {
        return jdbc
                .sql("SELECT * FROM delivery WHERE delivery_id = ANY (:ids)")
                .param("ids", deliveryIds.toArray(UUID[]::new))
                .query(JdbcDeliveries::delivery)
                .list()
                .stream()
                .collect(Collectors.toMap(Delivery::id, Function.identity()));
    }

    @Override
    public Optional<Delivery> findLocked(UUID deliveryId) {
        return jdbc.sql("SELECT * FROM delivery WHERE delivery_id = :id FOR UPDATE")
                .param("id", deliveryId)
                .query(JdbcDeliveries::delivery)
                .optional();
    }

    @Override
    public void retime(UUID deliveryId, UUID courierId, @Nullable Instant pickupEta, Instant dropoffEta) {
        jdbc.sql("""
                UPDATE delivery SET pickup_eta = coalesce(:pickupEta, pickup_eta), dropoff_eta = :dropoffEta
                WHERE delivery_id = :id AND holder = :courierId
                """)
                .param("pickupEta", Rows.time(pickupEta), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("dropoffEta", Rows.time(dropoffEta))
                .param("id", deliveryId)
                .param("courierId", courierId)
                .update();
    }

    @Override
    public Optional<Delivery> findByOrder(UUID orderId) {
        return jdbc.sql("SELECT * FROM delivery WHERE order_id = :orderId")
                .param("orderId", orderId)
                .query(JdbcDeliveries::delivery)
                .optional();
    }

    @Override
    public List<Delivery> list(Filter filter, @Nullable Cursor after, int limit) {
        Owners owners = filter.owners() == null
                ? new Owners(Set.of(), Set.of(), Set.of(), Set.of(), Set.of())
                : filter.owners();
        return jdbc.sql("""
                SELECT * FROM delivery
                WHERE (:all OR courier_id = ANY (:couriers) OR fleet_id = ANY (:fleets) OR store_id = ANY (:stores)
                        OR platform_id = ANY (:platforms) OR resident_id = ANY (:residents))
                  AND (:orderId::uuid IS NULL OR order_id = :orderId)
                  AND (:courierId::uuid IS NULL OR courier_id = :courierId)
                  AND (:storeId::uuid IS NULL OR store_id = :storeId)
                  AND (:state::text IS NULL OR state = :state)
                  AND (:afterId::uuid IS NULL OR (created_at, delivery_id) < (:afterAt, :afterId))
                ORDER BY created_at DESC, delivery_id DESC
                LIMIT :limit
                """)
                .param("all", filter.owners() == null)
                .param("couriers", owners.couriers().toArray(UUID[]::new))
                .param("fleets", owners.fleets().toArray(UUID[]::new))
                .param("stores", owners.stores().toArray(UUID[]::new))
                .param("platforms", owners.platforms().toArray(UUID[]::new))
                .param("residents", owners.residents().toArray(UUID[]::new))
                .param("orderId", filter.orderId())
                .param("courierId", filter.courierId())
                .param("storeId", filter.storeId())
                .param("state", Wire.wordOrNull(filter.state()))
                .param("afterId", after == null ? null : after.id())
                .param("afterAt", after == null ? null : Rows.time(after.at()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("limit", limit)
                .query(JdbcDeliveries::delivery)
                .list();
    }

    @Override
    public List<Delivery> listOpenOf(UUID courierId) {
        return jdbc.sql("""
                SELECT * FROM delivery
                WHERE holder = :courierId
                ORDER BY delivery_id
                """)
                .param("courierId", courierId)
                .query(JdbcDeliveries::delivery)
                .list();
    }

    @Override
    public List<Delivery> listUnderWay() {
        return jdbc.sql("SELECT * FROM delivery WHERE holder IS NOT NULL ORDER BY delivery_id")
                .query(JdbcDeliveries::delivery)
                .list();
    }

    @Override
    public List<Change> history(UUID deliveryId) {
        return jdbc.sql("SELECT * FROM delivery_change WHERE delivery_id = :id ORDER BY sequence")
                .param("id", deliveryId)
                .query((row, _) -> new Change(
                        row.getLong("sequence"),
                        Wire.constant(DeliveryStatus.class, Rows.text(row, "state")),
                        Rows.instant(row, "at"),
                        Rows.text(row, "actor"),
                        row.getString("reason")))
                .list();
    }

    @Override
    public void addPickupOrder(UUID orderId, Instant acceptedAt) {
        jdbc.sql("""
                INSERT INTO pickup_order (order_id, accepted_at) VALUES (:orderId, :acceptedAt)
                ON CONFLICT (order_id) DO NOTHING
                """)
                .param("orderId", orderId)
                .param("acceptedAt", Rows.time(acceptedAt))
                .update();
    }

    @Override
    public boolean isPickupOrder(UUID orderId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM pickup_order WHERE order_id = :orderId)")
                .param("orderId", orderId)
                .query(Boolean.class)
                .single();
    }

    /// What a state has beside its carriage.
    private record StateColumns(
            @Nullable UUID leftBy,
            @Nullable String proof,
            @Nullable UUID photoId,
            @Nullable String reason) {

        static StateColumns of(DeliveryState state) {
            return switch (state) {
                case Pending pending -> new StateColumns(pending.leftBy(), null, null, null);
                case Assigned _, AtPickup _, PickedUp _, AtDropoff _ -> new StateColumns(null, null, null, null);
                case Delivered delivered ->
                    new StateColumns(null, Wire.word(delivered.proof()), delivered.photoId(), null);
                case Returning returning -> new StateColumns(null, null, null, Wire.word(returning.reason()));
                case Returned returned -> new StateColumns(null, null, null, Wire.word(returned.reason()));
                case Cancelled cancelled -> new StateColumns(null, null, null, Wire.word(cancelled.reason()));
            };
        }
    }

    private static Delivery delivery(ResultSet row, int number) throws SQLException {
        String method = row.getString("collect_method");
        Collection collect = method == null
                ? null
                : new Collection(
                        Wire.constant(Collection.Method.class, method),
                        new Money(row.getLong("collect_amount"), Rows.text(row, "collect_currency")));
        Errand errand = new Errand(
                Rows.uuid(row, "order_id"),
                Rows.uuid(row, "store_id"),
                Rows.findUuid(row, "platform_id"),
                Rows.findUuid(row, "resident_id"),
                Rows.coordinate(row, "pickup_"),
                Rows.coordinate(row, "dropoff_"),
                Rows.instant(row, "promise_at"),
                Rows.findInstant(row, "not_before"),
                collect,
                Wire.constant(Unreachable.class, Rows.text(row, "unreachable")),
                cell(row),
                row.getLong("redirection"));
        return new Delivery(
                Rows.uuid(row, "delivery_id"),
                errand,
                new Bag(Rows.instant(row, "ready_at"), row.getBoolean("ready")),
                new HandOverCode(Rows.text(row, "bag_code"), row.getInt("bag_wrong_tries")),
                new HandOverCode(Rows.text(row, "recipient_code"), row.getInt("recipient_wrong_tries")),
                state(row, collect),
                row.getInt("attempt"),
                Rows.instant(row, "created_at"));
    }

    private static @Nullable LockerCell cell(ResultSet row) throws SQLException {
        UUID holdId = Rows.findUuid(row, "cell_hold_id");
        return holdId == null
                ? null
                : new LockerCell(
                        holdId,
                        Rows.uuid(row, "cell_facility_id"),
                        Rows.text(row, "cell_facility_name"),
                        Rows.text(row, "cell_label"));
    }

    private static DeliveryState state(ResultSet row, @Nullable Collection collect) throws SQLException {
        Instant at = Rows.instant(row, "changed_at");
        return switch (Wire.constant(DeliveryStatus.class, Rows.text(row, "state"))) {
            case PENDING -> new Pending(at, Rows.findUuid(row, "left_by"));
            case ASSIGNED -> new Assigned(carriage(row), at);
            case AT_PICKUP -> new AtPickup(carriage(row), at);
            case PICKED_UP -> new PickedUp(carriage(row), at);
            case AT_DROPOFF -> new AtDropoff(carriage(row), at);
            // What was due is what was collected: nothing else is accepted.
            case DELIVERED ->
                new Delivered(
                        carriage(row),
                        at,
                        Wire.constant(Proof.class, Rows.text(row, "proof")),
                        Rows.findUuid(row, "photo_id"),
                        collect);
            case RETURNING ->
                new Returning(carriage(row), at, Wire.constant(ReturnReason.class, Rows.text(row, "reason")));
            case RETURNED ->
                new Returned(carriage(row), at, Wire.constant(ReturnReason.class, Rows.text(row, "reason")));
            case CANCELLED -> new Cancelled(at, Wire.constant(CancelReason.class, Rows.text(row, "reason")));
        };
    }

    private static Carriage carriage(ResultSet row) throws SQLException {
        return new Carriage(
                Rows.uuid(row, "courier_id"),
                Rows.findUuid(row, "fleet_id"),
                Rows.instant(row, "pickup_eta"),
                Rows.instant(row, "dropoff_eta"));
    }
}
