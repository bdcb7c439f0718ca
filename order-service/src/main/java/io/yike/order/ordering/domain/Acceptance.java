package io.yike.order.ordering.domain;

import io.yike.payments.Money;
import io.yike.travel.Coordinate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A store has the order: what is in the bag, for how much, and until when.
///
/// @param goodsTotal what the buyer pays for what is in the bag
/// @param storeTotal what the store gets for it
/// @param expectedReadyAt when the store expects to have packed it
/// @param promiseAt when it is promised to be there
public record Acceptance(
        UUID storeId,
        @Nullable String storeName,
        Coordinate storePoint,
        List<Filled> lines,
        Money goodsTotal,
        Money storeTotal,
        Instant expectedReadyAt,
        Instant promiseAt,
        Instant acceptedAt) {

    public Acceptance {
        lines = List.copyOf(lines);
    }
}
