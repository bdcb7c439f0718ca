package io.yike.order.paying;

import io.yike.kit.deadline.DeadlineHandler;
import io.yike.order.OrderSettings;
import io.yike.order.paying.domain.Payment;
import io.yike.order.paying.domain.PaymentState;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Counts a provider's silence as a refusal. An authorisation that turns up later is released.
@Component
class GiveUpOnAuthorisation implements DeadlineHandler {

    static final String KIND = "payment-authorisation";

    private final Payments payments;
    private final PaymentOutcomes outcomes;
    private final OrderSettings settings;

    GiveUpOnAuthorisation(Payments payments, PaymentOutcomes outcomes, OrderSettings settings) {
        this.payments = payments;
        this.outcomes = outcomes;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void on(String id, Instant now) {
        UUID orderId = UUID.fromString(id);
        outcomes.lock(orderId);
        Payment payment = payments.lock(orderId);
        if (payment.state() instanceof PaymentState.Pending) {
            payments.save(payment.giveUp(now.plus(settings.waits().lateAuthorisation())), now);
            outcomes.refused(payment.orderId(), now);
        }
    }
}
