package io.yike.booking.reserving.domain;

import io.yike.booking.keeping.domain.Pricing;
import io.yike.payments.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a booking costs, and what of it goes back on cancelling: as it was when it was booked.
///
/// @param refunds longest before first; whoever cancels later than the last has nothing back
public record Charges(Money fee, Money deposit, List<Tier> refunds) {

    /// So much goes back until so long before it begins.
    public record Tier(Duration untilBefore, Money refund) {}

    /// A line's price, for so many.
    public record Priced(Pricing pricing, int quantity) {}

    public Charges {
        refunds = List.copyOf(refunds);
    }

    /// Of all lines together; empty if nothing of it costs anything.
    public static Optional<Charges> of(List<Priced> lines, Duration length) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        Money none = Money.zero(lines.getFirst().pricing().deposit().currency());
        Money fee = none;
        Money deposit = none;
        for (Priced line : lines) {
            fee = fee.plus(line.pricing().fee(length).times(line.quantity()));
            deposit = deposit.plus(line.pricing().deposit().times(line.quantity()));
        }
        List<Duration> limits = new ArrayList<>(lines.stream()
                .flatMap(line -> line.pricing().refunds().stream())
                .map(Pricing.Refund::untilBefore)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList());
        if (lines.stream().anyMatch(line -> line.pricing().refunds().isEmpty()) && !limits.contains(Duration.ZERO)) {
            limits.add(Duration.ZERO);
        }
        List<Tier> tiers = limits.stream()
                .map(before -> new Tier(before, refund(lines, length, before, none)))
                .toList();
        return fee.isZero() && deposit.isZero() ? Optional.empty() : Optional.of(new Charges(fee, deposit, tiers));
    }

    private static Money refund(List<Priced> lines, Duration length, Duration before, Money none) {
        return lines.stream()
                .map(line -> line.pricing()
                        .fee(length)
                        .times(line.quantity())
                        .percent(line.pricing().percentBack(before)))
                .reduce(none, Money::plus);
    }

    /// What goes back of whoever cancels now.
    public Money refundAt(Instant now, Instant start) {
        return tierAt(now, start).map(Tier::refund).orElse(Money.zero(fee.currency()));
    }

    /// From when on less goes back than now; empty if nothing does anyway.
    public Optional<Instant> changesAt(Instant now, Instant start) {
        return tierAt(now, start).map(tier -> start.minus(tier.untilBefore()));
    }

    private Optional<Tier> tierAt(Instant now, Instant start) {
        return refunds.stream()
                .filter(tier -> !now.isAfter(start.minus(tier.untilBefore())))
                .findFirst();
    }
}
