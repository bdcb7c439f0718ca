package io.yike.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Money is held, and taken or let go, however late or often an answer comes.
class PaymentStateTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant QUIET = NOW.plusSeconds(3600);
    private static final Money TOTAL = new Money(2900, "CNY");
    private static final Money FEE = new Money(500, "CNY");
    private static final PaymentState PENDING = new PaymentState.Pending("tok");
    private static final PaymentState HELD = new PaymentState.Authorised("auth");
    private static final List<PaymentState> ENDS = List.of(
            new PaymentState.Refused("declined"),
            new PaymentState.Captured("auth", FEE),
            new PaymentState.CaptureRefused("auth", FEE, "gone"),
            new PaymentState.Released("auth"));

    @Test
    void asksAgainWhileNobodyKnows() {
        assertThat(PENDING.authorisationAnswered(new Authorisation.Unknown("timeout")))
                .isEqualTo(PENDING);
        assertThat(PENDING.findStep(TOTAL)).contains(new PaymentStep.Authorise(TOTAL, "tok"));
    }

    @Test
    void takesWhatIsDueAndLetsGoOfTheRest() {
        assertThat(HELD.settle(FEE, QUIET).findStep(TOTAL)).contains(new PaymentStep.Capture("auth", FEE));
        assertThat(HELD.settle(Money.zero("CNY"), QUIET).findStep(TOTAL)).contains(new PaymentStep.Release("auth"));
    }

    @Test
    void looksForAnAuthorisationThatMayStillTurnUpUntilItIsQuiet() {
        PaymentState doubtful = PENDING.settle(Money.zero("CNY"), QUIET);

        assertThat(doubtful.found(new Standing.Nothing(), NOW)).isEqualTo(doubtful);
        assertThat(doubtful.found(new Standing.Unknown("timeout"), QUIET)).isEqualTo(doubtful);
        assertThat(doubtful.found(new Standing.Nothing(), QUIET)).isEqualTo(new PaymentState.NeverHeld());
        assertThat(doubtful.found(new Standing.Refused("declined"), NOW))
                .isEqualTo(new PaymentState.Refused("declined"));
        assertThat(doubtful.found(held(false), NOW)).isEqualTo(new PaymentState.Releasing("late"));
        assertThat(doubtful.found(held(true), NOW)).isEqualTo(new PaymentState.Released("late"));
    }

    private static Standing held(boolean released) {
        return new Standing.Held("late", TOTAL, Money.zero("CNY"), Money.zero("CNY"), released);
    }

    @Test
    void letsGoOfAnAuthorisationThatComesAfterTheEnd() {
        Authorisation late = new Authorisation.Authorised("late");

        assertThat(new PaymentState.Doubtful(QUIET).authorisationAnswered(late))
                .isEqualTo(new PaymentState.Releasing("late"));
        assertThat(new PaymentState.NeverHeld().authorisationAnswered(late))
                .isEqualTo(new PaymentState.Releasing("late"));
    }

    @Test
    void staysWhereItEnded() {
        for (PaymentState end : ENDS) {
            assertThat(end.findStep(TOTAL)).isEmpty();
            assertThat(end.settle(FEE, QUIET)).isEqualTo(end);
            assertThat(end.authorisationAnswered(new Authorisation.Authorised("again")))
                    .isEqualTo(end);
            assertThat(end.captureAnswered(new Movement.Done())).isEqualTo(end);
            assertThat(end.releaseAnswered(new Movement.Done())).isEqualTo(end);
            assertThat(end.found(new Standing.Nothing(), QUIET)).isEqualTo(end);
        }
    }

    @Test
    void knowsWhetherAnotherTryWouldPayTwice() {
        assertThat(List.of(PENDING, HELD, new PaymentState.Capturing("auth", FEE), ENDS.get(1)))
                .allMatch(PaymentState::isAlive);
        assertThat(List.of(ENDS.getFirst(), new PaymentState.Doubtful(QUIET), new PaymentState.Releasing("auth")))
                .noneMatch(PaymentState::isAlive);
    }

    @Test
    void appliesAnAnswerToWhereThePaymentStandsByThen() {
        List<String> asked = new ArrayList<>();
        PaymentProvider slow = new PaymentProvider() {
            @Override
            public Authorisation authorise(String reference, Money amount, String token) {
                asked.add(reference + " " + amount.amount() + " " + token);
                return new Authorisation.Authorised("auth");
            }

            @Override
            public Movement capture(String reference, String authorisationId, Money amount) {
                return new Movement.Refused("gone");
            }

            @Override
            public Movement release(String reference, String authorisationId) {
                return new Movement.Refused("gone");
            }

            @Override
            public Movement refund(String reference, String refundId, String authorisationId, Money amount) {
                throw new IllegalStateException("nothing is refunded of what is held only");
            }

            @Override
            public Standing find(String reference) {
                return new Standing.Nothing();
            }
        };

        var answer = PENDING.findStep(TOTAL).orElseThrow().take(slow, "ref", Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(asked).containsExactly("ref 2900 tok");
        assertThat(answer.apply(PENDING)).isEqualTo(HELD);
        assertThat(answer.apply(PENDING.settle(FEE, QUIET))).isEqualTo(new PaymentState.Releasing("auth"));
        PaymentState capturing = HELD.settle(FEE, QUIET);
        assertThat(capturing
                        .findStep(TOTAL)
                        .orElseThrow()
                        .take(slow, "ref", Clock.fixed(NOW, ZoneOffset.UTC))
                        .apply(capturing))
                .isEqualTo(new PaymentState.CaptureRefused("auth", FEE, "gone"));
    }

    @Test
    void neverShowsAToken() {
        assertThat(PENDING.toString() + PENDING.findStep(TOTAL)).doesNotContain("tok");
    }
}
