package io.yike.local.check;

import io.yike.local.StackAddresses;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the services' databases say of what clients were told.
///
/// @param orders the state that clients see, by order
/// @param keys which order a placing was answered with, by client and idempotency key
/// @param offers the state of each offer to a store
/// @param courierOffers the state of each offer to a courier
/// @param deliveries the state of each delivery
/// @param takenIn the events that each service has taken in
public record Books(
        Map<String, String> orders,
        Map<PlacingKey, String> keys,
        Map<String, String> offers,
        Map<String, String> courierOffers,
        Map<String, String> deliveries,
        Map<String, Set<String>> takenIn) {

    private static final String PAIRS_OF_ORDERS = "select id, status from orders";

    /// Under which a client placed an order.
    public record PlacingKey(String client, String key) {}

    public Books {
        orders = Map.copyOf(orders);
        keys = Map.copyOf(keys);
        offers = Map.copyOf(offers);
        courierOffers = Map.copyOf(courierOffers);
        deliveries = Map.copyOf(deliveries);
        takenIn = Map.copyOf(takenIn);
    }

    public static Books read(StackAddresses stack) throws SQLException {
        try (var dispatch = Database.open(stack.database("dispatch-service"));
                var stores = Database.open(stack.database("store-service"));
                var orders = Database.open(stack.database("order-service"))) {
            Map<String, Set<String>> takenIn = new HashMap<>();
            for (var service : stack.databases().keySet()) {
                try (var database = Database.open(stack.database(service))) {
                    takenIn.put(service, takenIn(database));
                }
            }
            return read(dispatch, stores, orders, takenIn);
        }
    }

    static Books read(Database dispatch, Database stores, Database orders, Map<String, Set<String>> takenIn)
            throws SQLException {
        Map<PlacingKey, String> keys = new HashMap<>();
        orders.rows("""
                        select client, key, body::jsonb ->> 'orderId'
                          from idempotency_key where operation = 'placeOrder' and status = 201""", row -> Map.entry(new PlacingKey(row.text(1), row.text(2)), row.text(3)))
                .forEach(entry -> keys.put(entry.getKey(), entry.getValue()));
        return new Books(
                pairs(orders, PAIRS_OF_ORDERS),
                keys,
                pairs(stores, "select id, state from offer"),
                pairs(dispatch, "select offer_id, state from courier_offer"),
                pairs(dispatch, "select delivery_id, state from delivery"),
                takenIn);
    }

    private static Map<String, String> pairs(Database database, String sql) throws SQLException {
        Map<String, String> pairs = new HashMap<>();
        database.rows(sql, row -> Map.entry(row.text(1), row.text(2)))
                .forEach(entry -> pairs.put(entry.getKey(), entry.getValue()));
        return pairs;
    }

    /// None, in a service that hears no events.
    static Set<String> takenIn(Database database) throws SQLException {
        if (database.count("select count(to_regclass('inbox_event'))") == 0) {
            return Set.of();
        }
        List<String> events = database.rows(
                "select event_id from inbox_event where outcome in ('applied', 'ignored')", row -> row.text(1));
        return new HashSet<>(events);
    }
}
