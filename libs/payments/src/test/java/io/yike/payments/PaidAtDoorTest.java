package io.yike.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaidAtDoorTest {

    private static final Money AMOUNT = new Money(2800, "CNY");

    static PaidAtDoor[] means() {
        return new PaidAtDoor[] {PaidAtDoor.cash(), PaidAtDoor.card()};
    }

    @ParameterizedTest
    @MethodSource("means")
    void everyStepSucceedsAtOnceAndAgain(PaidAtDoor means) {
        Authorisation first = means.authorise("order-1", AMOUNT, "");

        assertThat(means.authorise("order-1", AMOUNT, "")).isEqualTo(first);
        assertThat(first).isInstanceOfSatisfying(Authorisation.Authorised.class, authorised -> {
            String id = authorised.authorisationId();
            assertThat(means.capture("order-1", id, AMOUNT)).isEqualTo(new Movement.Done());
            assertThat(means.refund("order-1", "refund-7", id, AMOUNT)).isEqualTo(new Movement.Done());
            assertThat(means.release("order-1", id)).isEqualTo(new Movement.Done());
        });
        assertThat(means.find("order-1")).isEqualTo(new Standing.Nothing());
    }

    @ParameterizedTest
    @MethodSource("means")
    void refusesTheAuthorisationOfAnotherOrder(PaidAtDoor means) {
        assertThat(means.capture("order-1", "cash:order-2", AMOUNT))
                .isEqualTo(new Movement.Refused("authorization_not_found"));
    }

    @Test
    void takesNothingOrLessForABug() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PaidAtDoor.cash().authorise("order-1", Money.zero("CNY"), ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PaidAtDoor.cash().refund("order-1", "refund-7", "cash:order-1", AMOUNT.negated()));
    }
}
