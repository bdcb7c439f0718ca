package io.yike.local.check;

import io.yike.local.InvariantCheck.Harm;
import io.yike.local.InvariantCheck.Invariant;
import io.yike.local.StackAddresses;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the stores had of each item at one time, to be held against what they have later and what moved in between.
public final class StockTaking {

    private static final String PIECES = """
            select item.store_id || '/' || item.sku, item.on_hand - item.shortage,
                   coalesce((select sum(movement.delta) from stock_movement movement
                              where movement.store_id = item.store_id and movement.sku = item.sku), 0),
                   item.counted_at
              from item""";

    private final Map<String, Pieces> before;

    private StockTaking(Map<String, Pieces> before) {
        this.before = Map.copyOf(before);
    }

    public static StockTaking take(StackAddresses stack) throws SQLException {
        try (var stores = Database.open(stack.database("store-service"))) {
            return take(stores);
        }
    }

    static StockTaking take(Database stores) throws SQLException {
        return new StockTaking(read(stores));
    }

    /// Whether there is as much as was there, less what was sold since. An item that was counted anew is left out.
    public Invariant check(StackAddresses stack) throws SQLException {
        try (var stores = Database.open(stack.database("store-service"))) {
            return check(stores);
        }
    }

    Invariant check(Database stores) throws SQLException {
        var violations = new ArrayList<String>();
        long looked = 0;
        for (var now : read(stores).entrySet()) {
            var then = before.get(now.getKey());
            if (then == null || !then.isSameCount(now.getValue())) {
                continue;
            }
            looked++;
            long moved = now.getValue().moved() - then.moved();
            if (then.there() + moved != now.getValue().there()) {
                violations.add("of item " + now.getKey() + " there were " + then.there() + ", " + -moved
                        + " left, and there are " + now.getValue().there());
            }
        }
        return new Invariant(
                2, Harm.OVERSOLD, "What is there is what was there less what was sold", looked, violations);
    }

    private static Map<String, Pieces> read(Database stores) throws SQLException {
        Map<String, Pieces> pieces = new HashMap<>();
        stores.rows(PIECES, row -> Map.entry(row.text(1), new Pieces(row.number(2), row.number(3), row.textOrNull(4))))
                .forEach(entry -> pieces.put(entry.getKey(), entry.getValue()));
        return pieces;
    }

    private record Pieces(long there, long moved, @Nullable String countedAt) {

        boolean isSameCount(Pieces other) {
            return String.valueOf(countedAt).equals(String.valueOf(other.countedAt));
        }
    }
}
