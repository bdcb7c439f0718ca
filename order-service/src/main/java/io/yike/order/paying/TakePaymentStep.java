package io.yike.order.paying;

import io.yike.kit.deadline.Deadlines;
import io.yike.order.paying.domain.Payment;
import io.yike.order.paying.domain.PaymentMethod;
import io.yike.order.paying.domain.PaymentState;
import io.yike.order.paying.domain.PaymentStep;
import io.yike.payments.PaymentProvider;
import io.yike.payments.steps.StepPauses;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Asks whoever moves the money for the step that a payment is due, outside any transaction, and writes down the
/// answer in one. Steps have their effect once per order at the provider, so an answer that was lost is asked for
/// again.
@Component
public class TakePaymentStep {

    private static final Logger log = LoggerFactory.getLogger(TakePaymentStep.class);

    private final Payments payments;
    private final Function<PaymentMethod, PaymentProvider> providers;
    private final PaymentOutcomes outcomes;
    private final Deadlines deadlines;
    private final TransactionTemplate transaction;
    private final Clock clock;

    TakePaymentStep(
            Payments payments,
            Function<PaymentMethod, PaymentProvider> providers,
            PaymentOutcomes outcomes,
            Deadlines deadlines,
            TransactionTemplate transaction,
            Clock clock) {
        this.payments = payments;
        this.providers = providers;
        this.outcomes = outcomes;
        this.deadlines = deadlines;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Takes the step that is due.
    ///
    /// @param leased as [Payments#lease] gave it
    public void take(Payment leased) {
        PaymentProvider provider = providers.apply(leased.method());
        String reference = leased.orderId().toString();
        PaymentStep step = leased.findStep().orElseThrow();
        switch (step) {
            case PaymentStep.Authorise authorise -> {
                var answer = provider.authorise(reference, authorise.amount(), authorise.token());
                record(leased, payment -> payment.authorisationAnswered(answer));
            }
            case PaymentStep.Capture capture -> {
                var answer = provider.capture(reference, capture.authorisationId(), capture.amount());
                record(leased, payment -> payment.captureAnswered(answer));
            }
            case PaymentStep.Release release -> {
                var answer = provider.release(reference, release.authorisationId());
                record(leased, payment -> payment.releaseAnswered(answer));
            }
            case PaymentStep.Refund refund -> {
                var answer = provider.refund(
                        reference, refund.refundId().toString(), refund.authorisationId(), refund.amount());
                record(leased, payment -> payment.refundAnswered(refund.refundId(), answer));
            }
            case PaymentStep.Look _ -> {
                var standing = provider.find(reference);
                record(leased, payment -> payment.found(standing, clock.instant()));
            }
        }
    }

    private void record(Payment leased, UnaryOperator<Payment> answered) {
        transaction.executeWithoutResult(_ -> {
            Instant now = clock.instant();
            outcomes.lock(leased.orderId());
            Payment before = payments.lock(leased.orderId());
            Payment after = answered.apply(before);
            boolean moved = !after.state().equals(before.state());
            payments.save(after, moved ? now : now.plus(StepPauses.after(leased.attempts())));
            if (moved) {
                tell(before, after, now);
            } else {
                log.info("Payment step of order {} has no answer yet, attempt {}", leased.orderId(), leased.attempts());
            }
        });
    }

    private void tell(Payment before, Payment payment, Instant now) {
        UUID orderId = payment.orderId();
        switch (payment.state()) {
            case PaymentState.Authorised _ -> {
                deadlines.clear(GiveUpOnAuthorisation.KIND, orderId.toString());
                outcomes.authorised(orderId, now);
            }
            case PaymentState.Refused _ -> {
                deadlines.clear(GiveUpOnAuthorisation.KIND, orderId.toString());
                outcomes.refused(orderId, now);
            }
            case PaymentState.Captured captured -> {
                if (before.state() instanceof PaymentState.Refunding refunding) {
                    tellRefund(orderId, refunding, captured, now);
                } else {
                    outcomes.captured(orderId, captured.amount(), now);
                }
            }
            case PaymentState.CaptureRefused refused -> {
                log.error("The provider refuses to pay for order {}: {}", orderId, refused.reason());
                outcomes.captureRefused(orderId, refused.amount(), refused.reason(), now);
            }
            case PaymentState.Released _ -> outcomes.released(orderId, payment.amount(), now);
            case PaymentState.Pending _,
                    PaymentState.Capturing _,
                    PaymentState.Refunding _,
                    PaymentState.Doubtful _,
                    PaymentState.Releasing _,
                    PaymentState.NeverHeld _ -> {
                // Another step is due, or the buyer never parted with anything: there is nothing to tell.
            }
        }
    }

    private void tellRefund(UUID orderId, PaymentState.Refunding before, PaymentState.Captured after, Instant now) {
        if (after.refunded().equals(before.refunded())) {
            log.error("The provider refuses refund {} of order {}", before.refundId(), orderId);
            outcomes.refundRefused(orderId, before.refundId(), now);
        } else {
            outcomes.refunded(orderId, before.refundId(), now);
        }
    }
}
