package io.yike.store.routing.domain;

import io.yike.payments.Money;
import io.yike.store.ranking.Wanted.Fulfilment;
import io.yike.store.ranking.Wanted.Window;
import io.yike.travel.Coordinate;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What order-service said of an order when it was placed.
///
/// @param counterStoreId the store of a counter order; null for a routed one
/// @param destination null for a counter pickup only
/// @param window null for as soon as possible
public record RoutedOrder(
        UUID id,
        Fulfilment fulfilment,
        @Nullable UUID counterStoreId,
        List<Line> lines,
        @Nullable Coordinate destination,
        @Nullable Window window,
        Instant placedAt) {

    public RoutedOrder {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("An order has lines");
        }
        if (counterStoreId == null && destination == null) {
            throw new IllegalArgumentException("A routed order has a destination");
        }
    }

    /// One line as ordered.
    ///
    /// @param unitPrice what the buyer pays for a piece
    /// @param changeable whether the buyer permits fewer pieces or a substitute
    public record Line(int line, String sku, int quantity, Money unitPrice, boolean changeable) {}

    public SortedMap<String, Integer> pieces() {
        SortedMap<String, Integer> pieces = new TreeMap<>();
        lines.forEach(line -> pieces.merge(line.sku(), line.quantity(), Integer::sum));
        return pieces;
    }
}
