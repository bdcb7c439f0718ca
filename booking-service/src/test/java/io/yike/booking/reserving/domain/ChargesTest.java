package io.yike.booking.reserving.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.booking.keeping.domain.Pricing;
import io.yike.payments.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChargesTest {

    private static final Instant START = Instant.parse("2026-11-26T10:00:00Z");
    private static final Duration LENGTH = Duration.ofMinutes(90);

    private static Money yuan(long amount) {
        return new Money(amount, "CNY");
    }

    private static Pricing pricing(long perBooking, long perHour, long deposit, Pricing.Refund... refunds) {
        return new Pricing(yuan(perBooking), yuan(perHour), yuan(deposit), List.of(refunds));
    }

    private static Pricing.Refund refund(int hours, int percent) {
        return new Pricing.Refund(Duration.ofHours(hours), percent);
    }

    private static Charges charges(Charges.Priced... lines) {
        return Charges.of(List.of(lines), LENGTH).orElseThrow();
    }

    @Test
    void addsUpWhatLinesCostByTheHourAndByTheBooking() {
        Charges charges =
                charges(new Charges.Priced(pricing(500, 333, 0), 1), new Charges.Priced(pricing(0, 100, 2000), 2));

        // 333 × 1.5 is 499.5, rounded half up.
        assertThat(charges.fee()).isEqualTo(yuan(500 + 500 + 2 * 150));
        assertThat(charges.deposit()).isEqualTo(yuan(4000));
    }

    @Test
    void givesBackLessTheLaterItIsCancelled() {
        Charges charges = charges(new Charges.Priced(pricing(2000, 0, 0, refund(24, 50), refund(48, 100)), 1));

        assertThat(charges.refundAt(START.minus(Duration.ofDays(2)), START)).isEqualTo(yuan(2000));
        assertThat(charges.refundAt(START.minus(Duration.ofDays(2)).plusMillis(1), START))
                .isEqualTo(yuan(1000));
        assertThat(charges.refundAt(START.minus(Duration.ofHours(24)), START)).isEqualTo(yuan(1000));
        assertThat(charges.refundAt(START.minus(Duration.ofHours(23)), START)).isEqualTo(yuan(0));
        assertThat(charges.changesAt(START.minus(Duration.ofHours(30)), START))
                .contains(START.minus(Duration.ofHours(24)));
        assertThat(charges.changesAt(START.minus(Duration.ofHours(3)), START)).isEmpty();
    }

    @Test
    void judgesEachLineByItsOwnTerms() {
        Charges charges = charges(
                new Charges.Priced(pricing(2000, 0, 0, refund(24, 50)), 1), new Charges.Priced(pricing(300, 0, 0), 1));

        assertThat(charges.refundAt(START.minus(Duration.ofHours(30)), START)).isEqualTo(yuan(1000 + 300));
        assertThat(charges.refundAt(START.minus(Duration.ofHours(2)), START)).isEqualTo(yuan(300));
    }

    @Test
    void isNothingWhereNothingCostsAnything() {
        assertThat(Charges.of(List.of(), LENGTH)).isEmpty();
        assertThat(Charges.of(List.of(new Charges.Priced(pricing(0, 0, 0), 1)), LENGTH))
                .isEmpty();
    }

    @Test
    void refusesTermsThatGiveMoreToTheLate() {
        assertThat(pricing(0, 0, 0, refund(48, 50), refund(24, 80)).isConsistent())
                .isFalse();
        assertThat(pricing(0, 0, 0, refund(24, 50), refund(24, 50)).isConsistent())
                .isFalse();
        assertThat(pricing(0, 0, 0, refund(24, 50), refund(48, 50)).isConsistent())
                .isTrue();
    }
}
