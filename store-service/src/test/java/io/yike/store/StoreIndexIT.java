package io.yike.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.EventSender;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.SecondInstance;
import io.yike.kit.testing.ServiceTest;
import io.yike.store.indexing.StoreIndex;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Every replica's index becomes what the database says, in whatever order transactions commit.
@ServiceTest
class StoreIndexIT {

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
    private StoreIndex index;

    @Autowired
    private ConfigurableEnvironment environment;

    private StoreFixtures city;

    @BeforeEach
    void aCityOfItsOwn() {
        city = new StoreFixtures(api, events, clock);
    }

    /// The change that was begun first commits last, after the index has followed those begun later.
    @Test
    void aChangeThatCommitsLateIsNotSkipped() {
        UUID store = city.store("Store", 0);
        city.stock(store, "milk", 5);
        city.stock(store, "bread", 5);

        transactions.executeWithoutResult(_ -> {
            jdbc.sql("UPDATE item SET on_hand = 7 WHERE store_id = :store AND sku = 'milk'")
                    .param("store", store)
                    .update();
            for (int pieces = 6; pieces < 9; pieces++) {
                int counted = pieces;
                CompletableFuture.runAsync(() -> {
                            city.stock(store, "bread", counted);
                            index.catchUp();
                        })
                        .join();
            }
            assertThat(available(index, store, "bread")).isEqualTo(8);
            assertThat(available(index, store, "milk")).isEqualTo(5);
        });
        index.catchUp();

        assertThat(available(index, store, "milk")).isEqualTo(7);
    }

    /// It looks at its own uncommitted change, goes on to change more, and commits.
    @Test
    void aTransactionThatFollowsOnTheWayHidesNothingOfItself() {
        UUID store = city.store("Store", 0);
        city.stock(store, "milk", 5);

        transactions.executeWithoutResult(_ -> {
            set(store, 6);
            CompletableFuture.runAsync(() -> city.stock(store, "bread", 1)).join();
            index.catchUp();
            set(store, 7);
        });
        index.catchUp();

        assertThat(available(index, store, "milk")).isEqualTo(7);
    }

    @Test
    void aReplicaThatStartsLaterKnowsAllAndFollows() {
        UUID store = city.store("Store", 0);
        city.stock(store, "milk", 5);

        try (SecondInstance second = SecondInstance.start(StoreServiceApplication.class, environment)) {
            StoreIndex replica = second.bean(StoreIndex.class);
            assertThat(available(replica, store, "milk")).isEqualTo(5);
            assertThat(replica.map().size()).isEqualTo(index.map().size());

            city.stock(store, "milk", 9);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> available(replica, store, "milk") == 9 && available(index, store, "milk") == 9);
        }
    }

    private void set(UUID store, int pieces) {
        jdbc.sql("UPDATE item SET on_hand = :pieces WHERE store_id = :store AND sku = 'milk'")
                .param("pieces", pieces)
                .param("store", store)
                .update();
    }

    private static int available(StoreIndex of, UUID store, String sku) {
        return of.map()
                .find(store)
                .flatMap(outlet -> java.util.Optional.ofNullable(outlet.find(sku)))
                .orElseThrow()
                .available();
    }
}
