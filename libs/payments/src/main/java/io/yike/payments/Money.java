package io.yike.payments;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/// An amount in minor units of a currency. Sums that leave the range of `long` and sums over two currencies are bugs
/// and throw.
///
/// @param amount minor units (fen for CNY); negative where money flows the other way
/// @param currency ISO 4217, three capital letters
public record Money(long amount, String currency) implements Comparable<Money> {

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    public Money {
        if (!CURRENCY.matcher(currency).matches()) {
            throw new IllegalArgumentException("currency must be three capital letters, not " + currency);
        }
    }

    public static Money zero(String currency) {
        return new Money(0, currency);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(amount, sameCurrency(other).amount), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(amount, sameCurrency(other).amount), currency);
    }

    public Money times(long factor) {
        return new Money(Math.multiplyExact(amount, factor), currency);
    }

    /// So many hundredths of this amount, rounded half up to a whole minor unit.
    public Money percent(long percent) {
        BigDecimal share =
                BigDecimal.valueOf(amount).multiply(BigDecimal.valueOf(percent)).movePointLeft(2);
        return new Money(share.setScale(0, RoundingMode.HALF_UP).longValueExact(), currency);
    }

    public Money negated() {
        return new Money(Math.negateExact(amount), currency);
    }

    public Money min(Money other) {
        return isGreaterThan(other) ? other : this;
    }

    public Money max(Money other) {
        return other.isGreaterThan(this) ? other : this;
    }

    public boolean isGreaterThan(Money other) {
        return compareTo(other) > 0;
    }

    public boolean isLessThan(Money other) {
        return compareTo(other) < 0;
    }

    public boolean isZero() {
        return amount == 0;
    }

    public boolean isPositive() {
        return amount > 0;
    }

    public boolean isNegative() {
        return amount < 0;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(amount, sameCurrency(other).amount);
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(currency + " and " + other.currency + " do not add up");
        }
        return other;
    }
}
