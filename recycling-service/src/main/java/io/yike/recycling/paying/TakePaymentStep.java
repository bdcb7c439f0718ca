package io.yike.recycling.paying;

import io.yike.payments.PaymentProvider;
import io.yike.payments.PaymentState;
import io.yike.recycling.paying.domain.ProviderPayment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Asks the provider for the step that a payment is due, outside any transaction, and writes down the answer in one.
/// Steps have their effect once per payment at the provider, so an answer that was lost is asked for again.
@Component
public class TakePaymentStep {

    private static final Logger log = LoggerFactory.getLogger(TakePaymentStep.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final ProviderPayments payments;
    private final PaymentProvider provider;
    private final PaymentOutcomes outcomes;
    private final TransactionTemplate transaction;
    private final Clock clock;

    TakePaymentStep(
            ProviderPayments payments,
            PaymentProvider provider,
            PaymentOutcomes outcomes,
            TransactionTemplate transaction,
            Clock clock) {
        this.payments = payments;
        this.provider = provider;
        this.outcomes = outcomes;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Takes the step that is due.
    ///
    /// @param leased as [ProviderPayments#lease] gave it
    public void take(ProviderPayment leased) {
        UnaryOperator<PaymentState> answer =
                leased.findStep().orElseThrow().take(provider, leased.id().toString(), clock);
        transaction.executeWithoutResult(_ -> record(leased, answer));
    }

    private void record(ProviderPayment leased, UnaryOperator<PaymentState> answer) {
        Instant now = clock.instant();
        outcomes.lock(leased.pickupId());
        ProviderPayment before = payments.findLocked(leased.pickupId()).orElseThrow();
        ProviderPayment after = before.answered(answer);
        if (after.equals(before)) {
            payments.save(before, now.plus(pauseAfter(leased.attempts())));
            log.info("Payment {} has no answer yet, attempt {}", leased.id(), leased.attempts());
            return;
        }
        payments.save(after, now);
        switch (after.state()) {
            case PaymentState.Authorised _ -> outcomes.authorised(after, now);
            case PaymentState.Refused _ -> outcomes.refused(after, now);
            case PaymentState.Captured _ -> outcomes.captured(after, now);
            case PaymentState.CaptureRefused refused ->
                // Nothing came, so nothing is in the books; the payment says so, for an operator.
                log.error("The provider refuses to pay for pickup {}: {}", after.pickupId(), refused.reason());
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
