package io.yike.order.ordering.domain;

import io.yike.order.quoting.domain.BasketLine;
import io.yike.order.quoting.domain.Substitution;
import io.yike.payments.Money;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Holds a store's answer against what the buyer permitted. A line that may not be changed comes as ordered; one
/// that may be is substituted, reduced (with a substitute for what is missing, or without) or dropped, but at least
/// one piece remains. The buyer never pays more for a line than was ordered, and no more for a substitute than the
/// store asks.
final class PartialAccept {

    sealed interface Verdict {
        record Permitted(List<Filled> lines) implements Verdict {}

        record Forbidden(String why) implements Verdict {}
    }

    private PartialAccept() {}

    static Verdict judge(List<Line> ordered, List<StoreAnswer.Line> answered, boolean atStorePrices) {
        Map<Integer, List<StoreAnswer.Line>> byNumber = answered.stream()
                .collect(Collectors.groupingBy(StoreAnswer.Line::line, HashMap::new, Collectors.toList()));
        List<Filled> filled = new ArrayList<>();
        for (Line line : ordered) {
            List<StoreAnswer.Line> answers = byNumber.remove(line.number());
            if (answers == null) {
                return new Verdict.Forbidden("line " + line.number() + " not answered");
            }
            if (answers.size() > 1 && !isPartlySubstituted(answers)) {
                return new Verdict.Forbidden("line " + line.number() + " answered twice");
            }
            for (StoreAnswer.Line answer : answers) {
                if (!permits(line.item(), answer)) {
                    return new Verdict.Forbidden(
                            "line " + line.number() + " " + answer.outcome() + " against the order");
                }
            }
            List<Filled> ofLine = answers.stream()
                    .sorted(Comparator.comparing(answer -> answer.outcome() == Filled.Outcome.SUBSTITUTED))
                    .map(answer -> filled(line, answer, atStorePrices))
                    .toList();
            if (ofLine.stream()
                    .map(Filled::total)
                    .reduce(Money::plus)
                    .orElseThrow()
                    .isGreaterThan(line.item().total())) {
                return new Verdict.Forbidden("line " + line.number() + " costs more than was ordered");
            }
            filled.addAll(ofLine);
        }
        if (!byNumber.isEmpty()) {
            return new Verdict.Forbidden("lines " + byNumber.keySet() + " were not ordered");
        }
        return filled.stream().allMatch(line -> line.quantity() == 0)
                ? new Verdict.Forbidden("nothing is left")
                : new Verdict.Permitted(filled);
    }

    /// Fewer pieces than were ordered, and others in place of those that are missing.
    private static boolean isPartlySubstituted(List<StoreAnswer.Line> answers) {
        return answers.size() == 2
                && answers.stream()
                        .map(StoreAnswer.Line::outcome)
                        .collect(Collectors.toSet())
                        .equals(Set.of(Filled.Outcome.REDUCED, Filled.Outcome.SUBSTITUTED));
    }

    private static Filled filled(Line line, StoreAnswer.Line answer, boolean atStorePrices) {
        return new Filled(
                line.number(),
                answer.outcome(),
                answer.sku(),
                answer.quantity(),
                buyerPrice(line.item(), answer, atStorePrices),
                answer.storeUnitPrice());
    }

    private static boolean permits(BasketLine item, StoreAnswer.Line answer) {
        boolean sameItem = answer.sku().equals(item.sku());
        boolean fewer = answer.quantity() > 0 && answer.quantity() < item.quantity();
        boolean mayChange = item.substitution() == Substitution.ALLOWED;
        return switch (answer.outcome()) {
            case AS_ORDERED -> sameItem && answer.quantity() == item.quantity();
            case SUBSTITUTED -> mayChange && !sameItem && answer.quantity() > 0;
            case REDUCED -> mayChange && sameItem && fewer;
            case DROPPED -> mayChange && answer.quantity() == 0;
        };
    }

    private static Money buyerPrice(BasketLine item, StoreAnswer.Line answer, boolean atStorePrices) {
        boolean storePriceCounts = atStorePrices || answer.outcome() == Filled.Outcome.SUBSTITUTED;
        return storePriceCounts ? item.unitPrice().min(answer.storeUnitPrice()) : item.unitPrice();
    }
}
