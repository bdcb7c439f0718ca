package io.yike.order.ordering.domain;

import io.yike.order.quoting.domain.BasketLine;
import io.yike.order.quoting.domain.Substitution;
import io.yike.payments.Money;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Holds a store's answer against what the buyer permitted. A line that may not be changed comes as ordered; one
/// that may be is substituted, reduced or dropped, but at least one piece remains. The buyer never pays more for a
/// line than was ordered, and no more for a substitute than the store asks.
final class PartialAccept {

    sealed interface Verdict {
        record Permitted(List<Filled> lines) implements Verdict {}

        record Forbidden(String why) implements Verdict {}
    }

    private PartialAccept() {}

    static Verdict judge(List<Line> ordered, List<StoreAnswer.Line> answered, boolean atStorePrices) {
        Map<Integer, StoreAnswer.Line> byNumber = new HashMap<>();
        for (StoreAnswer.Line line : answered) {
            if (byNumber.put(line.line(), line) != null) {
                return new Verdict.Forbidden("line " + line.line() + " answered twice");
            }
        }
        List<Filled> filled = new ArrayList<>();
        for (Line line : ordered) {
            StoreAnswer.Line answer = byNumber.remove(line.number());
            if (answer == null) {
                return new Verdict.Forbidden("line " + line.number() + " not answered");
            }
            if (!permits(line.item(), answer)) {
                return new Verdict.Forbidden("line " + line.number() + " " + answer.outcome() + " against the order");
            }
            filled.add(new Filled(
                    line.number(),
                    answer.outcome(),
                    answer.sku(),
                    answer.quantity(),
                    buyerPrice(line.item(), answer, atStorePrices),
                    answer.storeUnitPrice()));
        }
        if (!byNumber.isEmpty()) {
            return new Verdict.Forbidden("lines " + byNumber.keySet() + " were not ordered");
        }
        return filled.stream().allMatch(line -> line.quantity() == 0)
                ? new Verdict.Forbidden("nothing is left")
                : new Verdict.Permitted(filled);
    }

    private static boolean permits(BasketLine item, StoreAnswer.Line answer) {
        boolean sameItem = answer.sku().equals(item.sku());
        boolean fewer = answer.quantity() > 0 && answer.quantity() < item.quantity();
        boolean mayChange = item.substitution() == Substitution.ALLOWED;
        return switch (answer.outcome()) {
            case AS_ORDERED -> sameItem && answer.quantity() == item.quantity();
            case SUBSTITUTED -> mayChange && !sameItem && answer.quantity() > 0 && answer.quantity() <= item.quantity();
            case REDUCED -> mayChange && sameItem && fewer;
            case DROPPED -> mayChange && answer.quantity() == 0;
        };
    }

    private static Money buyerPrice(BasketLine item, StoreAnswer.Line answer, boolean atStorePrices) {
        boolean storePriceCounts = atStorePrices || answer.outcome() == Filled.Outcome.SUBSTITUTED;
        return storePriceCounts ? item.unitPrice().min(answer.storeUnitPrice()) : item.unitPrice();
    }
}
