package io.yike.order.ordering.adapter;

import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import io.yike.kit.page.Cursor;
import io.yike.order.ordering.OrderFilter;
import io.yike.order.ordering.OrderFilter.Owners;
import io.yike.order.ordering.Orders;
import io.yike.order.ordering.domain.Contacts;
import io.yike.order.ordering.domain.Contacts.Person;
import io.yike.order.ordering.domain.Delivery;
import io.yike.order.ordering.domain.Line;
import io.yike.order.ordering.domain.Order;
import io.yike.order.ordering.domain.Order.PayBy;
import io.yike.order.ordering.domain.OrderEvent;
import io.yike.order.ordering.domain.OrderState;
import io.yike.order.ordering.domain.Unreachable;
import io.yike.order.quoting.domain.BasketLine;
import io.yike.order.quoting.domain.Buyer;
import io.yike.order.quoting.domain.Fulfilment;
import io.yike.order.quoting.domain.Kind;
import io.yike.order.quoting.domain.Substitution;
import io.yike.order.quoting.domain.Window;
import io.yike.order.tracking.Timeline;
import io.yike.order.wire.Rows;
import io.yike.order.wire.Wire;
import io.yike.payments.Money;
import io.yike.travel.Coordinate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
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
class JdbcOrders implements Orders {

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final Timeline timeline;
    private final OrderMeters meters;

    JdbcOrders(JdbcClient jdbc, Outbox outbox, Timeline timeline, OrderMeters meters) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.timeline = timeline;
        this.meters = meters;
    }

    @Override
    public Order add(Order order, Contacts contacts, List<OrderEvent> events) {
        List<OutgoingEvent> announced = Announcements.of(order, events);
        Order told = order.toldTo(order.sequence() + announced.size());
        jdbc.sql("""
                insert into orders (id, kind, fulfilment, buyer_role, buyer_id, resident_id, taken_at, goods_total,
                    delivery_fee, currency, pay_by, latitude, longitude, window_start, window_end, unreachable,
                    quote_id, reference, placed_at, updated_at, sequence, state, detail, store_id, delivery, ended_at)
                values (:id, :kind, :fulfilment, :buyerRole, :buyerId, :residentId, :takenAt, :goodsTotal,
                    :deliveryFee, :currency, :payBy, :latitude, :longitude, :windowStart, :windowEnd, :unreachable,
                    :quoteId, :reference, :placedAt, :updatedAt, :sequence, :state, :detail::jsonb, :storeId,
                    :delivery::jsonb, :endedAt)
                """).paramSource(NewRow.of(told)).update();
        told.lines().forEach(line -> addLine(told.id(), line));
        addContacts(told.id(), contacts);
        tell(told, events, announced);
        return told;
    }

    @Override
    public Order save(Order order, List<OrderEvent> events) {
        List<OutgoingEvent> announced = Announcements.of(order, events);
        Order told = order.toldTo(order.sequence() + announced.size());
        jdbc.sql("""
                update orders
                set updated_at = :updatedAt, sequence = :sequence, state = :state, detail = :detail::jsonb,
                    store_id = :storeId, delivery = :delivery::jsonb, ended_at = :endedAt
                where id = :id
                """).paramSource(StateRow.of(told)).update();
        tell(told, events, announced);
        return told;
    }

    private void tell(Order order, List<OrderEvent> events, List<OutgoingEvent> announced) {
        events.forEach(event -> timeline.append(order.id(), TimelineEntries.of(event)));
        announced.forEach(outbox::append);
        meters.afterCommit(order, events);
    }

    private void addLine(UUID orderId, Line line) {
        BasketLine item = line.item();
        jdbc.sql("""
                insert into order_line (order_id, line, sku, name, quantity, unit_price, substitution)
                values (:orderId, :line, :sku, :name, :quantity, :unitPrice, :substitution)
                """)
                .param("orderId", orderId)
                .param("line", line.number())
                .param("sku", item.sku())
                .param("name", item.name())
                .param("quantity", item.quantity())
                .param("unitPrice", item.unitPrice().amount())
                .param("substitution", Wire.word(item.substitution()))
                .update();
    }

    private void addContacts(UUID orderId, Contacts contacts) {
        Person recipient = contacts.recipient();
        Person payer = contacts.payer();
        jdbc.sql("""
                insert into order_contact (order_id, recipient_name, recipient_phone, recipient_note, address,
                    payer_name, payer_phone)
                values (:orderId, :recipientName, :recipientPhone, :recipientNote, :address, :payerName, :payerPhone)
                """)
                .param("orderId", orderId)
                .param("recipientName", recipient == null ? null : recipient.name())
                .param("recipientPhone", recipient == null ? null : recipient.phone())
                .param("recipientNote", recipient == null ? null : recipient.note())
                .param("address", contacts.address())
                .param("payerName", payer == null ? null : payer.name())
                .param("payerPhone", payer == null ? null : payer.phone())
                .update();
    }

    @Override
    public Optional<Order> find(UUID id) {
        // One query after the other: outside of a transaction, a query within a query holds two connections, and as
        // many
        // readers as the pool has connections would wait for each other.
        return inOrder(List.of(id)).stream().findFirst();
    }

    @Override
    public Optional<Order> findLocked(UUID id) {
        return jdbc.sql("select * from orders where id = :id for update")
                .param("id", id)
                .query((row, _) -> order(row, lines(id)))
                .optional();
    }

    @Override
    public boolean isQuoteUsed(UUID quoteId) {
        return jdbc.sql("select exists (select from orders where quote_id = :quoteId)")
                .param("quoteId", quoteId)
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<Order> list(OrderFilter filter) {
        Owners owners = filter.visibleTo();
        Cursor after = filter.after();
        List<UUID> ids = jdbc.sql("""
                select id from orders
                where (:everybodys
                        or (buyer_role = 'platform' and buyer_id = any(:platforms))
                        or (buyer_role = 'resident' and buyer_id = any(:residents)) or resident_id = any(:residents)
                        or (buyer_role = 'store' and buyer_id = any(:stores)) or store_id = any(:stores))
                    and (:allStatuses or status = any(:statuses))
                    and (:fulfilment::text is null or fulfilment = :fulfilment)
                    and (:storeId::uuid is null or store_id = :storeId)
                    and (:platformId::uuid is null or (buyer_role = 'platform' and buyer_id = :platformId))
                    and (:reference::text is null or reference = :reference)
                    and (:placedFrom::timestamptz is null or placed_at >= :placedFrom)
                    and (:placedUntil::timestamptz is null or placed_at < :placedUntil)
                    and (:afterAt::timestamptz is null or (placed_at, id) < (:afterAt, :afterId::uuid))
                order by placed_at desc, id desc
                limit :limit
                """)
                .param("everybodys", owners == null)
                .param(
                        "platforms",
                        owners == null ? new UUID[0] : owners.platforms().toArray(UUID[]::new))
                .param(
                        "residents",
                        owners == null ? new UUID[0] : owners.residents().toArray(UUID[]::new))
                .param("stores", owners == null ? new UUID[0] : owners.stores().toArray(UUID[]::new))
                .param("allStatuses", filter.statuses().isEmpty())
                .param("statuses", filter.statuses().stream().map(Wire::word).toArray(String[]::new))
                .param("fulfilment", filter.fulfilment() == null ? null : Wire.word(filter.fulfilment()))
                .param("storeId", filter.storeId())
                .param("platformId", filter.platformId())
                .param("reference", filter.reference())
                .param("placedFrom", Rows.time(filter.placedFrom()))
                .param("placedUntil", Rows.time(filter.placedUntil()))
                .param("afterAt", after == null ? null : Rows.time(after.at()))
                .param("afterId", after == null ? null : after.id())
                .param("limit", filter.limit())
                .query((row, _) -> Rows.id(row, "id"))
                .list();
        return inOrder(ids);
    }

    private List<Order> inOrder(List<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<UUID, List<Line>> lines = lines(ids);
        Map<UUID, Order> orders = jdbc
                .sql("select * from orders where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, _) -> order(row, lines.getOrDefault(Rows.id(row, "id"), List.of())))
                .list()
                .stream()
                .collect(Collectors.toMap(Order::id, order -> order));
        return ids.stream()
                .flatMap(id -> Optional.ofNullable(orders.get(id)).stream())
                .toList();
    }

    private List<Line> lines(UUID id) {
        return lines(List.of(id)).getOrDefault(id, List.of());
    }

    private Map<UUID, List<Line>> lines(Collection<UUID> orderIds) {
        record OfOrder(UUID orderId, Line line) {}
        return jdbc
                .sql("""
                select l.*, o.currency from order_line l join orders o on o.id = l.order_id
                where l.order_id = any(:orderIds)
                order by l.order_id, l.line
                """)
                .param("orderIds", orderIds.toArray(UUID[]::new))
                .query((row, _) -> new OfOrder(Rows.id(row, "order_id"), line(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        OfOrder::orderId, Collectors.mapping(OfOrder::line, Collectors.toList())));
    }

    @Override
    public void eraseContacts(UUID id) {
        jdbc.sql("""
                update order_contact
                set recipient_name = null, recipient_phone = null, recipient_note = null, address = null,
                    payer_name = null, payer_phone = null
                where order_id = :id
                """).param("id", id).update();
        // Two decimals of a degree are about a kilometre: enough for the city's map, too little for a door.
        jdbc.sql("""
                update orders set latitude = round(latitude::numeric, 2), longitude = round(longitude::numeric, 2)
                where id = :id
                """).param("id", id).update();
        jdbc.sql("""
                update quote
                set basket = jsonb_set(jsonb_set(basket,
                    '{destination,latitude}', to_jsonb(round((basket #>> '{destination,latitude}')::numeric, 2))),
                    '{destination,longitude}', to_jsonb(round((basket #>> '{destination,longitude}')::numeric, 2)))
                where basket #> '{destination,latitude}' is not null
                    and id = (select quote_id from orders where id = :id)
                """).param("id", id).update();
    }

    @Override
    public Contacts contacts(UUID id) {
        return contacts(Set.of(id)).values().iterator().next();
    }

    @Override
    public Map<UUID, Contacts> contacts(Collection<UUID> ids) {
        return jdbc
                .sql("select * from order_contact where order_id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, _) -> Map.entry(
                        Rows.id(row, "order_id"),
                        new Contacts(
                                person(row, "recipient_name", "recipient_phone", row.getString("recipient_note")),
                                row.getString("address"),
                                person(row, "payer_name", "payer_phone", null))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void contactsRead(Collection<UUID> ids, String reader, Instant at) {
        jdbc.sql("""
                insert into recipient_reading (order_id, reader, read_at)
                select id, :reader, :at from unnest(:ids) id
                """)
                .param("ids", ids.toArray(UUID[]::new))
                .param("reader", reader)
                .param("at", Rows.time(at))
                .update();
    }

    private static @Nullable Person person(ResultSet row, String name, String phone, @Nullable String note)
            throws SQLException {
        String known = row.getString(name);
        return known == null ? null : new Person(known, Rows.text(row, phone), note);
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                row.getInt("line"),
                new BasketLine(
                        Rows.text(row, "sku"),
                        row.getString("name"),
                        row.getInt("quantity"),
                        new Money(row.getLong("unit_price"), Rows.text(row, "currency")),
                        Wire.constant(Substitution.class, Rows.text(row, "substitution"))));
    }

    private static Order order(ResultSet row, List<Line> lines) throws SQLException {
        String currency = Rows.text(row, "currency");
        Double latitude = row.getObject("latitude", Double.class);
        Double longitude = row.getObject("longitude", Double.class);
        Instant windowStart = Rows.find(row, "window_start");
        Instant windowEnd = Rows.find(row, "window_end");
        return new Order(
                Rows.id(row, "id"),
                Wire.constant(Kind.class, Rows.text(row, "kind")),
                Wire.constant(Fulfilment.class, Rows.text(row, "fulfilment")),
                new Buyer(
                        Wire.constant(Buyer.Role.class, Rows.text(row, "buyer_role")),
                        Rows.id(row, "buyer_id"),
                        row.getObject("resident_id", UUID.class)),
                row.getObject("taken_at", UUID.class),
                lines,
                new Money(row.getLong("goods_total"), currency),
                new Money(row.getLong("delivery_fee"), currency),
                Wire.constant(PayBy.class, Rows.text(row, "pay_by")),
                latitude == null || longitude == null ? null : new Coordinate(latitude, longitude),
                windowStart == null || windowEnd == null ? null : new Window(windowStart, windowEnd),
                Wire.constant(Unreachable.class, Rows.text(row, "unreachable")),
                row.getObject("quote_id", UUID.class),
                row.getString("reference"),
                Rows.instant(row, "placed_at"),
                Rows.instant(row, "updated_at"),
                row.getLong("sequence"),
                row.getString("delivery") == null
                        ? new Delivery.NotBegun()
                        : Rows.read(row, "delivery", Delivery.Begun.class),
                state(row));
    }

    private static OrderState state(ResultSet row) throws SQLException {
        return switch (Wire.constant(State.class, Rows.text(row, "state"))) {
            case PLACED -> new OrderState.Placed();
            case AUTHORISED -> Rows.read(row, "detail", OrderState.Authorised.class);
            case OFFERED -> Rows.read(row, "detail", OrderState.Offered.class);
            case TAKEN -> Rows.read(row, "detail", OrderState.Taken.class);
            case ACCEPTED -> Rows.read(row, "detail", OrderState.Accepted.class);
            case READY -> Rows.read(row, "detail", OrderState.Ready.class);
            case COMPLETED -> Rows.read(row, "detail", OrderState.Completed.class);
            case CANCELLED -> Rows.read(row, "detail", OrderState.Cancelled.class);
            case UNFULFILLED -> Rows.read(row, "detail", OrderState.Unfulfilled.class);
            case RETURNED -> Rows.read(row, "detail", OrderState.Returned.class);
        };
    }

    private enum State {
        PLACED,
        AUTHORISED,
        OFFERED,
        TAKEN,
        ACCEPTED,
        READY,
        COMPLETED,
        CANCELLED,
        UNFULFILLED,
        RETURNED;

        static State of(OrderState state) {
            return switch (state) {
                case OrderState.Placed _ -> PLACED;
                case OrderState.Authorised _ -> AUTHORISED;
                case OrderState.Offered _ -> OFFERED;
                case OrderState.Taken _ -> TAKEN;
                case OrderState.Accepted _ -> ACCEPTED;
                case OrderState.Ready _ -> READY;
                case OrderState.Completed _ -> COMPLETED;
                case OrderState.Cancelled _ -> CANCELLED;
                case OrderState.Unfulfilled _ -> UNFULFILLED;
                case OrderState.Returned _ -> RETURNED;
            };
        }
    }

    private record StateRow(
            UUID id,
            @Nullable OffsetDateTime updatedAt,
            long sequence,
            String state,
            String detail,
            @Nullable UUID storeId,
            @Nullable String delivery,
            @Nullable OffsetDateTime endedAt) {

        static StateRow of(Order order) {
            return new StateRow(
                    order.id(),
                    Rows.time(order.updatedAt()),
                    order.sequence(),
                    Wire.word(State.of(order.state())),
                    Rows.json(order.state()),
                    order.state().findStoreId().orElse(null),
                    order.delivery() instanceof Delivery.Begun begun ? Rows.json(begun) : null,
                    Rows.time(order.state().findEndedAt().orElse(null)));
        }
    }

    private record NewRow(
            UUID id,
            String kind,
            String fulfilment,
            String buyerRole,
            UUID buyerId,
            @Nullable UUID residentId,
            @Nullable UUID takenAt,
            long goodsTotal,
            long deliveryFee,
            String currency,
            String payBy,
            @Nullable Double latitude,
            @Nullable Double longitude,
            @Nullable OffsetDateTime windowStart,
            @Nullable OffsetDateTime windowEnd,
            String unreachable,
            @Nullable UUID quoteId,
            @Nullable String reference,
            @Nullable OffsetDateTime placedAt,
            @Nullable OffsetDateTime updatedAt,
            long sequence,
            String state,
            String detail,
            @Nullable UUID storeId,
            @Nullable String delivery,
            @Nullable OffsetDateTime endedAt) {

        static NewRow of(Order order) {
            StateRow state = StateRow.of(order);
            Coordinate destination = order.destination();
            Window window = order.window();
            return new NewRow(
                    order.id(),
                    Wire.word(order.kind()),
                    Wire.word(order.fulfilment()),
                    Wire.word(order.buyer().role()),
                    order.buyer().id(),
                    order.buyer().residentId(),
                    order.takenAt(),
                    order.goodsTotal().amount(),
                    order.deliveryFee().amount(),
                    order.goodsTotal().currency(),
                    Wire.word(order.payBy()),
                    destination == null ? null : destination.latitude(),
                    destination == null ? null : destination.longitude(),
                    window == null ? null : Rows.time(window.start()),
                    window == null ? null : Rows.time(window.end()),
                    Wire.word(order.unreachable()),
                    order.quoteId(),
                    order.reference(),
                    Rows.time(order.placedAt()),
                    state.updatedAt(),
                    state.sequence(),
                    state.state(),
                    state.detail(),
                    state.storeId(),
                    state.delivery(),
                    state.endedAt());
        }
    }
}
