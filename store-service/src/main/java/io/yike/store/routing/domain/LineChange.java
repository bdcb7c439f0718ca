package io.yike.store.routing.domain;

import org.jspecify.annotations.Nullable;

/// How a store changes a line when it accepts in part.
///
/// @param quantity pieces of the item ordered; 0 drops it
/// @param substitute in place of the pieces that are missing
public record LineChange(int line, int quantity, @Nullable Substitute substitute) {

    /// So many pieces of another item.
    public record Substitute(String sku, int quantity) {}
}
