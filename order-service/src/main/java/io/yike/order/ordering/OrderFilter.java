package io.yike.order.ordering;

import io.yike.kit.page.Cursor;
import io.yike.order.ordering.domain.OrderStatus;
import io.yike.order.quoting.domain.Fulfilment;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which orders are wanted, and whose the caller may see.
///
/// @param visibleTo null for everybody's
/// @param statuses empty for all
/// @param after where the page before ended
public record OrderFilter(
        @Nullable Owners visibleTo,
        Set<OrderStatus> statuses,
        @Nullable Fulfilment fulfilment,
        @Nullable UUID storeId,
        @Nullable UUID platformId,
        @Nullable String reference,
        @Nullable Instant placedFrom,
        @Nullable Instant placedUntil,
        @Nullable Cursor after,
        int limit) {

    public OrderFilter {
        statuses = Set.copyOf(statuses);
    }

    /// Whose orders somebody may see.
    ///
    /// @param platforms that placed them
    /// @param residents who placed them, or whom they are for
    /// @param stores that took them at their counters, have been asked, or have them
    public record Owners(Set<UUID> platforms, Set<UUID> residents, Set<UUID> stores) {
        public Owners {
            platforms = Set.copyOf(platforms);
            residents = Set.copyOf(residents);
            stores = Set.copyOf(stores);
        }
    }
}
