package io.yike.store.stocking.domain;

import io.yike.payments.Money;
import io.yike.store.registering.domain.Capability;
import io.yike.store.registering.domain.Licence;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One item of one store.
///
/// @param price the store's own, per piece
/// @param capability what the store must offer, at that hour, to sell it
/// @param licence what the store must hold to sell it
/// @param countedAt time of the last count; null before the first
public record Item(
        UUID storeId,
        String sku,
        String name,
        Money price,
        @Nullable Capability capability,
        @Nullable Licence licence,
        Stock stock,
        @Nullable Instant countedAt,
        Instant updatedAt) {

    public Item withStock(Stock changed, Instant now) {
        return new Item(storeId, sku, name, price, capability, licence, changed, countedAt, now);
    }

    public Item counted(Stock changed, Instant at, Instant now) {
        return new Item(storeId, sku, name, price, capability, licence, changed, at, now);
    }

    /// With nothing there yet.
    public Item uncounted() {
        return new Item(storeId, sku, name, price, capability, licence, Stock.NONE, null, updatedAt);
    }

    public Item described(
            String newName, Money newPrice, @Nullable Capability needed, @Nullable Licence asked, Instant now) {
        return new Item(storeId, sku, newName, newPrice, needed, asked, stock, countedAt, now);
    }
}
