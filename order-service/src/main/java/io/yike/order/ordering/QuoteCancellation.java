package io.yike.order.ordering;

import io.yike.order.ordering.domain.CancelQuote;
import io.yike.order.ordering.domain.Fault;
import io.yike.order.ordering.domain.Order;
import org.springframework.stereotype.Component;

/// Says what calling an order off would mean at this moment, changing nothing.
@Component
public class QuoteCancellation {

    private final CancelOrder cancelOrder;

    QuoteCancellation(CancelOrder cancelOrder) {
        this.cancelOrder = cancelOrder;
    }

    public CancelQuote quote(Order order, Fault fault) {
        return order.cancelQuote(fault, cancelOrder.termsFor(order));
    }
}
