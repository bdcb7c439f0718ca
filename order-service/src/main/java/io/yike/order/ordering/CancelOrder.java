package io.yike.order.ordering;

import io.yike.order.OrderSettings;
import io.yike.order.ordering.domain.Actor;
import io.yike.order.ordering.domain.CancelReason;
import io.yike.order.ordering.domain.CancelTerms;
import io.yike.order.ordering.domain.Decision;
import io.yike.order.ordering.domain.Fault;
import io.yike.order.ordering.domain.Order;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Calls an order off at the terms of its buyer. What is due is taken and the rest let go once this has been
/// committed.
@Component
public class CancelOrder {

    private final ChangeOrder changeOrder;
    private final OrderSettings settings;
    private final Clock clock;

    CancelOrder(ChangeOrder changeOrder, OrderSettings settings, Clock clock) {
        this.changeOrder = changeOrder;
        this.settings = settings;
        this.clock = clock;
    }

    /// Runs in the caller's transaction.
    public Optional<Decision> cancel(UUID orderId, CancelReason reason, Fault fault, Actor actor) {
        return changeOrder.change(
                orderId, order -> order.cancel(reason, fault, actor, termsFor(order), clock.instant()));
    }

    /// What holds for this order's buyer.
    CancelTerms termsFor(Order order) {
        OrderSettings.Cancelling cancelling =
                settings.termsFor(order.buyer().platformId()).cancelling();
        return new CancelTerms(cancelling.percentOfGoods(), cancelling.atMost());
    }
}
