package io.yike.recycling.pickups.domain;

import io.yike.payments.Money;
import java.util.List;

/// What a pickup costs, and brings.
///
/// @param carrying what carrying costs, in the price
public record Quote(List<Line> lines, Money carrying, Money price, Money credit) {

    public Quote {
        lines = List.copyOf(lines);
    }

    /// Of these lines.
    public static Quote of(List<Line> lines, Standing standing, Carrying rules) {
        Money none = Money.zero(rules.perFloor().currency());
        Money carrying =
                rules.perFloor().times(standing.floorsToCarry()).plus(standing.assisted() ? rules.assisted() : none);
        Money price = lines.stream().map(Line::price).reduce(carrying, Money::plus);
        Money credit = lines.stream().map(Line::credit).reduce(none, Money::plus);
        return new Quote(lines, carrying, price, credit);
    }

    /// What carrying costs.
    ///
    /// @param perFloor without a lift
    /// @param assisted where the resident cannot help
    public record Carrying(Money perFloor, Money assisted) {}

    public long litres() {
        return lines.stream().mapToLong(Line::litres).sum();
    }

    public long grams() {
        return lines.stream().mapToLong(Line::grams).sum();
    }
}
