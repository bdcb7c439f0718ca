package io.yike.store.demand;

import io.yike.kit.page.Cursor;
import io.yike.store.ranking.NobodyLeft;
import io.yike.store.ranking.Wanted.Fulfilment;
import io.yike.travel.Coordinate;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where it is kept what nobody could serve.
public interface UnmetDemands {

    /// Once per order; the first reason stays.
    void add(UnmetDemand demand);

    /// Newest first.
    List<UnmetDemand> list(
            @Nullable Instant since,
            @Nullable Instant before,
            @Nullable NobodyLeft reason,
            @Nullable Cursor after,
            int limit);

    /// Where somebody wanted what, and why no store gave it.
    ///
    /// @param destination null for a counter pickup
    record UnmetDemand(
            UUID orderId,
            Instant at,
            NobodyLeft reason,
            Fulfilment fulfilment,
            @Nullable Coordinate destination,
            SortedMap<String, Integer> pieces) {}
}
