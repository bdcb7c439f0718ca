package io.yike.store.registering;

import io.yike.kit.page.Cursor;
import io.yike.store.registering.domain.Store;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where stores live.
public interface Stores {

    void add(Store store);

    Optional<Store> find(UUID storeId);

    /// Locks the row until the transaction ends. It comes after a routing's lock and before those of items.
    Optional<Store> lock(UUID storeId);

    void save(Store store);

    /// Newest first.
    ///
    /// @param whose null for all
    List<Store> list(@Nullable Whose whose, @Nullable UUID chainId, @Nullable Cursor after, int limit);

    /// Those stores, and all of those chains.
    record Whose(Set<UUID> stores, Set<UUID> chains) {}
}
