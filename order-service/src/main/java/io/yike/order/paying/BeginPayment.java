package io.yike.order.paying;

import io.yike.kit.deadline.Deadlines;
import io.yike.order.OrderSettings;
import io.yike.order.paying.domain.Payment;
import io.yike.order.paying.domain.PaymentMethod;
import io.yike.order.paying.domain.PaymentState;
import io.yike.payments.Money;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Writes down, in the transaction that places the order, that its money is to be authorised. The authorising
/// itself is a step after the commit: a provider is never asked for an order that might not exist, and a crash
/// between the two leaves the step due.
@Component
public class BeginPayment {

    private final Payments payments;
    private final Deadlines deadlines;
    private final OrderSettings settings;

    BeginPayment(Payments payments, Deadlines deadlines, OrderSettings settings) {
        this.payments = payments;
        this.deadlines = deadlines;
        this.settings = settings;
    }

    public void begin(UUID orderId, PaymentMethod method, Money amount, String token, Instant now) {
        Instant until = now.plus(settings.waits().authorisation());
        payments.add(new Payment(orderId, method, amount, new PaymentState.Pending(token, until), 0), now);
        deadlines.set(GiveUpOnAuthorisation.KIND, orderId.toString(), until);
    }
}
