package io.yike.local.check;

import io.yike.local.StackAddresses;
import java.sql.SQLException;
import java.time.Instant;

/// Orders that have not ended.
public final class OpenOrders {

    private OpenOrders() {}

    public static long placedSince(StackAddresses stack, Instant since) throws SQLException {
        try (var orders = Database.open(stack.database("order-service"))) {
            return orders.count("select count(*) from orders where ended_at is null and placed_at >= '" + since + "'");
        }
    }
}
