package io.yike.store.indexing;

import io.yike.store.ranking.StoreMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// The log of what changed about stores and items, in the order of no clock: a revision names a point that no
/// transaction which was still running then is before.
public interface ChangeLog {

    /// Reads everything, and says from which revision to go on.
    String readAll(StoreMap into);

    /// What may have changed since; a change may be named again.
    Changes since(String revision);

    /// Reads anew what changed.
    void read(Changes changes, StoreMap into);

    /// What changed.
    ///
    /// @param revision from which to go on
    record Changes(String revision, Set<UUID> stores, List<ItemChange> items) {}

    /// An item of a store.
    record ItemChange(UUID storeId, String sku) {}
}
