package io.yike.payments.steps;

import io.yike.payments.HeldPayment;
import io.yike.payments.PaymentProvider;
import io.yike.payments.PaymentState;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// Asks whoever moves the money for the step that a payment is due, outside any transaction, and writes down the
/// answer in one. Steps have their effect once per payment at the provider, so an answer that was lost is asked for
/// again.
public final class TakePaymentStep<P extends HeldPayment<P>> {

    private static final Logger log = LoggerFactory.getLogger(TakePaymentStep.class);

    private final Payments<P> payments;
    private final Function<? super P, PaymentProvider> providers;
    private final PaymentOutcomes<P> outcomes;
    private final TransactionTemplate transaction;
    private final Clock clock;

    /// @param providers whoever moves the money of a payment
    public TakePaymentStep(
            Payments<P> payments,
            Function<? super P, PaymentProvider> providers,
            PaymentOutcomes<P> outcomes,
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
    public void take(P leased) {
        UnaryOperator<PaymentState> answer = leased.findStep()
                .orElseThrow()
                .take(providers.apply(leased), leased.id().toString(), clock);
        transaction.executeWithoutResult(_ -> record(leased, answer));
    }

    private void record(P leased, UnaryOperator<PaymentState> answer) {
        Instant now = clock.instant();
        outcomes.lock(leased.subjectId());
        P before = payments.lock(leased.id());
        P after = before.answered(answer);
        if (after.equals(before)) {
            payments.save(before, now.plus(StepPauses.after(leased.attempts())));
            log.info("Payment {} has no answer yet, attempt {}", leased.id(), leased.attempts());
        } else {
            payments.save(after, now);
            tell(after, now);
        }
    }

    private void tell(P payment, Instant now) {
        switch (payment.state()) {
            case PaymentState.Authorised _ -> outcomes.authorised(payment, now);
            case PaymentState.Refused _ -> outcomes.refused(payment, now);
            case PaymentState.Captured _ -> outcomes.captured(payment, now);
            case PaymentState.CaptureRefused refused -> {
                log.error("The provider refuses to pay for {}: {}", payment.subjectId(), refused.reason());
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
}
