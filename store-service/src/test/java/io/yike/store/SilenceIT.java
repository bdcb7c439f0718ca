package io.yike.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.jdbc.Row;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.EventSender;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.ServiceTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// Stores that never answer, two instances of the service, and one of them killed: each offer goes on to the
/// next store, once, and the stock is whole.
@ServiceTest
@TestPropertySource(properties = "yike.store.answer-within=${yike.load.answer-within:8s}")
class SilenceIT {

    @Autowired
    private ApiClient api;

    @Autowired
    private EventSender events;

    @Autowired
    private MutableClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private ConfigurableEnvironment environment;

    private StoreFixtures city;

    @BeforeEach
    void aCityOfItsOwn() {
        city = new StoreFixtures(api, events, clock);
    }

    /// The orders are locked while their offers lapse, so that both instances stand in the midst of deadlines,
    /// and one is killed there.
    @Test
    @DisabledIfSystemProperty(named = "yike.load.offers", matches = ".*", disabledReason = "offers wait too long")
    void theNextStoreHasWhatAKilledInstanceHadBegun() throws IOException {
        List<UUID> stores = silentStores(12);
        List<UUID> orders = new ArrayList<>();
        try (InstanceProcess other = InstanceProcess.start(environment, answerWithin())) {
            orders.addAll(place(12));
            awaitAttempt(orders, 1, Duration.ofSeconds(30));
            transactions.executeWithoutResult(_ -> {
                jdbc.sql("SELECT 1 FROM routing WHERE order_id = ANY (CAST(:orders AS uuid[])) FOR UPDATE")
                        .param("orders", texts(orders))
                        .query(Integer.class)
                        .list();
                Awaitility.await("both instances have begun four deadlines each")
                        .atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> deadlinesBegun() == 8);
                other.kill();
            });
        }

        awaitAttempt(orders, 2, Duration.ofSeconds(8));

        assertEachIsWithOneStore(stores, orders);
    }

    /// With `-Dyike.load.offers=400 -Dyike.load.answer-within=60s`. The yardstick is two seconds for 99 of 100.
    @Test
    @EnabledIfSystemProperty(named = "yike.load.offers", matches = "[0-9]+", disabledReason = "measures")
    void printsHowLateTheNextOfferIsUnderLoadAndAfterAKill() throws IOException {
        int offers = Integer.getInteger("yike.load.offers", 24);
        List<UUID> stores = silentStores(2 * offers);
        List<UUID> calm;
        List<UUID> orders;
        try (InstanceProcess other = InstanceProcess.start(environment, answerWithin())) {
            calm = place(offers);
            awaitAttempt(calm, 2, Duration.ofMinutes(5));
            report("two instances", calm);
            orders = place(offers);
            awaitAttempt(orders, 1, Duration.ofMinutes(2));
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> attempts(orders, 2) > offers / 4);
            other.kill();
        }

        awaitAttempt(orders, 2, Duration.ofMinutes(2));

        report("one of them killed after a quarter", orders);
        assertEachIsWithOneStore(stores, orders);
    }

    private String answerWithin() {
        return "yike.store.answer-within=" + environment.getRequiredProperty("yike.store.answer-within");
    }

    private List<UUID> silentStores(int pieces) {
        List<UUID> stores = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            UUID store = city.store("Silent " + i, 100 + 100 * i);
            city.stock(store, "milk", pieces);
            stores.add(store);
        }
        return stores;
    }

    private List<UUID> place(int number) {
        List<UUID> orders = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            orders.add(city.place("milk", 1));
        }
        return orders;
    }

    private void awaitAttempt(List<UUID> orders, int attempt, Duration atMost) {
        Awaitility.await("attempt " + attempt)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> attempts(orders, attempt) == orders.size());
    }

    private long attempts(List<UUID> orders, int attempt) {
        return jdbc.sql(
                        "SELECT count(*) FROM offer WHERE attempt = :attempt AND order_id = ANY (CAST(:orders AS uuid[]))")
                .param("attempt", attempt)
                .param("orders", texts(orders))
                .query(Long.class)
                .single();
    }

    private long deadlinesBegun() {
        return jdbc.sql("""
                        SELECT count(*) FROM pg_locks
                         WHERE locktype = 'advisory' AND granted
                           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""").query(Long.class).single();
    }

    private void assertEachIsWithOneStore(List<UUID> stores, List<UUID> orders) {
        assertThat(jdbc.sql("""
                        SELECT order_id FROM offer
                         WHERE order_id = ANY (CAST(:orders AS uuid[]))
                         GROUP BY order_id
                        HAVING count(*) <> count(DISTINCT store_id) OR count(*) FILTER (WHERE state = 'open') > 1""")
                        .param("orders", texts(orders))
                        .query(UUID.class)
                        .list())
                .isEmpty();
        assertThat(jdbc.sql("""
                        SELECT store_id FROM item
                         WHERE store_id = ANY (CAST(:stores AS uuid[]))
                           AND reserved <> (SELECT coalesce(sum(quantity), 0) FROM reservation
                                             WHERE reservation.store_id = item.store_id AND reservation.sku = item.sku)""")
                        .param("stores", texts(stores))
                        .query(UUID.class)
                        .list())
                .isEmpty();
    }

    /// From the deadline of each first offer to the second one.
    private void report(String what, List<UUID> orders) {
        List<Double> late = jdbc.sql("""
                        SELECT CAST(extract(epoch FROM next.offered_at - first.expires_at) AS double precision) AS late
                          FROM offer first JOIN offer next ON next.order_id = first.order_id AND next.attempt = 2
                         WHERE first.attempt = 1 AND first.order_id = ANY (CAST(:orders AS uuid[]))
                         ORDER BY late""")
                .param("orders", texts(orders))
                .query(Row.to(row -> row.real("late")))
                .list();
        System.out.printf(
                "%s: %d offers, from deadline to next offer p50 %.2f s, p99 %.2f s, longest %.2f s%n",
                what,
                late.size(),
                late.get(late.size() / 2),
                late.get((int) Math.ceil(late.size() * 0.99) - 1),
                late.getLast());
    }

    private static String[] texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
