package io.yike.booking.keeping.domain;

import io.yike.payments.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// What a resource costs; all amounts are of one currency.
///
/// @param deposit held until it is back as it was
/// @param refunds what goes back of the fee on cancelling, longest before first; if there are none, all of it
public record Pricing(Money perBooking, Money perHour, Money deposit, List<Refund> refunds) {

    private static final int MINUTES_PER_HOUR = 60;

    /// So many percent go back until so long before a booking begins.
    public record Refund(Duration untilBefore, int percent) {}

    public Pricing {
        refunds = refunds.stream()
                .sorted(Comparator.comparing(Refund::untilBefore).reversed())
                .toList();
    }

    /// Whether who cancels later never gets more, and no limit stands there twice.
    public boolean isConsistent() {
        for (int i = 1; i < refunds.size(); i++) {
            if (refunds.get(i).percent() > refunds.get(i - 1).percent()
                    || refunds.get(i).untilBefore().equals(refunds.get(i - 1).untilBefore())) {
                return false;
            }
        }
        return true;
    }

    /// For one of it, so long; a part of an hour costs its part, rounded half up.
    public Money fee(Duration length) {
        long hourly = BigDecimal.valueOf(perHour.amount())
                .multiply(BigDecimal.valueOf(length.toMinutes()))
                .divide(BigDecimal.valueOf(MINUTES_PER_HOUR), 0, RoundingMode.HALF_UP)
                .longValueExact();
        return perBooking.plus(new Money(hourly, perHour.currency()));
    }

    /// What goes back of whoever cancels so long before it begins.
    public int percentBack(Duration before) {
        return refunds.isEmpty()
                ? 100
                : refunds.stream()
                        .filter(refund -> refund.untilBefore().compareTo(before) <= 0)
                        .findFirst()
                        .map(Refund::percent)
                        .orElse(0);
    }
}
