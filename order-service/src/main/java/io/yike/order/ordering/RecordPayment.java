package io.yike.order.ordering;

import io.yike.order.OrderSettings;
import io.yike.order.ordering.domain.Order;
import io.yike.order.ordering.domain.Refund;
import io.yike.order.paying.PaymentOutcomes;
import io.yike.order.quoting.domain.Window;
import io.yike.order.tracking.Timeline;
import io.yike.order.tracking.domain.TimelineEntry;
import io.yike.payments.Money;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Takes in what became of an order's money.
@Component
class RecordPayment implements PaymentOutcomes {

    private final ChangeOrder changeOrder;
    private final Orders orders;
    private final Refunds refunds;
    private final Timeline timeline;
    private final KeepBooks books;
    private final OrderSettings settings;

    RecordPayment(
            ChangeOrder changeOrder,
            Orders orders,
            Refunds refunds,
            Timeline timeline,
            KeepBooks books,
            OrderSettings settings) {
        this.changeOrder = changeOrder;
        this.orders = orders;
        this.refunds = refunds;
        this.timeline = timeline;
        this.books = books;
        this.settings = settings;
    }

    @Override
    public void lock(UUID orderId) {
        var _ = orders.findLocked(orderId).orElseThrow();
    }

    @Override
    public void authorised(UUID orderId, Instant at) {
        changeOrder.change(orderId, order -> order.authorise(at, routeUntil(order)));
    }

    @Override
    public void refused(UUID orderId, Instant at) {
        changeOrder.change(orderId, order -> order.refusePayment(at));
    }

    @Override
    public void captured(UUID orderId, Money amount, Instant at) {
        Order order = orders.find(orderId).orElseThrow();
        String type = order.payBy().atTheDoor() ? "payment.collected" : "payment.captured";
        timeline.append(orderId, TimelineEntry.plain(type, at, "system", null).worth(amount));
    }

    @Override
    public void captureRefused(UUID orderId, Money amount, String reason, Instant at) {
        timeline.append(
                orderId,
                TimelineEntry.plain("payment.capture_refused", at, "system", null)
                        .because(reason, null)
                        .worth(amount));
        books.unpaid(orders.find(orderId).orElseThrow(), amount, at);
    }

    @Override
    public void refunded(UUID orderId, UUID refundId, Instant at) {
        Refund refund = refunds.get(refundId).settled(Refund.Status.DONE, at);
        refunds.save(refund);
        changeOrder.change(orderId, order -> order.refunded(refund, at));
    }

    @Override
    public void refundRefused(UUID orderId, UUID refundId, Instant at) {
        refunds.save(refunds.get(refundId).settled(Refund.Status.REFUSED, at));
    }

    @Override
    public void released(UUID orderId, Money amount, Instant at) {
        if (!orders.find(orderId).orElseThrow().payBy().atTheDoor()) {
            timeline.append(
                    orderId,
                    TimelineEntry.plain("payment.released", at, "system", null).worth(amount));
        }
    }

    /// Ten minutes from placing; a windowed order until its window ends.
    private Instant routeUntil(Order order) {
        Window window = order.window();
        return window == null ? order.placedAt().plus(settings.waits().routing()) : window.end();
    }
}
