package io.yike.store.indexing.adapter;

import static io.yike.store.postgres.Columns.namedOrNull;
import static io.yike.store.postgres.Columns.text;
import static io.yike.store.postgres.Columns.uuid;
import static io.yike.store.postgres.Columns.uuidOrNull;

import io.yike.payments.Money;
import io.yike.store.indexing.ChangeLog;
import io.yike.store.ranking.ShelfItem;
import io.yike.store.ranking.StoreMap;
import io.yike.store.registering.adapter.JdbcStores;
import io.yike.store.registering.domain.Capability;
import io.yike.store.registering.domain.Licence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// The change log in PostgreSQL: triggers write it, so that no writer can forget to.
///
/// A revision is the oldest transaction that was still running (`pg_snapshot_xmin`). Rows of that and later
/// transactions are
/// read again at the next look, which is harmless; none is missed, whenever it commits.
@Repository
class JdbcChangeLog implements ChangeLog {

    private static final String STORES = """
            SELECT store.*, (SELECT count(*) FROM offer
                              WHERE offer.store_id = store.id AND offer.state IN ('open', 'accepted')) AS open_orders
              FROM store
            """;

    private static final int ITEMS_AT_ONCE = 5_000;

    private final JdbcClient jdbc;
    private final JdbcStores stores;
    private final TransactionTemplate oneSnapshot;

    JdbcChangeLog(JdbcClient jdbc, JdbcStores stores, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.stores = stores;
        this.oneSnapshot = new TransactionTemplate(transactions);
        this.oneSnapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.oneSnapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.oneSnapshot.setReadOnly(true);
    }

    @Override
    public String readAll(StoreMap into) {
        String revision = oneSnapshot.execute(_ -> {
            String oldest = jdbc.sql("SELECT CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text)")
                    .query(String.class)
                    .single();
            jdbc.sql(STORES).query((ResultSet row) -> into.put(stores.store(row, 0), row.getInt("open_orders")));
            jdbc.sql("SELECT * FROM item")
                    .withFetchSize(ITEMS_AT_ONCE)
                    .query((ResultSet row) -> into.put(uuid(row, "store_id"), text(row, "sku"), shelfItem(row)));
            return oldest;
        });
        return java.util.Objects.requireNonNull(revision);
    }

    @Override
    public Changes since(String revision) {
        List<Row> rows = jdbc.sql("""
                        SELECT CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS revision, change.store_id, change.sku
                          FROM (SELECT 1) AS always
                          LEFT JOIN (SELECT DISTINCT store_id, sku FROM index_change
                                      WHERE xid >= CAST(:revision AS xid8)) AS change ON true""")
                .param("revision", revision)
                .query((row, _) -> new Row(text(row, "revision"), uuidOrNull(row, "store_id"), row.getString("sku")))
                .list();
        Set<UUID> changedStores = new HashSet<>();
        List<ItemChange> changedItems = new ArrayList<>();
        for (Row row : rows) {
            String sku = row.sku();
            if (row.storeId() != null && sku == null) {
                changedStores.add(row.storeId());
            } else if (row.storeId() != null && sku != null) {
                changedItems.add(new ItemChange(row.storeId(), sku));
            }
        }
        return new Changes(rows.getFirst().revision(), changedStores, changedItems);
    }

    @Override
    public void read(Changes changes, StoreMap into) {
        if (!changes.stores().isEmpty()) {
            jdbc.sql(STORES + "WHERE store.id = ANY (CAST(:stores AS uuid[]))")
                    .param(
                            "stores",
                            changes.stores().stream().map(UUID::toString).toArray(String[]::new))
                    .query((ResultSet row) -> into.put(stores.store(row, 0), row.getInt("open_orders")));
        }
        for (int from = 0; from < changes.items().size(); from += ITEMS_AT_ONCE) {
            List<ItemChange> some = changes.items()
                    .subList(
                            from, Math.min(from + ITEMS_AT_ONCE, changes.items().size()));
            jdbc.sql("""
                            SELECT item.*
                              FROM unnest(CAST(:stores AS uuid[]), CAST(:skus AS text[])) AS changed (store_id, sku)
                              JOIN item ON item.store_id = changed.store_id AND item.sku = changed.sku""")
                    .param(
                            "stores",
                            some.stream()
                                    .map(change -> change.storeId().toString())
                                    .toArray(String[]::new))
                    .param("skus", some.stream().map(ItemChange::sku).toArray(String[]::new))
                    .query((ResultSet row) -> into.put(uuid(row, "store_id"), text(row, "sku"), shelfItem(row)));
        }
    }

    /// Forgets what every replica has long taken in.
    void prune() {
        jdbc.sql("DELETE FROM index_change WHERE at < now() - INTERVAL '1 hour'")
                .update();
    }

    private static ShelfItem shelfItem(ResultSet row) throws SQLException {
        return new ShelfItem(
                row.getInt("on_hand") - row.getInt("reserved"),
                new Money(row.getLong("price_amount"), text(row, "price_currency")),
                namedOrNull(Capability.class, row.getString("capability")),
                namedOrNull(Licence.class, row.getString("licence")));
    }

    private record Row(
            String revision,
            @Nullable UUID storeId,
            @Nullable String sku) {}
}
