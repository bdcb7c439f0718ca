package io.yike.order.ordering.domain;

import io.yike.payments.Money;

/// What the store put into the bag for one line.
///
/// @param line number of the order's line
/// @param sku the line's, or the substitute's
/// @param quantity 0 if dropped
/// @param unitPrice what the buyer pays for one; never more than was ordered
/// @param storeUnitPrice what the store gets for one
public record Filled(int line, Outcome outcome, String sku, int quantity, Money unitPrice, Money storeUnitPrice) {

    public enum Outcome {
        AS_ORDERED,
        SUBSTITUTED,
        REDUCED,
        DROPPED
    }

    public Money total() {
        return unitPrice.times(quantity);
    }

    public Money storeTotal() {
        return storeUnitPrice.times(quantity);
    }
}
