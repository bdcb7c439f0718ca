package io.yike.store.stocking;

import io.yike.store.stocking.domain.Item;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where items and their stock live.
public interface Items {

    Optional<Item> find(UUID storeId, String sku);

    /// In the order of the SKU, after `afterSku`.
    List<Item> list(UUID storeId, boolean onlyShort, @Nullable String afterSku, int limit);

    /// Which of them exist. An item is never taken away.
    Set<String> known(UUID storeId, Collection<String> skus);

    /// Locks those that exist until the transaction ends, always in the order of the SKU, so that two
    /// transactions at one store never wait for each other.
    SortedMap<String, Item> lock(UUID storeId, Collection<String> skus);

    /// Writes new and changed items, in the order of the SKU.
    void save(UUID storeId, Collection<Item> items);

    /// Writes those that nobody else made meanwhile; existing ones stay as they are.
    void addMissing(UUID storeId, Collection<Item> items);

    void record(Collection<Movement> movements);

    /// Sum of the movements of each SKU after its time.
    Map<String, Integer> movedSince(UUID storeId, Map<String, Instant> since);

    /// What changed a stock, and by how many pieces.
    record Movement(
            UUID storeId,
            String sku,
            Instant at,
            int delta,
            String kind,
            @Nullable UUID orderId) {}
}
