package io.yike.order.quoting.domain;

import io.yike.payments.Money;
import org.jspecify.annotations.Nullable;

/// One item of a basket.
///
/// @param name for people to read, if the buyer gave one
/// @param unitPrice what the buyer pays for one
public record BasketLine(String sku, @Nullable String name, int quantity, Money unitPrice, Substitution substitution) {

    public BasketLine {
        if (quantity < 1) {
            throw new IllegalArgumentException("quantity must be at least 1, not " + quantity);
        }
    }

    public Money total() {
        return unitPrice.times(quantity);
    }
}
