package io.yike.store.routing.domain;

import io.yike.payments.Money;
import io.yike.store.routing.domain.PackedLine.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a store's acceptance makes of an offer's lines.
public sealed interface Packing {

    /// Within what the buyer permitted.
    record Packed(List<PackedLine> lines) implements Packing {

        public SortedMap<String, Integer> pieces() {
            SortedMap<String, Integer> pieces = new TreeMap<>();
            lines.stream()
                    .filter(line -> line.quantity() > 0)
                    .forEach(line -> pieces.merge(line.sku(), line.quantity(), Integer::sum));
            return pieces;
        }
    }

    /// Against the rules, or the buyer.
    ///
    /// @param change position of the change at fault
    record Refused(AnswerRefusal refusal, int change) implements Packing {}

    /// Lines that are not named are packed as ordered. A substitute must not cost more, at the store's price,
    /// than the buyer was to pay for the pieces it replaces.
    ///
    /// @param prices of substitutes, by SKU; one that is missing cannot be sold here, and nothing replaces itself
    static Packing of(List<OfferedLine> lines, List<LineChange> changes, Map<String, Money> prices) {
        Map<Integer, Integer> positions = new HashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            int line = changes.get(i).line();
            if (lines.stream().noneMatch(offered -> offered.line() == line) || positions.put(line, i) != null) {
                return new Refused(AnswerRefusal.LINE_UNKNOWN, i);
            }
        }
        List<PackedLine> packed = new ArrayList<>();
        for (OfferedLine line : lines) {
            Integer position = positions.get(line.line());
            if (position == null) {
                packed.add(PackedLine.whole(line));
                continue;
            }
            LineChange change = changes.get(position);
            boolean nothingIsMissing = change.quantity() == line.quantity();
            if (change.quantity() > line.quantity() || (nothingIsMissing && change.substitute() != null)) {
                return new Refused(AnswerRefusal.MORE_THAN_ORDERED, position);
            }
            if (nothingIsMissing) {
                packed.add(PackedLine.whole(line));
                continue;
            }
            if (!line.changeable()) {
                return new Refused(AnswerRefusal.CHANGE_NOT_PERMITTED, position);
            }
            if (change.quantity() > 0) {
                packed.add(new PackedLine(
                        line.line(), line.sku(), change.quantity(), Outcome.REDUCED, null, line.storeUnitPrice()));
            }
            if (change.substitute() == null) {
                if (change.quantity() == 0) {
                    packed.add(
                            new PackedLine(line.line(), line.sku(), 0, Outcome.DROPPED, null, line.storeUnitPrice()));
                }
                continue;
            }
            LineChange.Substitute substitute = change.substitute();
            Money price = prices.get(substitute.sku());
            if (price == null || substitute.sku().equals(line.sku())) {
                return new Refused(AnswerRefusal.SUBSTITUTE_NOT_SELLABLE, position);
            }
            Money replaced = line.buyerUnitPrice().times((long) line.quantity() - change.quantity());
            if (price.times(substitute.quantity()).isGreaterThan(replaced)) {
                return new Refused(AnswerRefusal.SUBSTITUTE_TOO_EXPENSIVE, position);
            }
            packed.add(new PackedLine(
                    line.line(), substitute.sku(), substitute.quantity(), Outcome.SUBSTITUTED, line.sku(), price));
        }
        return packed.stream().allMatch(line -> line.quantity() == 0)
                ? new Refused(AnswerRefusal.NOTHING_ACCEPTED, 0)
                : new Packed(List.copyOf(packed));
    }
}
