package io.yike.order.ordering;

import io.yike.kit.id.Ids;
import io.yike.order.ordering.domain.Actor;
import io.yike.order.ordering.domain.Fault;
import io.yike.order.ordering.domain.Refund;
import io.yike.order.paying.RefundPayment;
import io.yike.order.paying.domain.RefundDecision;
import io.yike.payments.Money;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Gives the buyer money back that was taken for an order, whole or in part, because an operator decided so. Refused
/// when nothing is left of what was taken, while another refund is on its way, and for more than is left.
@Component
public class RefundOrder {

    private final Orders orders;
    private final Refunds refunds;
    private final RefundPayment refundPayment;
    private final Ids ids;
    private final Clock clock;

    RefundOrder(Orders orders, Refunds refunds, RefundPayment refundPayment, Ids ids, Clock clock) {
        this.orders = orders;
        this.refunds = refunds;
        this.refundPayment = refundPayment;
        this.ids = ids;
        this.clock = clock;
    }

    public sealed interface Outcome {
        record Begun(Refund refund) implements Outcome {}

        record Refused(RefundDecision.Why why) implements Outcome {}
    }

    /// Runs in the caller's transaction.
    ///
    /// @param wished null for all that is left
    /// @param fault who answers for it, and bears it
    public Outcome refund(UUID orderId, @Nullable Money wished, Refund.Reason reason, Fault fault, Actor operator) {
        var _ = orders.findLocked(orderId).orElseThrow();
        UUID id = ids.next();
        Instant now = clock.instant();
        return switch (refundPayment.refund(orderId, id, wished, now)) {
            case RefundDecision.Begun(var _, Money amount) -> {
                Refund refund =
                        new Refund(id, orderId, amount, reason, fault, operator, Refund.Status.PENDING, now, null);
                refunds.add(refund);
                yield new Outcome.Begun(refund);
            }
            case RefundDecision.Refused(RefundDecision.Why why) -> new Outcome.Refused(why);
        };
    }
}
