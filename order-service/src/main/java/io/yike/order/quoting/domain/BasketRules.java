package io.yike.order.quoting.domain;

import io.yike.payments.Money;
import io.yike.travel.Coordinate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a basket must keep to.
///
/// @param currency the city's; prices in another are refused, as fees could not be added
/// @param largestTotal goods above it are refused
/// @param furthestWindow how far ahead a window may end
/// @param shortestWindow how much of a window must lie ahead at least
/// @param longestWindow from its start to its end
public record BasketRules(
        String currency, long largestTotal, Duration furthestWindow, Duration shortestWindow, Duration longestWindow) {

    /// What somebody asked for, before the rules have been applied.
    public record Wish(
            Kind kind,
            Fulfilment fulfilment,
            @Nullable UUID storeId,
            List<BasketLine> lines,
            @Nullable Coordinate destination,
            @Nullable Instant windowStart,
            @Nullable Instant windowEnd) {

        public Wish {
            lines = List.copyOf(lines);
        }
    }

    /// A basket, or the first rule that forbids it.
    public sealed interface Verdict {
        record Good(Basket basket) implements Verdict {}

        record Bad(BasketRefusal refusal) implements Verdict {}
    }

    public Verdict judge(Wish wish, Instant now) {
        BasketRefusal refusal = refusal(wish, now);
        if (refusal != null) {
            return new Verdict.Bad(refusal);
        }
        Window window = wish.windowStart() == null || wish.windowEnd() == null
                ? null
                : new Window(wish.windowStart(), wish.windowEnd());
        return new Verdict.Good(
                new Basket(wish.kind(), wish.fulfilment(), wish.storeId(), wish.lines(), wish.destination(), window));
    }

    private @Nullable BasketRefusal refusal(Wish wish, Instant now) {
        BasketRefusal refusal = linesRefusal(wish.lines());
        if (refusal == null) {
            refusal = placeRefusal(wish);
        }
        return refusal == null ? windowRefusal(wish, now) : refusal;
    }

    private @Nullable BasketRefusal linesRefusal(List<BasketLine> lines) {
        Set<String> skus = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            BasketLine line = lines.get(i);
            if (!skus.add(line.sku())) {
                return new BasketRefusal(BasketRefusal.Rule.DUPLICATE_SKU, "lines[" + i + "].sku");
            }
            if (!line.unitPrice().currency().equals(currency)) {
                return new BasketRefusal(BasketRefusal.Rule.CURRENCY_MISMATCH, "lines[" + i + "].unitPrice.currency");
            }
        }
        Money total = lines.stream().map(BasketLine::total).reduce(Money.zero(currency), Money::plus);
        if (total.amount() > largestTotal) {
            return new BasketRefusal(BasketRefusal.Rule.AMOUNT_TOO_LARGE, "lines");
        }
        return total.isPositive() ? null : new BasketRefusal(BasketRefusal.Rule.NOTHING_TO_PAY, "lines");
    }

    private static @Nullable BasketRefusal placeRefusal(Wish wish) {
        boolean counter = wish.kind() == Kind.COUNTER;
        if (counter && wish.storeId() == null) {
            return new BasketRefusal(BasketRefusal.Rule.STORE_REQUIRED, "storeId");
        }
        if (!counter && wish.storeId() != null) {
            return new BasketRefusal(BasketRefusal.Rule.STORE_NOT_POSSIBLE, "storeId");
        }
        boolean fetchedAtTheCounter = counter && wish.fulfilment() == Fulfilment.PICKUP;
        if (wish.destination() == null && !fetchedAtTheCounter) {
            return new BasketRefusal(BasketRefusal.Rule.DESTINATION_REQUIRED, "destination");
        }
        return null;
    }

    private @Nullable BasketRefusal windowRefusal(Wish wish, Instant now) {
        Instant start = wish.windowStart();
        Instant end = wish.windowEnd();
        if (start == null || end == null) {
            return null;
        }
        if (wish.kind() == Kind.COUNTER) {
            return new BasketRefusal(BasketRefusal.Rule.WINDOW_NOT_POSSIBLE, "window");
        }
        if (!end.isAfter(now)) {
            return new BasketRefusal(BasketRefusal.Rule.WINDOW_IN_THE_PAST, "window.end");
        }
        if (end.isAfter(now.plus(furthestWindow))) {
            return new BasketRefusal(BasketRefusal.Rule.WINDOW_TOO_FAR_AHEAD, "window.end");
        }
        Instant from = start.isAfter(now) ? start : now;
        if (from.plus(shortestWindow).isAfter(end)) {
            return new BasketRefusal(BasketRefusal.Rule.WINDOW_TOO_SHORT, "window.end");
        }
        if (end.isAfter(start.plus(longestWindow))) {
            return new BasketRefusal(BasketRefusal.Rule.WINDOW_TOO_LONG, "window.start");
        }
        return null;
    }
}
