package io.yike.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StockTakingTest {

    private static final String STORE = "01937f3c-0000-7000-8000-000000000001";

    @Test
    void explainsWhatIsThereByWhatLeft() throws Exception {
        try (var databases = ServiceDatabases.start()) {
            databases.plant("store-service", item("tea", 20) + item("milk", 9) + moved("tea", -3));
            StockTaking before;
            try (var stores = databases.open("store-service")) {
                before = StockTaking.take(stores);
            }

            databases.plant("store-service", moved("tea", -2) + "update item set on_hand = 18 where sku = 'tea';");
            try (var stores = databases.open("store-service")) {
                assertThat(before.check(stores).violations()).isEmpty();
                assertThat(before.check(stores).facts()).isEqualTo(2);
            }

            // Sold once more, and still there.
            databases.plant("store-service", moved("tea", -2));
            try (var stores = databases.open("store-service")) {
                assertThat(before.check(stores).violations())
                        .containsExactly("of item " + STORE + "/tea there were 20, 4 left, and there are 18");
            }

            // Whoever counted knows better.
            databases.plant("store-service", "update item set on_hand = 99, counted_at = now() where sku = 'tea';");
            try (var stores = databases.open("store-service")) {
                assertThat(before.check(stores).violations()).isEmpty();
                assertThat(before.check(stores).facts()).isEqualTo(1);
            }
        }
    }

    private static String item(String sku, int onHand) {
        return """
                insert into item values ('%s', '%s', 'Item', 500, 'CNY', null, null, %d, 0, 0, null, now());
                """.formatted(STORE, sku, onHand);
    }

    private static String moved(String sku, int delta) {
        return """
                insert into stock_movement (store_id, sku, at, delta, kind) values ('%s', '%s', now(), %d, 'sold');
                """.formatted(STORE, sku, delta);
    }
}
