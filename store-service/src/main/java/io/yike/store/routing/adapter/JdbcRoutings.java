package io.yike.store.routing.adapter;

import static io.yike.store.postgres.Columns.instant;
import static io.yike.store.postgres.Columns.instantOrNull;
import static io.yike.store.postgres.Columns.integerOrNull;
import static io.yike.store.postgres.Columns.name;
import static io.yike.store.postgres.Columns.nameOrNull;
import static io.yike.store.postgres.Columns.named;
import static io.yike.store.postgres.Columns.namedOrNull;
import static io.yike.store.postgres.Columns.text;
import static io.yike.store.postgres.Columns.timestamp;
import static io.yike.store.postgres.Columns.timestampOrNull;
import static io.yike.store.postgres.Columns.uuid;
import static io.yike.store.postgres.Columns.uuidOrNull;

import io.yike.kit.event.Outbox;
import io.yike.kit.page.Cursor;
import io.yike.payments.Money;
import io.yike.store.ranking.Candidate;
import io.yike.store.ranking.NobodyLeft;
import io.yike.store.ranking.PassedOver;
import io.yike.store.ranking.Wanted.Fulfilment;
import io.yike.store.ranking.Wanted.Window;
import io.yike.store.routing.Routings;
import io.yike.store.routing.domain.Offer;
import io.yike.store.routing.domain.OfferedLine;
import io.yike.store.routing.domain.PackedLine;
import io.yike.store.routing.domain.RoutedOrder;
import io.yike.store.routing.domain.Routing;
import io.yike.store.routing.domain.RoutingEvent;
import io.yike.store.routing.domain.RoutingState;
import io.yike.travel.Coordinate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Routings and offers in PostgreSQL, written together with the events about them.
@Repository
class JdbcRoutings implements Routings {

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final JsonMapper json;

    JdbcRoutings(JdbcClient jdbc, Outbox outbox, JsonMapper json) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.json = json;
    }

    @Override
    public boolean add(RoutedOrder order, Instant now) {
        Coordinate destination = order.destination();
        Window window = order.window();
        return jdbc.sql("""
                        INSERT INTO routing (order_id, kind, fulfilment, counter_store_id, lines, destination_latitude,
                                             destination_longitude, window_start, window_end, placed_at, state, attempts,
                                             sequence, changed_at)
                        VALUES (:order, :kind, :fulfilment, :counterStore, CAST(:lines AS jsonb), :latitude, :longitude,
                                :start, :end, :placedAt, 'awaiting_payment', 0, 0, :now)
                        ON CONFLICT (order_id) DO NOTHING""")
                        .param("order", order.id())
                        .param("kind", order.counterStoreId() == null ? "routed" : "counter")
                        .param("fulfilment", name(order.fulfilment()))
                        .param("counterStore", order.counterStoreId())
                        .param("lines", json.writeValueAsString(rows(order.lines(), OrderLineRow::of)))
                        .param("latitude", destination == null ? null : destination.latitude())
                        .param("longitude", destination == null ? null : destination.longitude())
                        .param("start", timestampOrNull(window == null ? null : window.start()))
                        .param("end", timestampOrNull(window == null ? null : window.end()))
                        .param("placedAt", timestamp(order.placedAt()))
                        .param("now", timestamp(now))
                        .update()
                == 1;
    }

    @Override
    public Optional<Routing> find(UUID orderId) {
        return jdbc.sql("SELECT * FROM routing WHERE order_id = :order")
                .param("order", orderId)
                .query(this::routing)
                .optional();
    }

    @Override
    public Map<UUID, RoutedOrder> orders(Set<UUID> orderIds) {
        return jdbc
                .sql("SELECT * FROM routing WHERE order_id = ANY (CAST(:orders AS uuid[]))")
                .param("orders", orderIds.stream().map(UUID::toString).toArray(String[]::new))
                .query(this::routing)
                .list()
                .stream()
                .map(Routing::order)
                .collect(Collectors.toMap(RoutedOrder::id, Function.identity()));
    }

    @Override
    public Optional<Routing> lock(UUID orderId) {
        return jdbc.sql("SELECT * FROM routing WHERE order_id = :order FOR NO KEY UPDATE")
                .param("order", orderId)
                .query(this::routing)
                .optional();
    }

    @Override
    public void save(Routing routing, @Nullable Offer offer, List<RoutingEvent> events, Instant now) {
        UUID orderId = routing.order().id();
        if (offer != null) {
            save(offer);
        }
        StateRow row = StateRow.of(routing.state());
        jdbc.sql("""
                        UPDATE routing
                           SET state = :state, store_id = :store, offer_id = :offer, offer_at = :offerAt,
                               route_until = coalesce(:routeUntil, route_until), reason = :reason, attempts = :attempts,
                               sequence = :sequence, changed_at = :now
                         WHERE order_id = :order""")
                .param("order", orderId)
                .param("state", routing.state().code())
                .param("store", row.storeId())
                .param("offer", row.offerId())
                .param("offerAt", timestampOrNull(row.offerAt()))
                .param("routeUntil", timestampOrNull(row.routeUntil()))
                .param("reason", row.reason())
                .param("attempts", routing.attempts())
                .param("sequence", routing.sequence() + events.size())
                .param("now", timestamp(now))
                .update();
        for (int i = 0; i < events.size(); i++) {
            outbox.append(RoutingFacts.of(orderId, routing.sequence() + i + 1, events.get(i)));
        }
    }

    private void save(Offer offer) {
        jdbc.sql("""
                        INSERT INTO offer (id, order_id, store_id, attempt, state, automatic, lines, accepted_lines, reason,
                                           travel_seconds, courier_seconds, offered_at, expires_at, answered_at, ready_at,
                                           promise_at)
                        VALUES (:id, :order, :store, :attempt, :state, :automatic, CAST(:lines AS jsonb),
                                CAST(:packed AS jsonb), :reason, :travel, :courier, :offeredAt, :expiresAt, :answeredAt,
                                :readyAt, :promiseAt)
                        ON CONFLICT (id) DO UPDATE
                           SET state = excluded.state, automatic = excluded.automatic,
                               accepted_lines = excluded.accepted_lines, reason = excluded.reason,
                               answered_at = excluded.answered_at, ready_at = excluded.ready_at,
                               promise_at = excluded.promise_at""")
                .param("id", offer.id())
                .param("order", offer.orderId())
                .param("store", offer.storeId())
                .param("attempt", offer.attempt())
                .param("state", name(offer.state()))
                .param("automatic", offer.automatic())
                .param("lines", json.writeValueAsString(rows(offer.lines(), OfferedLineRow::of)))
                .param(
                        "packed",
                        offer.packed() == null
                                ? null
                                : json.writeValueAsString(rows(offer.packed(), PackedLineRow::of)))
                .param("reason", offer.reason())
                .param("travel", offer.travelSeconds())
                .param("courier", offer.courierSeconds())
                .param("offeredAt", timestamp(offer.offeredAt()))
                .param("expiresAt", timestampOrNull(offer.expiresAt()))
                .param("answeredAt", timestampOrNull(offer.answeredAt()))
                .param("readyAt", timestampOrNull(offer.readyAt()))
                .param("promiseAt", timestamp(offer.promiseAt()))
                .update();
    }

    @Override
    public List<Candidate> candidates(UUID orderId) {
        return jdbc.sql("SELECT * FROM routing_candidate WHERE order_id = :order ORDER BY rank")
                .param("order", orderId)
                .query((row, _) -> new Candidate(
                        uuid(row, "store_id"),
                        text(row, "name"),
                        row.getInt("distance_metres"),
                        row.getInt("preparation_seconds"),
                        integerOrNull(row, "courier_seconds"),
                        integerOrNull(row, "travel_seconds"),
                        integerOrNull(row, "promise_seconds"),
                        named(Candidate.Verdict.class, text(row, "verdict")),
                        namedOrNull(PassedOver.class, row.getString("reason"))))
                .list();
    }

    @Override
    public void keepCandidates(UUID orderId, List<Candidate> candidates) {
        jdbc.sql("DELETE FROM routing_candidate WHERE order_id = :order")
                .param("order", orderId)
                .update();
        jdbc.sql("""
                        INSERT INTO routing_candidate (order_id, store_id, rank, name, distance_metres, preparation_seconds,
                                                       courier_seconds, travel_seconds, promise_seconds, verdict, reason)
                        SELECT :order, * FROM unnest(CAST(:stores AS uuid[]), CAST(:ranks AS integer[]),
                            CAST(:names AS text[]), CAST(:distances AS integer[]), CAST(:preparations AS integer[]),
                            CAST(:couriers AS integer[]), CAST(:travels AS integer[]), CAST(:promises AS integer[]),
                            CAST(:verdicts AS text[]), CAST(:reasons AS text[]))""")
                .param("order", orderId)
                .param(
                        "stores",
                        column(candidates, candidate -> candidate.storeId().toString()))
                .param(
                        "ranks",
                        IntStream.rangeClosed(1, candidates.size())
                                .mapToObj(Integer::toString)
                                .toArray(String[]::new))
                .param("names", column(candidates, Candidate::name))
                .param("distances", column(candidates, candidate -> number(candidate.distanceMetres())))
                .param("preparations", column(candidates, candidate -> number(candidate.preparationSeconds())))
                .param("couriers", column(candidates, candidate -> number(candidate.courierSeconds())))
                .param("travels", column(candidates, candidate -> number(candidate.travelSeconds())))
                .param("promises", column(candidates, candidate -> number(candidate.promiseSeconds())))
                .param("verdicts", column(candidates, candidate -> name(candidate.verdict())))
                .param("reasons", column(candidates, candidate -> nameOrNull(candidate.passedOver())))
                .update();
    }

    @Override
    public void passOver(UUID orderId, UUID storeId, PassedOver reason) {
        jdbc.sql("""
                        UPDATE routing_candidate SET verdict = :passedOver, reason = :reason
                         WHERE order_id = :order AND store_id = :store""")
                .param("order", orderId)
                .param("store", storeId)
                .param("passedOver", name(Candidate.Verdict.PASSED_OVER))
                .param("reason", name(reason))
                .update();
    }

    @Override
    public Map<UUID, PassedOver> asked(UUID orderId) {
        Map<UUID, PassedOver> asked = new HashMap<>();
        jdbc.sql("""
                        SELECT store_id, state FROM offer
                         WHERE order_id = :order AND state IN ('declined', 'expired', 'withdrawn')
                         ORDER BY attempt""")
                .param("order", orderId)
                .query((row, _) -> Map.entry(uuid(row, "store_id"), passedOver(text(row, "state"))))
                .list()
                .forEach(end -> asked.put(end.getKey(), end.getValue()));
        return asked;
    }

    private static PassedOver passedOver(String offerState) {
        return switch (offerState) {
            case "declined" -> PassedOver.DECLINED;
            case "expired" -> PassedOver.OFFER_EXPIRED;
            case "withdrawn" -> PassedOver.WITHDRAWN;
            default -> throw new IllegalStateException("An offer that is " + offerState + " does not end the asking");
        };
    }

    @Override
    public Optional<Offer> findOffer(UUID offerId) {
        return jdbc.sql("SELECT * FROM offer WHERE id = :id")
                .param("id", offerId)
                .query(this::offer)
                .optional();
    }

    @Override
    public List<Offer> listOffers(
            UUID storeId, Offer.@Nullable State state, @Nullable UUID orderId, @Nullable Cursor after, int limit) {
        return jdbc.sql("""
                        SELECT * FROM offer
                         WHERE store_id = :store
                           AND (CAST(:state AS text) IS NULL OR state = :state)
                           AND (CAST(:order AS uuid) IS NULL OR order_id = :order)
                           AND (CAST(:at AS timestamptz) IS NULL OR (offered_at, id) < (:at, CAST(:after AS uuid)))
                         ORDER BY offered_at DESC, id DESC
                         LIMIT :limit""")
                .param("store", storeId)
                .param("state", nameOrNull(state))
                .param("order", orderId)
                .param("at", timestampOrNull(after == null ? null : after.at()))
                .param("after", after == null ? null : after.id())
                .param("limit", limit)
                .query(this::offer)
                .list();
    }

    @Override
    public List<UUID> openOffers(UUID storeId) {
        return jdbc.sql("SELECT id FROM offer WHERE store_id = :store AND state = 'open'")
                .param("store", storeId)
                .query((row, _) -> uuid(row, "id"))
                .list();
    }

    @Override
    public int load(UUID storeId) {
        return jdbc.sql("SELECT count(*) FROM offer WHERE store_id = :store AND state IN ('open', 'accepted')")
                .param("store", storeId)
                .query(Integer.class)
                .single();
    }

    private Routing routing(ResultSet row, int number) throws SQLException {
        Instant start = instantOrNull(row, "window_start");
        Double latitude = row.getObject("destination_latitude", Double.class);
        RoutedOrder order = new RoutedOrder(
                uuid(row, "order_id"),
                named(Fulfilment.class, text(row, "fulfilment")),
                uuidOrNull(row, "counter_store_id"),
                Arrays.stream(json.readValue(text(row, "lines"), OrderLineRow[].class))
                        .map(OrderLineRow::toLine)
                        .toList(),
                latitude == null ? null : new Coordinate(latitude, row.getDouble("destination_longitude")),
                start == null ? null : new Window(start, instant(row, "window_end")),
                instant(row, "placed_at"));
        return new Routing(order, state(row), row.getInt("attempts"), row.getLong("sequence"));
    }

    private static RoutingState state(ResultSet row) throws SQLException {
        String state = text(row, "state");
        return switch (state) {
            case "awaiting_payment" -> new RoutingState.AwaitingPayment();
            case "seeking" -> new RoutingState.Seeking(instant(row, "route_until"));
            case "scheduled" ->
                new RoutingState.Scheduled(
                        instant(row, "route_until"), uuid(row, "store_id"), instant(row, "offer_at"));
            case "offering" ->
                new RoutingState.Offering(instant(row, "route_until"), uuid(row, "store_id"), uuid(row, "offer_id"));
            case "accepted" -> new RoutingState.Accepted(uuid(row, "store_id"), uuid(row, "offer_id"));
            case "ready" -> new RoutingState.Ready(uuid(row, "store_id"), uuid(row, "offer_id"));
            case "completed" -> new RoutingState.Completed(uuid(row, "store_id"), uuid(row, "offer_id"));
            case "failed" -> new RoutingState.Failed(named(NobodyLeft.class, text(row, "reason")));
            case "released" -> new RoutingState.Released(text(row, "reason"));
            default -> throw new IllegalStateException("Unknown routing state " + state);
        };
    }

    private Offer offer(ResultSet row, int number) throws SQLException {
        String packed = row.getString("accepted_lines");
        return new Offer(
                uuid(row, "id"),
                uuid(row, "order_id"),
                uuid(row, "store_id"),
                row.getInt("attempt"),
                named(Offer.State.class, text(row, "state")),
                row.getBoolean("automatic"),
                Arrays.stream(json.readValue(text(row, "lines"), OfferedLineRow[].class))
                        .map(OfferedLineRow::toLine)
                        .toList(),
                packed == null
                        ? null
                        : Arrays.stream(json.readValue(packed, PackedLineRow[].class))
                                .map(PackedLineRow::toLine)
                                .toList(),
                row.getString("reason"),
                row.getInt("courier_seconds"),
                row.getInt("travel_seconds"),
                instant(row, "offered_at"),
                instantOrNull(row, "expires_at"),
                instantOrNull(row, "answered_at"),
                instantOrNull(row, "ready_at"),
                instant(row, "promise_at"));
    }

    private static <T, R> List<R> rows(List<T> lines, Function<T, R> row) {
        return lines.stream().map(row).toList();
    }

    private static @Nullable String number(@Nullable Integer value) {
        return value == null ? null : value.toString();
    }

    private static @Nullable String[] column(List<Candidate> candidates, Function<Candidate, @Nullable String> value) {
        @Nullable String[] column = new @Nullable String[candidates.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(candidates.get(i));
        }
        return column;
    }

    private record StateRow(
            @Nullable UUID storeId,
            @Nullable UUID offerId,
            @Nullable Instant offerAt,
            @Nullable Instant routeUntil,
            @Nullable String reason) {

        static StateRow of(RoutingState state) {
            return switch (state) {
                case RoutingState.AwaitingPayment _ -> new StateRow(null, null, null, null, null);
                case RoutingState.Seeking(Instant until) -> new StateRow(null, null, null, until, null);
                case RoutingState.Scheduled(Instant until, UUID storeId, Instant offerAt) ->
                    new StateRow(storeId, null, offerAt, until, null);
                case RoutingState.Offering(Instant until, UUID storeId, UUID offerId) ->
                    new StateRow(storeId, offerId, null, until, null);
                case RoutingState.Accepted(UUID storeId, UUID offerId) ->
                    new StateRow(storeId, offerId, null, null, null);
                case RoutingState.Ready(UUID storeId, UUID offerId) -> new StateRow(storeId, offerId, null, null, null);
                case RoutingState.Completed(UUID storeId, UUID offerId) ->
                    new StateRow(storeId, offerId, null, null, null);
                case RoutingState.Failed(NobodyLeft reason) -> new StateRow(null, null, null, null, name(reason));
                case RoutingState.Released(String reason) -> new StateRow(null, null, null, null, reason);
            };
        }
    }

    private record OrderLineRow(int line, String sku, int quantity, long amount, String currency, boolean changeable) {

        static OrderLineRow of(RoutedOrder.Line line) {
            return new OrderLineRow(
                    line.line(),
                    line.sku(),
                    line.quantity(),
                    line.unitPrice().amount(),
                    line.unitPrice().currency(),
                    line.changeable());
        }

        RoutedOrder.Line toLine() {
            return new RoutedOrder.Line(line, sku, quantity, new Money(amount, currency), changeable);
        }
    }

    private record OfferedLineRow(
            int line,
            String sku,
            String name,
            int quantity,
            long buyerAmount,
            String buyerCurrency,
            long storeAmount,
            String storeCurrency,
            boolean changeable) {

        static OfferedLineRow of(OfferedLine line) {
            return new OfferedLineRow(
                    line.line(),
                    line.sku(),
                    line.name(),
                    line.quantity(),
                    line.buyerUnitPrice().amount(),
                    line.buyerUnitPrice().currency(),
                    line.storeUnitPrice().amount(),
                    line.storeUnitPrice().currency(),
                    line.changeable());
        }

        OfferedLine toLine() {
            return new OfferedLine(
                    line,
                    sku,
                    name,
                    quantity,
                    new Money(buyerAmount, buyerCurrency),
                    new Money(storeAmount, storeCurrency),
                    changeable);
        }
    }

    private record PackedLineRow(
            int line,
            String sku,
            int quantity,
            PackedLine.Outcome outcome,
            @Nullable String substituteFor,
            long amount,
            String currency) {

        static PackedLineRow of(PackedLine line) {
            return new PackedLineRow(
                    line.line(),
                    line.sku(),
                    line.quantity(),
                    line.outcome(),
                    line.substituteFor(),
                    line.storeUnitPrice().amount(),
                    line.storeUnitPrice().currency());
        }

        PackedLine toLine() {
            return new PackedLine(line, sku, quantity, outcome, substituteFor, new Money(amount, currency));
        }
    }
}
