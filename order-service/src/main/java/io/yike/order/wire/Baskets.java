package io.yike.order.wire;

import io.yike.contracts.order.model.GeoPoint;
import io.yike.contracts.order.model.TimeWindow;
import io.yike.kit.problem.ProblemException;
import io.yike.order.quoting.domain.Basket;
import io.yike.order.quoting.domain.BasketLine;
import io.yike.order.quoting.domain.BasketRefusal;
import io.yike.order.quoting.domain.BasketRules.Verdict;
import io.yike.order.quoting.domain.BasketRules.Wish;
import io.yike.order.quoting.domain.Fulfilment;
import io.yike.order.quoting.domain.Kind;
import io.yike.order.quoting.domain.Substitution;
import io.yike.payments.Money;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Baskets as requests carry them, and the answer to one that a rule forbids.
public final class Baskets {

    private Baskets() {}

    public static Wish wish(
            io.yike.contracts.order.model.@Nullable Kind kind,
            io.yike.contracts.order.model.Fulfilment fulfilment,
            @Nullable UUID storeId,
            List<io.yike.contracts.order.model.BasketLine> lines,
            @Nullable GeoPoint destination,
            @Nullable TimeWindow window) {
        return new Wish(
                kind == null ? Kind.ROUTED : Wire.constant(Kind.class, kind.getValue()),
                Wire.constant(Fulfilment.class, fulfilment.getValue()),
                storeId,
                lines.stream().map(Baskets::line).toList(),
                destination == null ? null : Wire.coordinate(destination),
                window == null ? null : window.getStart().toInstant(),
                window == null ? null : window.getEnd().toInstant());
    }

    private static BasketLine line(io.yike.contracts.order.model.BasketLine line) {
        var substitution = line.getSubstitution();
        return new BasketLine(
                line.getSku(),
                line.getName(),
                line.getQuantity(),
                new Money(line.getUnitPrice().getAmount(), line.getUnitPrice().getCurrency()),
                substitution == null
                        ? Substitution.ALLOWED
                        : Wire.constant(Substitution.class, substitution.getValue()));
    }

    /// The basket, if no rule forbids it.
    ///
    /// @throws ProblemException 422 with the rule's code if it is forbidden
    public static Basket accepted(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Good(Basket basket) -> basket;
            case Verdict.Bad(BasketRefusal refusal) ->
                throw Wire.refused(Wire.word(refusal.rule()), title(refusal.rule()), refusal.field());
        };
    }

    private static String title(BasketRefusal.Rule rule) {
        return switch (rule) {
            case DUPLICATE_SKU -> "An item stands on two lines";
            case CURRENCY_MISMATCH -> "The price is not in the city's currency";
            case AMOUNT_TOO_LARGE -> "The goods are worth too much";
            case NOTHING_TO_PAY -> "The goods cost nothing";
            case STORE_REQUIRED -> "A counter order names its store";
            case STORE_NOT_POSSIBLE -> "Only a counter order names its store";
            case DESTINATION_REQUIRED -> "Where to is missing";
            case WINDOW_NOT_POSSIBLE -> "A counter order is made at once";
            case WINDOW_IN_THE_PAST -> "The window has passed";
            case WINDOW_TOO_FAR_AHEAD -> "The window is too far ahead";
            case WINDOW_TOO_SHORT -> "The window is too short";
            case WINDOW_TOO_LONG -> "The window is too long";
        };
    }
}
