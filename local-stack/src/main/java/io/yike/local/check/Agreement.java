package io.yike.local.check;

import io.yike.local.InvariantCheck.Harm;
import io.yike.local.InvariantCheck.Invariant;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether the services say the same of an order: what no single database can tell.
final class Agreement {

    private static final Set<String> BROUGHT = Set.of("accepted", "ready", "completed");
    private static final Set<String> DELIVERY_OVER = Set.of("delivered", "returned", "cancelled");
    private static final Set<String> BAG_OUT = Set.of("picked_up", "at_dropoff", "returning");

    private final Map<String, OrderRow> orders = new HashMap<>();
    private final Map<String, String> routings = new HashMap<>();
    private final Map<String, String> acceptedBy = new HashMap<>();
    private final Map<String, DeliveryRow> deliveries = new HashMap<>();

    /// Later facts first: what dispatch knows of an order, orders knew before.
    static Agreement read(Database dispatch, Database stores, Database orders) throws SQLException {
        var agreement = new Agreement();
        dispatch.rows(
                        "select order_id, state, store_id, platform_id, resident_id from delivery",
                        row -> Map.entry(
                                row.text(1),
                                new DeliveryRow(row.text(2), row.text(3), row.textOrNull(4), row.textOrNull(5))))
                .forEach(entry -> agreement.deliveries.put(entry.getKey(), entry.getValue()));
        stores.rows("select order_id, state from routing", row -> Map.entry(row.text(1), row.text(2)))
                .forEach(entry -> agreement.routings.put(entry.getKey(), entry.getValue()));
        stores.rows(
                        "select order_id, store_id from offer where state in ('accepted', 'ready', 'completed')",
                        row -> Map.entry(row.text(1), row.text(2)))
                .forEach(entry -> agreement.acceptedBy.put(entry.getKey(), entry.getValue()));
        orders.rows(
                        """
                        select orders.id, status, fulfilment, store_id, buyer_role, buyer_id, resident_id,
                               exists (select from deadline where deadline.id = orders.id::text)
                               or exists (select from payment where payment.order_id = orders.id
                                             and payment.until > now() - interval '30 seconds')
                          from orders""",
                        row -> Map.entry(
                                row.text(1),
                                new OrderRow(
                                        row.text(2),
                                        row.text(3).equals("delivery"),
                                        row.textOrNull(4),
                                        row.text(5).equals("platform") ? row.text(6) : null,
                                        row.textOrNull(7),
                                        row.flag(8))))
                .forEach(entry -> agreement.orders.put(entry.getKey(), entry.getValue()));
        return agreement;
    }

    List<Invariant> check() {
        return List.of(
                invariant(1, Harm.STUCK, "An order that has not ended waits for something with an end", this::waits),
                invariant(
                        1,
                        Harm.CONTRADICTED,
                        "An accepted order that is to be brought has a delivery, and both end alike",
                        this::brought),
                invariant(2, Harm.CONTRADICTED, "A store is done with an order when the order is over", this::routed),
                invariant(3, Harm.CONTRADICTED, "An order is at the store that accepted it", this::placed),
                invariant(
                        6,
                        Harm.CONTRADICTED,
                        "A delivery is seen by the platform and the resident of its order",
                        this::seen));
    }

    private Invariant invariant(int number, Harm harm, String statement, Judge judge) {
        var violations = new ArrayList<String>();
        orders.forEach((id, order) -> {
            var violation = judge.judge(id, order);
            if (violation != null) {
                violations.add("order " + id + " is " + order.state() + ", " + violation);
            }
        });
        return new Invariant(number, harm, statement, orders.size(), violations);
    }

    private @Nullable String waits(String id, OrderRow order) {
        boolean open = Set.of("placed", "offered", "accepted", "ready").contains(order.state());
        var delivery = deliveries.get(id);
        boolean underWay = delivery != null && !DELIVERY_OVER.contains(delivery.state());
        return open && !order.awaited() && !underWay ? "and nothing will ever end it" : null;
    }

    private @Nullable String brought(String id, OrderRow order) {
        var delivery = deliveries.get(id);
        if (!order.delivery()) {
            return delivery == null ? null : "is fetched, and has a delivery";
        }
        if (delivery == null) {
            return BROUGHT.contains(order.state()) ? "and has no delivery" : null;
        }
        boolean fits = switch (order.state()) {
            case "accepted", "ready" -> !DELIVERY_OVER.contains(delivery.state());
            case "completed" -> delivery.state().equals("delivered");
            case "cancelled" ->
                delivery.state().equals("cancelled")
                        || delivery.state().equals("returned")
                        || BAG_OUT.contains(delivery.state());
            case "returned" ->
                delivery.state().equals("returned") || delivery.state().equals("cancelled");
            default -> false;
        };
        return fits ? null : "its delivery " + delivery.state();
    }

    private @Nullable String routed(String id, OrderRow order) {
        var routing = routings.get(id);
        boolean fits = switch (order.state()) {
            case "completed" -> "completed".equals(routing);
            case "accepted" -> "accepted".equals(routing) || "ready".equals(routing);
            case "ready" -> "ready".equals(routing);
            case "cancelled", "returned", "unfulfilled" ->
                routing == null || routing.equals("released") || routing.equals("failed");
            default -> true;
        };
        return fits ? null : "its routing " + routing;
    }

    private @Nullable String placed(String id, OrderRow order) {
        var store = acceptedBy.get(id);
        return BROUGHT.contains(order.state()) && store != null && !store.equals(order.store())
                ? "at store " + order.store() + ", store " + store + " has it"
                : null;
    }

    private @Nullable String seen(String id, OrderRow order) {
        var delivery = deliveries.get(id);
        if (delivery == null) {
            return null;
        }
        boolean same = Objects.equals(order.platform(), delivery.platform())
                && Objects.equals(order.resident(), delivery.resident());
        return same ? null : "its delivery is shown to others";
    }

    private interface Judge {
        @Nullable String judge(String id, OrderRow order);
    }

    /// What order-service says.
    ///
    /// @param awaited whether a deadline or the payment's end is still to come
    private record OrderRow(
            String state,
            boolean delivery,
            @Nullable String store,
            @Nullable String platform,
            @Nullable String resident,
            boolean awaited) {}

    private record DeliveryRow(
            String state,
            String store,
            @Nullable String platform,
            @Nullable String resident) {}
}
