package io.yike.dispatch.offering.adapter;

import io.yike.dispatch.offering.CourierOffers;
import io.yike.dispatch.offering.domain.CourierOffer;
import io.yike.dispatch.offering.domain.CourierOffer.Beside;
import io.yike.dispatch.offering.domain.CourierOffer.DeclineReason;
import io.yike.dispatch.offering.domain.CourierOffer.State;
import io.yike.dispatch.wire.Rows;
import io.yike.dispatch.wire.Wire;
import io.yike.kit.page.Cursor;
import io.yike.payments.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcCourierOffers implements CourierOffers {

    private final JdbcClient jdbc;

    JdbcCourierOffers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean add(CourierOffer offer) {
        boolean added = jdbc.sql("""
                INSERT INTO courier_offer (offer_id, delivery_id, courier_id, state, attempt, pickup_eta, dropoff_eta,
                    pay_amount, pay_currency, added_seconds, offered_at, expires_at)
                VALUES (:id, :deliveryId, :courierId, :state, :attempt, :pickupEta, :dropoffEta,
                    :payAmount, :payCurrency, :addedSeconds, :offeredAt, :expiresAt)
                ON CONFLICT DO NOTHING
                """)
                        .param("id", offer.id())
                        .param("deliveryId", offer.deliveryId())
                        .param("courierId", offer.courierId())
                        .param("state", Wire.word(offer.state()))
                        .param("attempt", offer.attempt())
                        .param("pickupEta", Rows.time(offer.pickupEta()))
                        .param("dropoffEta", Rows.time(offer.dropoffEta()))
                        .param("payAmount", offer.pay().amount())
                        .param("payCurrency", offer.pay().currency())
                        .param("addedSeconds", offer.added().toSeconds())
                        .param("offeredAt", Rows.time(offer.offeredAt()))
                        .param("expiresAt", Rows.time(offer.expiresAt()))
                        .update()
                == 1;
        if (added) {
            offer.beside().forEach(beside -> addBeside(offer.id(), beside));
        }
        return added;
    }

    private void addBeside(UUID offerId, Beside beside) {
        jdbc.sql("""
                INSERT INTO courier_offer_beside (offer_id, delivery_id, pickup_eta, dropoff_eta)
                VALUES (:offerId, :deliveryId, :pickupEta, :dropoffEta)
                """)
                .param("offerId", offerId)
                .param("deliveryId", beside.deliveryId())
                .param("pickupEta", Rows.time(beside.pickupEta()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("dropoffEta", Rows.time(beside.dropoffEta()))
                .update();
    }

    @Override
    public void save(CourierOffer offer) {
        jdbc.sql("""
                UPDATE courier_offer SET state = :state, reason = :reason, answered_at = :answeredAt
                WHERE offer_id = :id
                """)
                .param("state", Wire.word(offer.state()))
                .param("reason", Wire.wordOrNull(offer.reason()))
                .param("answeredAt", Rows.time(offer.answeredAt()))
                .param("id", offer.id())
                .update();
    }

    @Override
    public Optional<CourierOffer> find(UUID offerId) {
        return whole(jdbc.sql("SELECT * FROM courier_offer WHERE offer_id = :id")
                        .param("id", offerId)
                        .query(JdbcCourierOffers::offer)
                        .list())
                .stream()
                .findFirst();
    }

    @Override
    public Optional<CourierOffer> findOpenTo(UUID courierId) {
        return whole(jdbc.sql("SELECT * FROM courier_offer WHERE courier_id = :courierId AND state = 'open'")
                        .param("courierId", courierId)
                        .query(JdbcCourierOffers::offer)
                        .list())
                .stream()
                .findFirst();
    }

    @Override
    public Optional<CourierOffer> findOpenFor(UUID deliveryId) {
        return whole(jdbc.sql("SELECT * FROM courier_offer WHERE delivery_id = :deliveryId AND state = 'open'")
                        .param("deliveryId", deliveryId)
                        .query(JdbcCourierOffers::offer)
                        .list())
                .stream()
                .findFirst();
    }

    @Override
    public int countFor(UUID deliveryId) {
        return jdbc.sql("SELECT count(*) FROM courier_offer WHERE delivery_id = :deliveryId")
                .param("deliveryId", deliveryId)
                .query(Integer.class)
                .single();
    }

    @Override
    public List<CourierOffer> list(Filter filter, @Nullable Cursor after, int limit) {
        Set<UUID> couriers = filter.couriers();
        return whole(jdbc.sql("""
                SELECT courier_offer.* FROM courier_offer JOIN courier USING (courier_id)
                WHERE (:all OR courier_id = ANY (:couriers) OR fleet_id = ANY (:fleets))
                  AND (:courierId::uuid IS NULL OR courier_id = :courierId)
                  AND (:deliveryId::uuid IS NULL OR delivery_id = :deliveryId)
                  AND (:state::text IS NULL OR state = :state)
                  AND (:afterId::uuid IS NULL OR (offered_at, offer_id) < (:afterAt, :afterId))
                ORDER BY offered_at DESC, offer_id DESC
                LIMIT :limit
                """)
                .param("all", couriers == null)
                .param("couriers", couriers == null ? new UUID[0] : couriers.toArray(UUID[]::new))
                .param("fleets", filter.fleets().toArray(UUID[]::new))
                .param("courierId", filter.courierId())
                .param("deliveryId", filter.deliveryId())
                .param("state", Wire.wordOrNull(filter.state()))
                .param("afterId", after == null ? null : after.id())
                .param("afterAt", after == null ? null : Rows.time(after.at()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("limit", limit)
                .query(JdbcCourierOffers::offer)
                .list());
    }

    @Override
    public List<UUID> listWaiting(Instant horizon, int limit) {
        return jdbc.sql("""
                SELECT delivery_id FROM delivery
                WHERE state = 'pending' AND ready_at <= :horizon
                  AND NOT EXISTS (
                      SELECT FROM courier_offer
                      WHERE courier_offer.delivery_id = delivery.delivery_id AND courier_offer.state = 'open')
                ORDER BY promise_at, delivery_id
                LIMIT :limit
                """)
                .param("horizon", Rows.time(horizon))
                .param("limit", limit)
                .query((row, _) -> Rows.uuid(row, "delivery_id"))
                .list();
    }

    @Override
    public List<CourierOffer> listOpen() {
        return whole(jdbc.sql("SELECT * FROM courier_offer WHERE state = 'open' ORDER BY offer_id")
                .query(JdbcCourierOffers::offer)
                .list());
    }

    /// With what each is added to, looked up once for all.
    private List<CourierOffer> whole(List<CourierOffer> offers) {
        if (offers.isEmpty()) {
            return offers;
        }
        record Row(UUID offerId, Beside beside) {}
        Map<UUID, List<Beside>> beside = jdbc
                .sql("SELECT * FROM courier_offer_beside WHERE offer_id = ANY (:ids) ORDER BY delivery_id")
                .param("ids", offers.stream().map(CourierOffer::id).toArray(UUID[]::new))
                .query((row, _) -> new Row(
                        Rows.uuid(row, "offer_id"),
                        new Beside(
                                Rows.uuid(row, "delivery_id"),
                                Rows.findInstant(row, "pickup_eta"),
                                Rows.instant(row, "dropoff_eta"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Row::offerId, Collectors.mapping(Row::beside, Collectors.toList())));
        return offers.stream()
                .map(offer -> offer.besides(beside.getOrDefault(offer.id(), List.of())))
                .toList();
    }

    @Override
    public Map<UUID, Set<UUID>> refusedSince(Set<UUID> deliveryIds, Instant since) {
        record Refused(UUID deliveryId, UUID courierId) {}
        Map<UUID, Set<UUID>> refused = new HashMap<>();
        jdbc.sql("""
                SELECT delivery_id, courier_id FROM courier_offer
                WHERE delivery_id = ANY (:ids) AND state IN ('declined', 'expired') AND answered_at > :since
                UNION
                SELECT delivery_id, left_by FROM delivery
                WHERE delivery_id = ANY (:ids) AND left_by IS NOT NULL AND changed_at > :since
                """)
                .param("ids", deliveryIds.toArray(UUID[]::new))
                .param("since", Rows.time(since))
                .query((row, _) -> new Refused(Rows.uuid(row, "delivery_id"), Rows.uuid(row, "courier_id")))
                .list()
                .forEach(row -> refused.computeIfAbsent(row.deliveryId(), _ -> new HashSet<>())
                        .add(row.courierId()));
        return refused;
    }

    private static CourierOffer offer(ResultSet row, int number) throws SQLException {
        return new CourierOffer(
                Rows.uuid(row, "offer_id"),
                Rows.uuid(row, "delivery_id"),
                Rows.uuid(row, "courier_id"),
                Wire.constant(State.class, Rows.text(row, "state")),
                row.getInt("attempt"),
                Rows.instant(row, "pickup_eta"),
                Rows.instant(row, "dropoff_eta"),
                new Money(row.getLong("pay_amount"), Rows.text(row, "pay_currency")),
                Duration.ofSeconds(row.getLong("added_seconds")),
                List.of(),
                Wire.constantOrNull(DeclineReason.class, row.getString("reason")),
                Rows.instant(row, "offered_at"),
                Rows.instant(row, "expires_at"),
                Rows.findInstant(row, "answered_at"));
    }
}
