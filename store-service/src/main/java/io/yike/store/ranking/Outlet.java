package io.yike.store.ranking;

import io.yike.store.registering.domain.Store;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A store with its shelf, as ranking sees it.
///
/// @param openOrders offered or accepted and not yet ready
/// @param shelf by SKU; shared by the versions of an outlet, and safe to read while it changes
public record Outlet(Store store, int openOrders, Map<String, ShelfItem> shelf) {

    public static Outlet empty(Store store) {
        return new Outlet(store, 0, new ConcurrentHashMap<>());
    }

    Outlet with(Store changed, int orders) {
        return new Outlet(changed, orders, shelf);
    }

    public @Nullable ShelfItem find(String sku) {
        return shelf.get(sku);
    }
}
