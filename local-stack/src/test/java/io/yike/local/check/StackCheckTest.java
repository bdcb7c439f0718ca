package io.yike.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.local.InvariantCheck.Invariant;
import io.yike.local.provider.SandboxProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StackCheckTest {

    private static final String ORDER = "01937f3c-6f4e-7a10-8f6b-0f0f3d1c2b03";
    private static final String STORE = "01937f3c-0000-7000-8000-000000000001";
    private static final String OTHER_STORE = "01937f3c-0000-7000-8000-000000000002";
    private static final String PLATFORM = "01937f3c-0000-7000-8000-0000000000aa";
    private static final String DELIVERY = "01937f3c-0000-7000-8000-0000000000c1";
    private static final String COURIER = "01937f3c-0000-7000-8000-0000000000d1";
    private static final String EVENT = "01937f3c-0000-7000-8000-0000000000e1";
    private static final String KEY = "sandbox-key";

    private ServiceDatabases databases;

    @BeforeAll
    void start() throws Exception {
        databases = ServiceDatabases.start();
    }

    @AfterAll
    void stop() throws IOException {
        databases.close();
    }

    @BeforeEach
    void clear() throws SQLException {
        databases.clear();
    }

    @Test
    void holdsWhenNothingHasHappened() throws SQLException {
        assertThat(rules()).isNotEmpty().allMatch(Invariant::held);
        assertThat(agreement()).isNotEmpty().allMatch(Invariant::held);
    }

    @Test
    void holdsForAnOrderThatWasDelivered() throws Exception {
        databases.plant("order-service", order("completed") + timeline("order.completed"));
        databases.plant("store-service", store(STORE) + routing("completed") + offer(1, STORE, "completed"));
        databases.plant("dispatch-service", delivery("delivered", PLATFORM) + courierOffer("accepted"));

        assertThat(rules()).allMatch(Invariant::held);
        assertThat(agreement()).allMatch(Invariant::held).allMatch(invariant -> invariant.facts() == 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plantedInOneDatabase")
    void findsWhatIsWrongInOneDatabase(String statement, String service, String sql) throws SQLException {
        databases.plant(service, sql);

        assertThat(rules())
                .filteredOn(invariant -> !invariant.held())
                .singleElement()
                .satisfies(invariant -> {
                    assertThat(invariant.statement()).isEqualTo(statement);
                    assertThat(invariant.violations()).hasSize(1);
                });
    }

    Stream<Arguments> plantedInOneDatabase() {
        return Stream.of(
                Arguments.of(
                        "An order that has ended is told to have ended once, and as what it is",
                        "order-service",
                        order("completed") + timeline("order.cancelled")),
                Arguments.of(
                        "An order that has not ended has not been told to have ended",
                        "order-service",
                        order("accepted") + timeline("order.completed")),
                Arguments.of(
                        "A timeline counts from 1 without a gap",
                        "order-service",
                        order("accepted")
                                + "insert into timeline_entry values ('%s', 2, 'order.placed', now(), '{}');"
                                        .formatted(ORDER)),
                Arguments.of("A key that was answered with an order has it", "order-service", key("key-0001")),
                Arguments.of(
                        "An order was placed under one key",
                        "order-service",
                        order("accepted") + timeline("order.placed") + key("key-0002")),
                Arguments.of(
                        "No more is reserved than is on hand",
                        "store-service",
                        "alter table item drop constraint never_sold_twice;" + store(STORE) + routing("accepted")
                                + item(1, 2) + reservation(2)),
                Arguments.of(
                        "What an item has reserved is what orders hold of it",
                        "store-service",
                        store(STORE) + routing("accepted") + item(9, 3) + reservation(2)),
                Arguments.of(
                        "An order that is over holds no stock",
                        "store-service",
                        store(STORE) + routing("released") + item(9, 2) + reservation(2)),
                Arguments.of(
                        "A completed order has sold what it was accepted with, once",
                        "store-service",
                        store(STORE)
                                + routing("completed")
                                + offer(1, STORE, "completed")
                                + item(9, 0)
                                + """
                                update offer set accepted_lines = '[{"sku": "tea", "quantity": 2}]';
                                insert into stock_movement (store_id, sku, at, delta, kind, order_id)
                                values ('%1$s', 'tea', now(), -2, 'sold', '%2$s'), ('%1$s', 'tea', now(), -2, 'sold', '%2$s');
                                """.formatted(STORE, ORDER)),
                Arguments.of(
                        "An order is with one store at most",
                        "store-service",
                        "drop index one_store_at_a_time;" + store(STORE) + store(OTHER_STORE) + routing("accepted")
                                + offer(1, STORE, "accepted") + offer(2, OTHER_STORE, "open")),
                Arguments.of(
                        "A delivery that is under way is in one slot, of its own courier",
                        "dispatch-service",
                        delivery("picked_up", PLATFORM) + courierOffer("accepted")),
                Arguments.of(
                        "A delivery that is over is in no slot",
                        "dispatch-service",
                        delivery("delivered", PLATFORM)
                                + courierOffer("accepted")
                                + "insert into courier_slot values ('%s', 1, '%s');".formatted(COURIER, DELIVERY)),
                Arguments.of(
                        "A delivery was taken as often as it was given",
                        "dispatch-service",
                        delivery("delivered", PLATFORM) + courierOffer("accepted") + courierOffer("accepted")),
                Arguments.of("The books sum to zero, journal by journal", "order-service", """
                        insert into ledger_entry values ('%1$s', 1, 'provider', 'sale', 500, 'CNY'),
                                                        ('%1$s', 2, 'store:1', 'sale', -499, 'CNY');""".formatted(EVENT)),
                Arguments.of(
                        "Of an order that has ended no money is held back",
                        "order-service",
                        order("cancelled") + timeline("order.cancelled") + payment("authorised")),
                Arguments.of(
                        "Nobody else has booked the same room or unit at the same time",
                        "booking-service",
                        "alter table claim drop constraint no_unit_is_claimed_twice;" + claim(ORDER, DELIVERY, 0, 2)
                                + claim(STORE, COURIER, 1, 3)),
                Arguments.of(
                        "What is booked is claimed, and nothing else is",
                        "booking-service",
                        booking(ORDER, "confirmed", "null")
                                + kitchen()
                                + "insert into booking_line values ('%s', 0, '%s', 1);".formatted(ORDER, STORE)),
                Arguments.of(
                        "Every hold on a room or a tool ends",
                        "booking-service",
                        booking(ORDER, "held", "now() - interval '31 seconds'")),
                Arguments.of(
                        "No cell is held twice",
                        "booking-service",
                        "drop index no_cell_is_held_twice;" + cellHold(ORDER) + cellHold(STORE)
                                + """
                        insert into deadline values ('cell-hold-end', '%s', gen_random_uuid(), now() + interval '1 hour'),
                            ('cell-hold-end', '%s', gen_random_uuid(), now() + interval '1 hour');""".formatted(ORDER, STORE)),
                Arguments.of("Every hold on a cell ends", "booking-service", cellHold(ORDER)),
                Arguments.of("No lot that has expired by its calendar has gone out", "booking-service", """
                        insert into lot values ('%1$s', '%2$s', 'L-1', '2026-11-24', 10, 9, null, null);
                        insert into dispensing values ('%3$s', '%2$s', '%2$s', 1, now(), '2026-11-24', 'keeper');
                        insert into dispensed values ('%3$s', '%1$s', 1);""".formatted(
                                ORDER, STORE, EVENT)),
                Arguments.of("Of a lot there is what came in, less what went out", "booking-service", """
                        insert into lot values ('%s', '%s', 'L-1', '2026-11-24', 10, 9, null, null);""".formatted(
                                ORDER, STORE)),
                Arguments.of(
                        "Whoever has a unit has booked it",
                        "booking-service",
                        booking(ORDER, "cancelled", "null")
                                + "insert into possession values ('%s', '%s', '%s', now());"
                                        .formatted(STORE, EVENT, ORDER)),
                Arguments.of(
                        "Nobody is passed over in the waiting line",
                        "booking-service",
                        waiting(STORE, "waiting", "null") + waiting(ORDER, "offered", "'" + EVENT + "'")),
                Arguments.of("The books of credit sum to zero, journal by journal", "recycling-service", """
                        insert into ledger_entry values ('%1$s', 1, 'house', 'material', 500, 'CNY'),
                                                        ('%1$s', 2, 'house', 'other', -499, 'CNY');""".formatted(
                                EVENT)),
                Arguments.of(
                        "What a resident is owed is the sum of the entries, and never negative",
                        "recycling-service",
                        "insert into credit_balance values ('resident:1', 'credit', 'CNY', 5);"),
                Arguments.of("Every weigh-in is in the books once", "recycling-service", """
                        insert into weigh_in (weigh_in_id, drop_off_id, resident_id, point_id, material, weight_grams,
                            per_kilogram, currency, credited, state, reasons, weighed_at, recorded_at, sequence)
                        values ('%1$s', '%1$s', '%1$s', '%1$s', 'plastic', 1000, 120, 'CNY', 120, 'credited', '{}',
                            now(), now(), 1);""".formatted(EVENT)),
                Arguments.of("Every code at a bin ends", "recycling-service", """
                        insert into drop_off values ('%1$s', '%1$s', '%1$s', 'awaiting', '123456',
                            now() - interval '11 minutes', now() - interval '1 minute', null);""".formatted(EVENT)),
                Arguments.of("Every held slot of a pickup ends", "recycling-service", pickup("held")),
                Arguments.of(
                        "A slot is taken as often as pickups are in it", "recycling-service", """
                        insert into pickup_slot (slot_id, starts_at, ends_at, capacity, taken)
                        values ('%1$s', now(), now() + interval '2 hours', 3, 1);""".formatted(EVENT)),
                Arguments.of(
                        "A job is on one route, and only while it is to be done", "recycling-service", """
                        insert into collection_job (job_id, point_id, state, urgency, raised_at, not_before, ended_at)
                        values ('%1$s', '%1$s', 'collected', 1, now(), now(), now());
                        insert into stop (stop_id, job_id, crew_id, day, position, planned_at, state, grams, litres)
                        values ('%1$s', '%1$s', '%1$s', current_date, 0, now(), 'planned', 1, 1);""".formatted(
                                        EVENT)),
                Arguments.of(
                        "Whoever has waste has what was handed to them, less what they handed on",
                        "recycling-service",
                        "insert into custody_stock values ('crew', '%s', 'paper', 5);".formatted(EVENT)),
                Arguments.of(
                        "What is reserved of a resident's credit is held for orders that have not ended",
                        "recycling-service",
                        """
                        insert into order_credit (order_id, resident_id, currency, held, state, held_at)
                        values ('%1$s', '%1$s', 'CNY', 5, 'held', now());""".formatted(EVENT)),
                Arguments.of("Every event of store-service is published", "store-service", """
                        insert into outbox_event (id, partition, type, subject, sequence, occurred_at, data)
                        values ('%s', 1, 'store.offer_made.v1', '%s', 1, now(), '{}');""".formatted(EVENT, ORDER)),
                Arguments.of("Every event has its effect once in order-service", "order-service", """
                        insert into inbox_event values
                        ('%1$s', 'store.offer_made.v1', '/store-service', '%2$s', 1, 'applied', now()),
                        ('%2$s', 'store.offer_made.v1', '/store-service', '%2$s', 1, 'applied', now());""".formatted(
                                EVENT, ORDER)),
                Arguments.of("No event waits for another one in dispatch-service", "dispatch-service", """
                        insert into parked_event (event_id, type, waits_for, body, reason, parked_at, try_at, expires_at)
                        values ('%s', 'order.ready.v1', '%s', '{}', 'no delivery', now(), now(), now());""".formatted(
                                EVENT, ORDER)),
                Arguments.of(
                        "No event was given up in order-service",
                        "order-service",
                        "insert into dead_letter (id, body, error, died_at) values ('%s', '{}', 'unreadable', now());"
                                .formatted(EVENT)),
                Arguments.of(
                        "No deadline of store-service is overdue by more than 30 s",
                        "store-service",
                        "insert into deadline values ('offer', '%s', '%s', now() - interval '31 seconds');"
                                .formatted(ORDER, EVENT)));
    }

    @Test
    void findsAnOrderThatNothingWillEnd() throws SQLException {
        databases.plant("order-service", order("placed"));

        assertThat(broken()).containsExactly("An order that has not ended waits for something with an end");
    }

    @Test
    void findsACompletedOrderWhoseBagIsStillOut() throws SQLException {
        databases.plant("order-service", order("completed"));
        databases.plant("store-service", store(STORE) + routing("completed"));
        databases.plant("dispatch-service", delivery("picked_up", PLATFORM));

        assertThat(broken())
                .containsExactly("An accepted order that is to be brought has a delivery, and both end alike");
    }

    @Test
    void findsAStoreThatPacksACancelledOrder() throws SQLException {
        databases.plant("order-service", order("cancelled"));
        databases.plant("store-service", store(STORE) + routing("accepted"));

        assertThat(broken()).containsExactly("A store is done with an order when the order is over");
    }

    @Test
    void findsAnOrderThatIsAtAnotherStoreThanItSays() throws SQLException {
        databases.plant("order-service", order("completed"));
        databases.plant(
                "store-service", store(OTHER_STORE) + routing("completed") + offer(1, OTHER_STORE, "completed"));
        databases.plant("dispatch-service", delivery("delivered", PLATFORM));

        assertThat(broken()).containsExactly("An order is at the store that accepted it");
    }

    @Test
    void findsADeliveryThatAnotherPlatformSees() throws SQLException {
        databases.plant("order-service", order("completed"));
        databases.plant("store-service", store(STORE) + routing("completed"));
        databases.plant("dispatch-service", delivery("delivered", OTHER_STORE));

        assertThat(broken()).containsExactly("A delivery is seen by the platform and the resident of its order");
    }

    @Test
    void findsMoneyThatTheProviderHoldsForACancelledOrder(@TempDir Path folder) throws Exception {
        databases.plant("order-service", order("cancelled") + payment("released"));
        try (var provider = SandboxProvider.start(0, folder.resolve("effects"), KEY);
                var orders = databases.open("order-service")) {
            authorise(provider.uri());

            var invariants = new Provider(provider.uri(), KEY).check(orders);

            assertThat(invariants)
                    .filteredOn(invariant -> !invariant.held())
                    .singleElement()
                    .satisfies(invariant -> assertThat(invariant.violations())
                            .containsExactly("order " + ORDER + " has ended, and 1700 are held for it"));
        }
    }

    @Test
    void findsACaptureThatTheProviderDoesNotKnow(@TempDir Path folder) throws Exception {
        databases.plant("order-service", order("completed") + payment("captured"));
        try (var provider = SandboxProvider.start(0, folder.resolve("effects"), KEY);
                var orders = databases.open("order-service")) {
            var invariants = new Provider(provider.uri(), KEY).check(orders);

            assertThat(invariants)
                    .flatExtracting(Invariant::violations)
                    .containsExactly("order " + ORDER + ": 1700 in the books, 0 at the provider");
        }
    }

    private List<Invariant> rules() throws SQLException {
        try (var orders = databases.open("order-service");
                var stores = databases.open("store-service");
                var dispatch = databases.open("dispatch-service");
                var bookings = databases.open("booking-service");
                var recycling = databases.open("recycling-service")) {
            var invariants = new ArrayList<Invariant>();
            for (var rule : Rules.all()) {
                invariants.add(StackCheck.judge(
                        rule,
                        switch (rule.service()) {
                            case "order-service" -> orders;
                            case "store-service" -> stores;
                            case "booking-service" -> bookings;
                            case "recycling-service" -> recycling;
                            default -> dispatch;
                        }));
            }
            return invariants;
        }
    }

    private List<Invariant> agreement() throws SQLException {
        try (var orders = databases.open("order-service");
                var stores = databases.open("store-service");
                var dispatch = databases.open("dispatch-service")) {
            return Agreement.read(dispatch, stores, orders).check();
        }
    }

    private List<String> broken() throws SQLException {
        return agreement().stream()
                .filter(invariant -> !invariant.held())
                .map(Invariant::statement)
                .toList();
    }

    private static void authorise(URI provider) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var response = http.send(
                    HttpRequest.newBuilder(provider.resolve("/authorizations"))
                            .header("Authorization", "Bearer " + KEY)
                            .header("Idempotency-Key", "authorise-" + ORDER)
                            .POST(BodyPublishers.ofString(
                                    "{\"reference\":\"%s\",\"amount\":1700,\"currency\":\"CNY\",\"token\":\"tok_ok\"}"
                                            .formatted(ORDER)))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(response.statusCode()).isLessThan(300);
        }
    }

    private static String order(String state) {
        boolean ended =
                List.of("completed", "cancelled", "unfulfilled", "returned").contains(state);
        return """
                insert into orders (id, kind, fulfilment, buyer_role, buyer_id, goods_total, delivery_fee, currency, pay_by,
                    latitude, longitude, unreachable, placed_at, updated_at, sequence, state, detail, store_id, ended_at)
                values ('%s', 'routed', 'delivery', 'platform', '%s', 1300, 400, 'CNY', 'provider',
                    31.2, 121.4, 'return', now(), now(), 1, '%s', '{}', '%s', %s);
                """.formatted(ORDER, PLATFORM, state, STORE, ended ? "now()" : "null") + key("key-0001");
    }

    private static String key(String key) {
        return """
                insert into idempotency_key values
                ('platform', 'placeOrder', '%s', 'hash', 201, '{}', '{"orderId": "%s"}', now());
                """.formatted(key, ORDER);
    }

    private static String kitchen() {
        return """
                insert into resource (id, facility_id, kind, name, features, photos, step_minutes, min_minutes, max_minutes,
                    lead_minutes, horizon_days, buffer_before_minutes, buffer_after_minutes, no_show_minutes, capacity,
                    groups, blackouts, retired, version, created_at)
                values ('%s', '%s', 'room', 'Kitchen', '{}', '{}', 30, 30, 60, 0, 60, 0, 0, 30, 8, '{}', '{}', false, 1,
                    now());
                """.formatted(STORE, PLATFORM);
    }

    /// Of one and the same cell, for another hour.
    private static String cellHold(String id) {
        return """
                insert into cell_hold (id, purpose, order_id, facility_id, cell_id, state, ends_at, digest, sealed, version,
                    created_at)
                values ('%1$s', 'order', '%1$s', '%2$s', '%2$s', 'held', now() + interval '1 hour', '%1$s', '1', 1, now());
                """.formatted(id, EVENT);
    }

    private static String booking(String id, String state, String heldUntil) {
        return """
                insert into booking (id, facility_id, resident_id, during, people, state, held_until, version, booked_by,
                    created_at)
                values ('%s', '%s', '%s', tstzrange(now(), now() + interval '1 hour'), 1, '%s', %s, 1, 'resident', now());
                """.formatted(id, PLATFORM, COURIER, state, heldUntil);
    }

    private static String claim(String id, String booking, int fromHour, int toHour) {
        return """
                insert into claim values ('%s', '%s', 0, '%s', '%s',
                    tstzrange('2026-12-01Z'::timestamptz + interval '%d hours', '2026-12-01Z'::timestamptz + interval '%d hours'),
                    true);
                """.formatted(id, booking, PLATFORM, EVENT, fromHour, toHour);
    }

    private static String waiting(String id, String state, String booking) {
        return """
                insert into waiting values ('%1$s', '%2$s', '%2$s', '%1$s', tstzrange('2026-12-01Z', '2026-12-02Z'), 1, '%3$s',
                    %4$s, now());
                """.formatted(id, PLATFORM, state, booking);
    }

    private static String pickup(String state) {
        return """
                insert into pickup (pickup_id, resident_id, latitude, longitude, floor, lift, stands, assisted, slot_id,
                    price, credit, currency, state, held_until, created_at, sequence)
                values ('%1$s', '%1$s', 31.2, 121.4, 1, true, 'door', false, '%1$s', 0, 0, 'CNY', '%2$s',
                    now() - interval '1 minute', now() - interval '11 minutes', 0);
                """.formatted(EVENT, state);
    }

    private static String timeline(String end) {
        return "insert into timeline_entry values ('%s', 1, '%s', now(), '{}');".formatted(ORDER, end);
    }

    private static String payment(String state) {
        return """
                insert into payment (order_id, method, amount, currency, state, authorisation_id, moved)
                values ('%s', 'provider', 1700, 'CNY', '%s', 'a-1', %s);
                """.formatted(ORDER, state, state.equals("captured") ? "1700" : "null");
    }

    private static String store(String id) {
        return """
                insert into store values ('%s', null, 'Corner', 'Here 1', 31.2, 121.4, 'Asia/Shanghai', '{}', '[]', '{}',
                    '[]', 300, 10, false, 0, 'open', null, now(), 1, now());
                """.formatted(id);
    }

    private static String routing(String state) {
        return """
                insert into routing (order_id, kind, fulfilment, lines, placed_at, state, store_id, offer_id, attempts,
                    sequence, changed_at)
                values ('%s', 'routed', 'delivery', '[]', now(), '%s', '%s', '%s', 1, 1, now());
                """.formatted(ORDER, state, STORE, EVENT);
    }

    private static String offer(int attempt, String store, String state) {
        return """
                insert into offer (id, order_id, store_id, attempt, state, automatic, lines, travel_seconds,
                    courier_seconds, offered_at, promise_at)
                values (gen_random_uuid(), '%s', '%s', %d, '%s', false, '[]', 60, 60, now(), now());
                """.formatted(ORDER, store, attempt, state);
    }

    private static String item(int onHand, int reserved) {
        return """
                insert into item values ('%s', 'tea', 'Tea', 500, 'CNY', null, null, %d, %d, 0, null, now());
                """.formatted(STORE, onHand, reserved);
    }

    private static String reservation(int quantity) {
        return "insert into reservation values ('%s', 'tea', '%s', %d, now());".formatted(ORDER, STORE, quantity);
    }

    private static String delivery(String state, String platform) {
        return """
                insert into delivery (delivery_id, order_id, store_id, platform_id, pickup_latitude, pickup_longitude,
                    dropoff_latitude, dropoff_longitude, promise_at, unreachable, ready_at, ready, bag_code,
                    bag_wrong_tries, recipient_code, recipient_wrong_tries, state, attempt, courier_id, pickup_eta,
                    dropoff_eta, proof, sequence, created_at, changed_at)
                values ('%s', '%s', '%s', '%s', 31.2, 121.4, 31.2, 121.5, now(), 'return', now(), true, '123456',
                    0, '654321', 0, '%s', 1, '%s', now(), now(), %s, 1, now(), now());
                """.formatted(
                DELIVERY, ORDER, STORE, platform, state, COURIER, state.equals("delivered") ? "'photo'" : "null");
    }

    private static String courierOffer(String state) {
        return """
                insert into courier_offer (offer_id, delivery_id, courier_id, state, attempt, pickup_eta, dropoff_eta,
                    pay_amount, pay_currency, offered_at, expires_at, answered_at)
                values (gen_random_uuid(), '%s', '%s', '%s', 1, now(), now(), 300, 'CNY', now(), now(), now());
                """.formatted(DELIVERY, COURIER, state);
    }
}
