package io.yike.store.stocking;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

/// Where it stands what each order holds at its store.
public interface Reservations {

    void add(UUID orderId, UUID storeId, Map<String, Integer> pieces, Instant now);

    /// Takes all rows of the order away; whoever gets them must give the pieces back or sell them.
    Optional<Held> take(UUID orderId);

    /// The newest reservation of the item by an order that no store has accepted.
    Optional<UUID> newestUnaccepted(UUID storeId, String sku);

    /// What an order holds, by SKU.
    record Held(UUID storeId, SortedMap<String, Integer> pieces) {}
}
