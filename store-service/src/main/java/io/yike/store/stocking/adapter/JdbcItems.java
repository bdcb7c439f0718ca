package io.yike.store.stocking.adapter;

import static io.yike.store.postgres.Columns.instant;
import static io.yike.store.postgres.Columns.instantOrNull;
import static io.yike.store.postgres.Columns.nameOrNull;
import static io.yike.store.postgres.Columns.namedOrNull;
import static io.yike.store.postgres.Columns.text;
import static io.yike.store.postgres.Columns.uuid;

import io.yike.kit.jdbc.Row;
import io.yike.payments.Money;
import io.yike.store.registering.domain.Capability;
import io.yike.store.registering.domain.Licence;
import io.yike.store.stocking.Items;
import io.yike.store.stocking.domain.Item;
import io.yike.store.stocking.domain.Stock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Items in PostgreSQL. Several rows are one statement.
@Repository
class JdbcItems implements Items {

    private static final String WRITTEN = """
            INSERT INTO item (store_id, sku, name, price_amount, price_currency, capability, licence, on_hand, reserved,
                              shortage, counted_at, updated_at)
            SELECT :store, * FROM unnest(CAST(:skus AS text[]), CAST(:names AS text[]), CAST(:amounts AS bigint[]),
                                         CAST(:currencies AS text[]), CAST(:capabilities AS text[]),
                                         CAST(:licences AS text[]), CAST(:onHand AS integer[]),
                                         CAST(:reserved AS integer[]), CAST(:shortages AS integer[]),
                                         CAST(:counted AS timestamptz[]), CAST(:updated AS timestamptz[]))
            """;

    private final JdbcClient jdbc;

    JdbcItems(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Item> find(UUID storeId, String sku) {
        return jdbc.sql("SELECT * FROM item WHERE store_id = :store AND sku = :sku")
                .param("store", storeId)
                .param("sku", sku)
                .query(JdbcItems::item)
                .optional();
    }

    @Override
    public List<Item> list(UUID storeId, boolean onlyShort, @Nullable String afterSku, int limit) {
        return jdbc.sql("""
                        SELECT * FROM item
                         WHERE store_id = :store AND sku > :after AND (NOT :onlyShort OR shortage > 0)
                         ORDER BY sku
                         LIMIT :limit""")
                .param("store", storeId)
                .param("after", afterSku == null ? "" : afterSku)
                .param("onlyShort", onlyShort)
                .param("limit", limit)
                .query(JdbcItems::item)
                .list();
    }

    @Override
    public Set<String> known(UUID storeId, Collection<String> skus) {
        return new HashSet<>(
                jdbc.sql("SELECT sku FROM item WHERE store_id = :store AND sku = ANY (CAST(:skus AS text[]))")
                        .param("store", storeId)
                        .param("skus", skus.toArray(String[]::new))
                        .query(Row.to(row -> row.text("sku")))
                        .list());
    }

    @Override
    public SortedMap<String, Item> lock(UUID storeId, Collection<String> skus) {
        SortedMap<String, Item> items = new TreeMap<>();
        jdbc.sql("""
                        SELECT * FROM item
                         WHERE store_id = :store AND sku = ANY (CAST(:skus AS text[]))
                         ORDER BY sku
                           FOR NO KEY UPDATE""")
                .param("store", storeId)
                .param("skus", skus.toArray(String[]::new))
                .query(JdbcItems::item)
                .list()
                .forEach(item -> items.put(item.sku(), item));
        return items;
    }

    @Override
    public void save(UUID storeId, Collection<Item> items) {
        if (!items.isEmpty()) {
            bind(storeId, items, WRITTEN + """
                    ON CONFLICT (store_id, sku) DO UPDATE
                       SET name = excluded.name, price_amount = excluded.price_amount,
                           price_currency = excluded.price_currency, capability = excluded.capability,
                           licence = excluded.licence, on_hand = excluded.on_hand, reserved = excluded.reserved,
                           shortage = excluded.shortage, counted_at = excluded.counted_at,
                           updated_at = excluded.updated_at""");
        }
    }

    @Override
    public void addMissing(UUID storeId, Collection<Item> items) {
        if (!items.isEmpty()) {
            bind(storeId, items, WRITTEN + "ON CONFLICT (store_id, sku) DO NOTHING");
        }
    }

    private void bind(UUID storeId, Collection<Item> unordered, String sql) {
        List<Item> items =
                unordered.stream().sorted(Comparator.comparing(Item::sku)).toList();
        jdbc.sql(sql)
                .param("store", storeId)
                .param("skus", texts(items, Item::sku))
                .param("names", texts(items, Item::name))
                .param(
                        "amounts",
                        items.stream().map(item -> item.price().amount()).toArray(Long[]::new))
                .param("currencies", texts(items, item -> item.price().currency()))
                .param("capabilities", texts(items, item -> nameOrNull(item.capability())))
                .param("licences", texts(items, item -> nameOrNull(item.licence())))
                .param("onHand", numbers(items, Stock::onHand))
                .param("reserved", numbers(items, Stock::reserved))
                .param("shortages", numbers(items, Stock::shortage))
                .param(
                        "counted",
                        texts(
                                items,
                                item -> item.countedAt() == null
                                        ? null
                                        : item.countedAt().toString()))
                .param("updated", texts(items, item -> item.updatedAt().toString()))
                .update();
    }

    @Override
    public void record(Collection<Movement> movements) {
        for (Movement movement : movements) {
            jdbc.sql("""
                            INSERT INTO stock_movement (store_id, sku, at, delta, kind, order_id)
                            VALUES (:store, :sku, CAST(:at AS timestamptz), :delta, :kind, :order)""")
                    .param("store", movement.storeId())
                    .param("sku", movement.sku())
                    .param("at", movement.at().toString())
                    .param("delta", movement.delta())
                    .param("kind", movement.kind())
                    .param("order", movement.orderId())
                    .update();
        }
    }

    @Override
    public Map<String, Integer> movedSince(UUID storeId, Map<String, Instant> since) {
        Map<String, Integer> moved = new HashMap<>();
        List<String> skus = List.copyOf(since.keySet());
        jdbc.sql("""
                        SELECT asked.sku, sum(movement.delta) AS pieces
                          FROM unnest(CAST(:skus AS text[]), CAST(:since AS timestamptz[])) AS asked (sku, since)
                          JOIN stock_movement movement
                            ON movement.store_id = :store AND movement.sku = asked.sku AND movement.at > asked.since
                         GROUP BY asked.sku""")
                .param("store", storeId)
                .param("skus", skus.toArray(String[]::new))
                .param(
                        "since",
                        skus.stream().map(sku -> String.valueOf(since.get(sku))).toArray(String[]::new))
                .query((row, _) -> Map.entry(text(row, "sku"), row.getInt("pieces")))
                .list()
                .forEach(entry -> moved.put(entry.getKey(), entry.getValue()));
        return moved;
    }

    static Item item(ResultSet row, int number) throws SQLException {
        return new Item(
                uuid(row, "store_id"),
                text(row, "sku"),
                text(row, "name"),
                new Money(row.getLong("price_amount"), text(row, "price_currency")),
                namedOrNull(Capability.class, row.getString("capability")),
                namedOrNull(Licence.class, row.getString("licence")),
                new Stock(row.getInt("on_hand"), row.getInt("reserved"), row.getInt("shortage")),
                instantOrNull(row, "counted_at"),
                instant(row, "updated_at"));
    }

    private static @Nullable String[] texts(List<Item> items, Function<Item, @Nullable String> column) {
        @Nullable String[] texts = new @Nullable String[items.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = column.apply(items.get(i));
        }
        return texts;
    }

    private static Integer[] numbers(List<Item> items, Function<Stock, Integer> column) {
        return items.stream().map(item -> column.apply(item.stock())).toArray(Integer[]::new);
    }
}
