package io.yike.order.ordering.domain;

import io.yike.payments.Money;
import io.yike.travel.Coordinate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a store says when it takes an order.
///
/// @param storeTotal what the store gets for its goods
/// @param readyAt when it expects to have packed them
/// @param promiseAt when they are promised to be there
public record StoreAnswer(
        UUID storeId,
        @Nullable String storeName,
        Coordinate storePoint,
        List<Line> lines,
        Money storeTotal,
        Instant readyAt,
        Instant promiseAt,
        Instant acceptedAt) {

    public StoreAnswer {
        lines = List.copyOf(lines);
    }

    /// What the store puts into the bag for one line.
    ///
    /// @param line number of the order's line
    /// @param sku what is in the bag
    public record Line(int line, String sku, int quantity, Filled.Outcome outcome, Money storeUnitPrice) {}
}
