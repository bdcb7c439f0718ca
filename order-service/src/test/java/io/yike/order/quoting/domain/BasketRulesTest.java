package io.yike.order.quoting.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.order.quoting.domain.BasketRefusal.Rule;
import io.yike.order.quoting.domain.BasketRules.Verdict;
import io.yike.order.quoting.domain.BasketRules.Wish;
import io.yike.payments.Money;
import io.yike.travel.Coordinate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BasketRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Coordinate DOOR = new Coordinate(31.2304, 121.4737);
    private static final UUID STORE = UUID.fromString("01937f3c-0000-7000-8000-000000000001");
    private static final BasketRules RULES =
            new BasketRules("CNY", 100_000, Duration.ofDays(7), Duration.ofMinutes(10), Duration.ofHours(24));

    @Test
    void takesAPlainBasket() {
        assertThat(RULES.judge(wish(line("tea", 650)), NOW)).isInstanceOf(Verdict.Good.class);
    }

    @Test
    void refusesAnItemOnTwoLines() {
        assertThat(ruleOf(wish(line("tea", 650), line("tea", 650))))
                .isEqualTo(new BasketRefusal(Rule.DUPLICATE_SKU, "lines[1].sku"));
    }

    @Test
    void refusesAnotherCurrency() {
        BasketLine dollars = new BasketLine("tea", null, 1, new Money(100, "USD"), Substitution.ALLOWED);

        assertThat(ruleOf(wish(line("water", 200), dollars)))
                .isEqualTo(new BasketRefusal(Rule.CURRENCY_MISMATCH, "lines[1].unitPrice.currency"));
    }

    @Test
    void refusesTooMuchAndNothing() {
        assertThat(ruleOf(wish(line("gold", 100_001))).rule()).isEqualTo(Rule.AMOUNT_TOO_LARGE);
        assertThat(ruleOf(wish(line("gift", 0))).rule()).isEqualTo(Rule.NOTHING_TO_PAY);
    }

    @Test
    void wantsAStoreForCounterOrdersAndForNoOther() {
        assertThat(ruleOf(wish(Kind.COUNTER, null, DOOR, null, null)).rule()).isEqualTo(Rule.STORE_REQUIRED);
        assertThat(ruleOf(wish(Kind.ROUTED, STORE, DOOR, null, null)).rule()).isEqualTo(Rule.STORE_NOT_POSSIBLE);
    }

    @Test
    void wantsToKnowWhereTo() {
        assertThat(ruleOf(wish(Kind.ROUTED, null, null, null, null)).rule()).isEqualTo(Rule.DESTINATION_REQUIRED);
    }

    @Test
    void refusesWindowsThatCannotBeKept() {
        assertThat(ruleOf(windowed(-60, -30))).isEqualTo(new BasketRefusal(Rule.WINDOW_IN_THE_PAST, "window.end"));
        assertThat(ruleOf(windowed(60, 65)).rule()).isEqualTo(Rule.WINDOW_TOO_SHORT);
        assertThat(ruleOf(windowed(60, 30)).rule()).isEqualTo(Rule.WINDOW_TOO_SHORT);
        assertThat(ruleOf(windowed(-300, 9)).rule()).isEqualTo(Rule.WINDOW_TOO_SHORT);
        assertThat(ruleOf(windowed(60, 60 + 24 * 60 + 1)))
                .isEqualTo(new BasketRefusal(Rule.WINDOW_TOO_LONG, "window.start"));
        assertThat(ruleOf(windowed(-1_000_000_000, 60)).rule()).isEqualTo(Rule.WINDOW_TOO_LONG);
        assertThat(ruleOf(windowed(7 * 24 * 60, 7 * 24 * 60 + 30)).rule()).isEqualTo(Rule.WINDOW_TOO_FAR_AHEAD);
        assertThat(ruleOf(wish(Kind.COUNTER, STORE, DOOR, NOW.plusSeconds(60), NOW.plusSeconds(3600)))
                        .rule())
                .isEqualTo(Rule.WINDOW_NOT_POSSIBLE);
    }

    @Test
    void takesWindowsToTheVeryEdge() {
        assertThat(good(windowed(-30, 10)).window()).isNotNull();
        assertThat(good(windowed(60, 70)).window()).isNotNull();
        assertThat(good(windowed(60, 60 + 24 * 60)).window()).isNotNull();
        assertThat(good(windowed(7 * 24 * 60 - 30, 7 * 24 * 60)).window()).isNotNull();
    }

    @Test
    void holdsAQuoteForTheSameBasketOnly() {
        Basket quoted = good(wish(line("tea", 650), line("water", 200)));
        Basket otherOrder = good(wish(line("water", 200), line("tea", 650)));
        Basket dearer = good(wish(line("tea", 651), line("water", 200)));

        assertThat(quoted.asksForTheSameAs(otherOrder)).isTrue();
        assertThat(quoted.asksForTheSameAs(dearer)).isFalse();
    }

    private static Wish windowed(long startMinutes, long endMinutes) {
        return wish(
                Kind.ROUTED,
                null,
                DOOR,
                NOW.plus(Duration.ofMinutes(startMinutes)),
                NOW.plus(Duration.ofMinutes(endMinutes)));
    }

    private static Wish wish(
            Kind kind,
            @Nullable UUID store,
            @Nullable Coordinate destination,
            @Nullable Instant windowStart,
            @Nullable Instant windowEnd) {
        return new Wish(
                kind, Fulfilment.DELIVERY, store, List.of(line("tea", 650)), destination, windowStart, windowEnd);
    }

    private static Wish wish(BasketLine... lines) {
        return new Wish(Kind.ROUTED, Fulfilment.DELIVERY, null, List.of(lines), DOOR, null, null);
    }

    private static BasketLine line(String sku, long fen) {
        return new BasketLine(sku, null, 1, new Money(fen, "CNY"), Substitution.ALLOWED);
    }

    private static Basket good(Wish wish) {
        if (RULES.judge(wish, NOW) instanceof Verdict.Good(Basket basket)) {
            return basket;
        }
        throw new AssertionError("the basket is refused");
    }

    private static BasketRefusal ruleOf(Wish wish) {
        if (RULES.judge(wish, NOW) instanceof Verdict.Bad(BasketRefusal refusal)) {
            return refusal;
        }
        throw new AssertionError("the basket is not refused");
    }
}
