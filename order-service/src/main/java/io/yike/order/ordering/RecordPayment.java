package io.yike.order.ordering;

import io.yike.order.OrderSettings;
import io.yike.order.ordering.domain.Order;
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
    private final Timeline timeline;
    private final KeepBooks books;
    private final OrderSettings settings;

    RecordPayment(ChangeOrder changeOrder, Orders orders, Timeline timeline, KeepBooks books, OrderSettings settings) {
        this.changeOrder = changeOrder;
        this.orders = orders;
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
