package io.yike.store.routing.domain;

import io.yike.payments.Money;
import org.jspecify.annotations.Nullable;

/// What a store packs for a line.
///
/// @param quantity 0 for a dropped line
/// @param substituteFor the SKU that was ordered, for a substitute
public record PackedLine(
        int line,
        String sku,
        int quantity,
        Outcome outcome,
        @Nullable String substituteFor,
        Money storeUnitPrice) {

    public enum Outcome {
        AS_ORDERED,
        SUBSTITUTED,
        REDUCED,
        DROPPED
    }

    static PackedLine whole(OfferedLine line) {
        return new PackedLine(
                line.line(), line.sku(), line.quantity(), Outcome.AS_ORDERED, null, line.storeUnitPrice());
    }
}
