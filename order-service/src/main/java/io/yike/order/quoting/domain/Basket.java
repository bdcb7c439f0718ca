package io.yike.order.quoting.domain;

import io.yike.payments.Money;
import io.yike.travel.Coordinate;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is wanted, where and when; the same for a quote and for the order that names it. Made by [BasketRules],
/// so every basket there is keeps the rules.
///
/// @param storeId the store of a counter order, else null
/// @param destination where the goods go, or where the resident who fetches them is; null only for counter pickups
/// @param window null for as soon as possible
public record Basket(
        Kind kind,
        Fulfilment fulfilment,
        @Nullable UUID storeId,
        List<BasketLine> lines,
        @Nullable Coordinate destination,
        @Nullable Window window) {

    public Basket {
        lines = List.copyOf(lines);
        if ((kind == Kind.COUNTER) != (storeId != null)) {
            throw new IllegalArgumentException("a counter order names its store, no other does");
        }
    }

    /// What the lines cost together.
    public Money goodsTotal() {
        return lines.stream().map(BasketLine::total).reduce(Money::plus).orElseThrow();
    }

    /// Whether the other basket asks for the same, so that a quote for one holds for the other. What may be
    /// substituted and what a line is called changes neither price nor promise.
    public boolean asksForTheSameAs(Basket other) {
        return withoutWords().equals(other.withoutWords());
    }

    private Basket withoutWords() {
        List<BasketLine> bare = lines.stream()
                .map(line -> new BasketLine(line.sku(), null, line.quantity(), line.unitPrice(), Substitution.ALLOWED))
                .sorted(Comparator.comparing(BasketLine::sku))
                .toList();
        return new Basket(kind, fulfilment, storeId, bare, destination, window);
    }
}
