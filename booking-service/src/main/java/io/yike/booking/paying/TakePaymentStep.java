package io.yike.booking.paying;

import io.yike.booking.paying.domain.Method;
import io.yike.booking.paying.domain.Payment;
import io.yike.payments.PaymentProvider;
import io.yike.payments.PaymentState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Asks whoever moves the money for the step that a payment is due, outside any transaction, and writes down
/// the
/// answer in one. Steps have their effect once per payment at the provider, so an answer that was lost is asked
/// for
/// again.
@Component
public class TakePaymentStep {

    private static final Logger log = LoggerFactory.getLogger(TakePaymentStep.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Payments payments;
    private final Function<Method, PaymentProvider> providers;
    private final PaymentOutcomes outcomes;
    private final TransactionTemplate transaction;
    private final Clock clock;

    TakePaymentStep(
            Payments payments,
            Function<Method, PaymentProvider> providers,
            PaymentOutcomes outcomes,
            TransactionTemplate transaction,
            Clock clock) {
        this.payments = payments;
        this.providers = providers;
        this.outcomes = outcomes;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Takes the step that is due.
    ///
    /// @param leased as [Payments#lease] gave it
    public void take(Payment leased) {
        UnaryOperator<PaymentState> answer = leased.findStep()
                .orElseThrow()
                .take(providers.apply(leased.method()), leased.id().toString(), clock);
        record(leased, answer);
    }

    private void record(Payment leased, UnaryOperator<PaymentState> answer) {
        transaction.executeWithoutResult(_ -> {
            Instant now = clock.instant();
            outcomes.lock(leased.bookingId());
            Payment before = payments.lock(leased.id());
            Payment after = before.answered(answer);
            boolean moved = !after.state().equals(before.state());
            payments.save(after, moved ? now : now.plus(pauseAfter(leased.attempts())));
            if (moved) {
                tell(after, now);
            } else {
                log.info("Payment {} has no answer yet, attempt {}", leased.id(), leased.attempts());
            }
        });
    }

    private void tell(Payment payment, Instant now) {
        switch (payment.state()) {
            case PaymentState.Authorised _ -> outcomes.authorised(payment, now);
            case PaymentState.Refused _ -> outcomes.refused(payment, now);
            case PaymentState.Captured _ -> outcomes.captured(payment, now);
            case PaymentState.CaptureRefused refused -> {
                log.error("The provider refuses to pay for booking {}: {}", payment.bookingId(), refused.reason());
                outcomes.captureRefused(payment, now);
            }
            case PaymentState.Pending _,
                    PaymentState.Capturing _,
                    PaymentState.Doubtful _,
                    PaymentState.Releasing _,
                    PaymentState.Released _,
                    PaymentState.NeverHeld _ -> {
                // Another step is due, or the resident never parted with anything: there is nothing to tell.
            }
        }
    }

    private static Duration pauseAfter(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
