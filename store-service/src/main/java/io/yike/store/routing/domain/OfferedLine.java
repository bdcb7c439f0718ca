package io.yike.store.routing.domain;

import io.yike.payments.Money;

/// A line of the order as the store sees it.
///
/// @param buyerUnitPrice what the buyer pays for a piece; not shown to the store
/// @param storeUnitPrice the store's own price, at which it is settled
/// @param changeable whether the buyer permits fewer pieces or a substitute
public record OfferedLine(
        int line,
        String sku,
        String name,
        int quantity,
        Money buyerUnitPrice,
        Money storeUnitPrice,
        boolean changeable) {}
