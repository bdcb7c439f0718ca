package io.yike.order.paying;

import io.yike.order.paying.domain.RefundDecision;
import io.yike.payments.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Writes down, in the transaction of the decision, that the buyer gets money back. Moving it is a step after the
/// commit, tried until it has taken effect.
@Component
public class RefundPayment {

    private final Payments payments;

    RefundPayment(Payments payments) {
        this.payments = payments;
    }

    /// The caller has the order's lock.
    ///
    /// @param wished null for all that is left
    public RefundDecision refund(UUID orderId, UUID refundId, @Nullable Money wished, Instant now) {
        RefundDecision decision = payments.lock(orderId).refund(refundId, wished);
        if (decision instanceof RefundDecision.Begun begun) {
            payments.save(begun.payment(), now);
        }
        return decision;
    }
}
