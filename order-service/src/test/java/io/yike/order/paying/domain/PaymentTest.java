package io.yike.order.paying.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yike.payments.Authorisation;
import io.yike.payments.Money;
import io.yike.payments.Movement;
import io.yike.payments.Standing;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PaymentTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant QUIET = NOW.plusSeconds(600);
    private static final Money TOTAL = new Money(2900, "CNY");
    private static final UUID REFUND = UUID.fromString("01937f3c-6f4e-7a10-8f6b-0f0f3d1c2b09");
    private static final Payment PENDING = new Payment(
            UUID.fromString("01937f3c-6f4e-7a10-8f6b-0f0f3d1c2b03"),
            PaymentMethod.PROVIDER,
            TOTAL,
            new PaymentState.Pending("tok", NOW.plusSeconds(60)),
            1);

    @Test
    void asksAgainWhileNobodyKnows() {
        Payment after = PENDING.authorisationAnswered(new Authorisation.Unknown("timeout"));

        assertThat(after.findStep()).contains(new PaymentStep.Authorise(TOTAL, "tok"));
    }

    @Test
    void takesTheFeeAndLetsGoOfTheRest() {
        Payment settled = authorised().settle(new Money(500, "CNY"), QUIET);

        assertThat(settled.findStep()).contains(new PaymentStep.Capture("auth", new Money(500, "CNY")));
    }

    @Test
    void letsGoOfAllWhenNothingIsDue() {
        Payment settled = authorised().settle(Money.zero("CNY"), QUIET);

        assertThat(settled.findStep()).contains(new PaymentStep.Release("auth"));
    }

    @Test
    void neverTakesMoreThanWasAuthorised() {
        assertThatThrownBy(() -> authorised().settle(new Money(2901, "CNY"), QUIET))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void letsGoOfAnAuthorisationThatComesLate() {
        Payment late = PENDING.giveUp(QUIET).authorisationAnswered(new Authorisation.Authorised("late"));

        assertThat(late.findStep()).contains(new PaymentStep.Release("late"));
    }

    @Test
    void looksUntilTheProviderHasBeenQuietForLongEnough() {
        Payment givenUp = PENDING.giveUp(QUIET);

        assertThat(givenUp.found(new Standing.Nothing(), NOW)).isEqualTo(givenUp);
        assertThat(givenUp.found(new Standing.Unknown("timeout"), QUIET)).isEqualTo(givenUp);
        assertThat(givenUp.found(new Standing.Nothing(), QUIET).state()).isEqualTo(new PaymentState.NeverHeld());
        assertThat(givenUp.found(new Standing.Held("held", TOTAL, Money.zero("CNY"), Money.zero("CNY"), false), NOW)
                        .findStep())
                .contains(new PaymentStep.Release("held"));
    }

    @Test
    void letsGoOfAnAuthorisationThatComesWhenNobodyExpectsItAnyMore() {
        Payment quiet = PENDING.giveUp(QUIET).found(new Standing.Nothing(), QUIET);

        assertThat(quiet.authorisationAnswered(new Authorisation.Authorised("late"))
                        .findStep())
                .contains(new PaymentStep.Release("late"));
        assertThat(quiet.authorisationAnswered(new Authorisation.Refused("card_expired")))
                .isEqualTo(quiet);
    }

    @Test
    void takesMoneyThatChangedHandsAfterTheEnd() {
        Money paid = new Money(2900, "CNY");
        Payment cash = atTheDoor().settle(Money.zero("CNY"), QUIET);
        Payment forgotten = cash.releaseAnswered(new Movement.Done());

        assertThat(cash.collect(paid).findStep()).contains(new PaymentStep.Capture("auth", paid));
        assertThat(forgotten.collect(paid).findStep()).contains(new PaymentStep.Capture("auth", paid));
        assertThatThrownBy(() -> authorised().collect(paid)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cash.collect(new Money(2901, "CNY"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void ignoresAnswersToStepsItNoLongerAsksFor() {
        Payment released = authorised().settle(Money.zero("CNY"), QUIET).releaseAnswered(new Movement.Done());

        assertThat(released.captureAnswered(new Movement.Done())).isEqualTo(released);
        assertThat(released.authorisationAnswered(new Authorisation.Authorised("again")))
                .isEqualTo(released);
    }

    @Test
    void givesBackPartsUntilNothingIsLeft() {
        Payment captured = authorised().settle(TOTAL, QUIET).captureAnswered(new Movement.Done());
        Payment first = begun(captured.refund(REFUND, new Money(900, "CNY")));
        Payment afterFirst = first.refundAnswered(REFUND, new Movement.Done());
        Payment rest = begun(afterFirst.refund(REFUND, null));
        Payment afterRest = rest.refundAnswered(REFUND, new Movement.Done());

        assertThat(first.findStep()).contains(new PaymentStep.Refund(REFUND, "auth", new Money(900, "CNY")));
        assertThat(first.refund(UUID.randomUUID(), null))
                .isEqualTo(new RefundDecision.Refused(RefundDecision.Why.REFUND_IN_PROGRESS));
        assertThat(afterFirst.refund(REFUND, new Money(2001, "CNY")))
                .isEqualTo(new RefundDecision.Refused(RefundDecision.Why.REFUND_TOO_LARGE));
        assertThat(afterFirst.refund(REFUND, new Money(1, "USD")))
                .isEqualTo(new RefundDecision.Refused(RefundDecision.Why.CURRENCY_MISMATCH));
        assertThat(rest.findStep()).contains(new PaymentStep.Refund(REFUND, "auth", new Money(2000, "CNY")));
        assertThat(afterRest.state()).isEqualTo(new PaymentState.Captured("auth", TOTAL, TOTAL));
        assertThat(afterRest.refund(REFUND, null))
                .isEqualTo(new RefundDecision.Refused(RefundDecision.Why.NOTHING_TO_REFUND));
    }

    @Test
    void knowsNothingOfARefundThatWasRefusedAndAsksAgainForOneWithoutAnswer() {
        Payment captured = authorised().settle(TOTAL, QUIET).captureAnswered(new Movement.Done());
        Payment refunding = begun(captured.refund(REFUND, null));

        assertThat(refunding.refundAnswered(REFUND, new Movement.Refused("no")).state())
                .isEqualTo(captured.state());
        assertThat(refunding.refundAnswered(REFUND, new Movement.Unknown("timeout")))
                .isEqualTo(refunding);
        assertThat(refunding.refundAnswered(UUID.randomUUID(), new Movement.Done()))
                .isEqualTo(refunding);
    }

    @Test
    void givesNothingBackThatWasNeverTaken() {
        assertThat(authorised().refund(REFUND, null))
                .isEqualTo(new RefundDecision.Refused(RefundDecision.Why.NOTHING_TO_REFUND));
    }

    private static Payment begun(RefundDecision decision) {
        return ((RefundDecision.Begun) decision).payment();
    }

    private static Payment authorised() {
        return PENDING.authorisationAnswered(new Authorisation.Authorised("auth"));
    }

    private static Payment atTheDoor() {
        return new Payment(
                PENDING.orderId(), PaymentMethod.CASH, TOTAL, new PaymentState.Authorised("auth"), PENDING.attempts());
    }
}
