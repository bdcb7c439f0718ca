package io.yike.order.paying;

import io.yike.kit.deadline.Deadlines;
import io.yike.order.OrderSettings;
import io.yike.order.paying.domain.Payment;
import io.yike.payments.Money;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Writes down, in the transaction that ends an order, what is to be taken of its money; the rest is let go. Taking
/// it is a step after the commit, tried until it has taken effect.
@Component
public class SettlePayment {

    private final Payments payments;
    private final Deadlines deadlines;
    private final OrderSettings settings;

    SettlePayment(Payments payments, Deadlines deadlines, OrderSettings settings) {
        this.payments = payments;
        this.deadlines = deadlines;
        this.settings = settings;
    }

    /// Settles at the end of an order.
    ///
    /// @param due what the buyer pays in the end, perhaps nothing
    public void settle(UUID orderId, Money due, Instant now) {
        Payment payment = payments.lock(orderId);
        payments.save(payment.settle(due, now.plus(settings.waits().lateAuthorisation())), now);
        deadlines.clear(GiveUpOnAuthorisation.KIND, orderId.toString());
    }

    /// Money changed hands with goods that had been called off.
    public void collect(UUID orderId, Money amount, Instant now) {
        payments.save(payments.lock(orderId).collect(amount), now);
    }
}
