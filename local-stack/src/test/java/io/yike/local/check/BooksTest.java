package io.yike.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.local.InvariantCheck.Invariant;
import io.yike.local.history.Entry;
import io.yike.local.history.HistoryCheck;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A history against databases in which an order is as it was promised, lost, or there twice.
class BooksTest {

    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final String ORDER = "01937f3c-6f4e-7a10-8f6b-0f0f3d1c2b03";
    private static final String OTHER = "01937f3c-6f4e-7a10-8f6b-0f0f3d1c2b04";
    private static final String STORE = "01937f3c-0000-7000-8000-000000000001";
    private static final String OFFER = "01937f3c-0000-7000-8000-0000000000f1";
    private static final String EVENT = "01937f3c-0000-7000-8000-0000000000e1";

    @Test
    void areReadFromEveryDatabase() throws Exception {
        try (var databases = ServiceDatabases.start()) {
            databases.plant("order-service", order(ORDER) + key("key-0001", ORDER));
            databases.plant("store-service", """
                    insert into offer (id, order_id, store_id, attempt, state, automatic, lines, travel_seconds,
                        courier_seconds, offered_at, promise_at)
                    values ('%s', '%s', '%s', 1, 'accepted', false, '[]', 60, 60, now(), now());
                    insert into inbox_event values ('%s', 'order.placed.v1', '/order-service', '%s', 1, 'applied', now());
                    """.formatted(OFFER, ORDER, STORE, EVENT, ORDER));

            assertThat(broken(databases)).isEmpty();

            databases.plant("order-service", "delete from orders");
            assertThat(broken(databases))
                    .containsExactly(
                            "order " + ORDER + ", confirmed to request key-0001 of platform, is not in the books");

            databases.plant("order-service", order(ORDER) + order(OTHER) + key("key-0001 again", OTHER));
            assertThat(broken(databases)).containsExactly("nobody asked for order " + OTHER);

            databases.plant("order-service", "delete from orders where id = '%s'".formatted(OTHER));
            databases.plant(
                    "store-service", "update offer set state = 'open'; update inbox_event set outcome = 'parked'");
            assertThat(broken(databases))
                    .containsExactly(
                            "POST /v1/offers/" + OFFER + "/accept succeeded, and it is open",
                            "order.placed.v1 of " + ORDER + ", number 1, never had an effect in store-service");
        }
    }

    private static List<String> broken(ServiceDatabases databases) throws Exception {
        var check = new HistoryCheck(Set.of(), Map.of("store-service", Set.of("order.placed.v1")));
        check.take(new Entry.Sent(1, NOW, "platform", "POST", "/v1/orders", "key-0001"));
        check.take(new Entry.Answered(1, NOW, 201, ORDER, "body"));
        check.take(new Entry.Sent(2, NOW, "till", "POST", "/v1/offers/" + OFFER + "/accept", null));
        check.take(new Entry.Answered(2, NOW, 200, null, null));
        check.take(new Entry.Told(NOW, EVENT, "order.placed.v1", ORDER, 1));
        try (var dispatch = databases.open("dispatch-service");
                var stores = databases.open("store-service");
                var orders = databases.open("order-service")) {
            return check
                    .check(Books.read(dispatch, stores, orders, Map.of("store-service", Books.takenIn(stores))))
                    .stream()
                    .map(Invariant::violations)
                    .flatMap(List::stream)
                    .toList();
        }
    }

    private static String order(String id) {
        return """
                insert into orders (id, kind, fulfilment, buyer_role, buyer_id, goods_total, delivery_fee, currency, pay_by,
                    latitude, longitude, unreachable, placed_at, updated_at, sequence, state, detail)
                values ('%s', 'routed', 'delivery', 'platform', '%s', 1300, 400, 'CNY', 'provider',
                    31.2, 121.4, 'return', now(), now(), 1, 'placed', '{}');
                """.formatted(id, STORE);
    }

    private static String key(String key, String order) {
        return """
                insert into idempotency_key values
                ('platform', 'placeOrder', '%s', 'hash', 201, '{}', '{"orderId": "%s"}', now());
                """.formatted(key, order);
    }
}
