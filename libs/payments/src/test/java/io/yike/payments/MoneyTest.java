package io.yike.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MoneyTest {

    private static final Money TWELVE_YUAN = cny(1200);

    @Test
    void addsSubtractsAndMultiplies() {
        assertThat(TWELVE_YUAN.plus(cny(50))).isEqualTo(cny(1250));
        assertThat(TWELVE_YUAN.minus(cny(1250))).isEqualTo(cny(-50));
        assertThat(TWELVE_YUAN.times(3)).isEqualTo(cny(3600));
        assertThat(TWELVE_YUAN.negated()).isEqualTo(cny(-1200));
    }

    @Test
    void comparesWithinOneCurrency() {
        assertThat(TWELVE_YUAN.isGreaterThan(cny(1199))).isTrue();
        assertThat(TWELVE_YUAN.isGreaterThan(TWELVE_YUAN)).isFalse();
        assertThat(TWELVE_YUAN.isLessThan(cny(1201))).isTrue();
        assertThat(TWELVE_YUAN.min(cny(3))).isEqualTo(cny(3));
        assertThat(TWELVE_YUAN.max(cny(3))).isEqualTo(TWELVE_YUAN);
    }

    @Test
    void roundsAShareHalfUp() {
        assertThat(cny(1002).percent(20)).isEqualTo(cny(200));
        assertThat(cny(1003).percent(50)).isEqualTo(cny(502));
        assertThat(cny(3).percent(150)).isEqualTo(cny(5));
    }

    @Test
    void refusesToMixCurrencies() {
        Money dollars = new Money(1, "USD");

        assertThatIllegalArgumentException().isThrownBy(() -> TWELVE_YUAN.plus(dollars));
        assertThatIllegalArgumentException().isThrownBy(() -> TWELVE_YUAN.minus(dollars));
        assertThatIllegalArgumentException().isThrownBy(() -> TWELVE_YUAN.isGreaterThan(dollars));
    }

    @Test
    void refusesWhatIsNoCurrency() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(1, "cny"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(1, "YUAN"));
    }

    @Test
    void throwsRatherThanOverflow() {
        Money most = cny(Long.MAX_VALUE);

        assertThatThrownBy(() -> most.plus(cny(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> most.times(2)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> most.percent(101)).isInstanceOf(ArithmeticException.class);
    }

    private static Money cny(long fen) {
        return new Money(fen, "CNY");
    }
}
