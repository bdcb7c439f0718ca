package io.yike.order.ordering;

import io.yike.kit.deadline.Deadlines;
import io.yike.order.OrderSettings;
import io.yike.order.ordering.domain.Acceptance;
import io.yike.order.ordering.domain.DeliveryStep;
import io.yike.order.ordering.domain.Ending;
import io.yike.order.ordering.domain.Order;
import io.yike.order.ordering.domain.Order.PayBy;
import io.yike.order.ordering.domain.OrderEvent;
import io.yike.order.ordering.domain.OrderState;
import io.yike.order.paying.SettlePayment;
import io.yike.order.quoting.domain.Fulfilment;
import io.yike.order.settling.SettleOrder;
import io.yike.order.settling.domain.EndedOrder;
import io.yike.order.tracking.RoutingRecords;
import io.yike.payments.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What follows from what happened to an order, in the same transaction: which time limits run now, what becomes of
/// its money, and who is owed what.
@Component
class FollowUp {

    private final Deadlines deadlines;
    private final SettlePayment settlePayment;
    private final SettleOrder settleOrder;
    private final RoutingRecords routing;
    private final IssuePickupCode issuePickupCode;
    private final OrderSettings.Waits waits;

    FollowUp(
            Deadlines deadlines,
            SettlePayment settlePayment,
            SettleOrder settleOrder,
            RoutingRecords routing,
            IssuePickupCode issuePickupCode,
            OrderSettings settings) {
        this.deadlines = deadlines;
        this.settlePayment = settlePayment;
        this.settleOrder = settleOrder;
        this.routing = routing;
        this.issuePickupCode = issuePickupCode;
        this.waits = settings.waits();
    }

    void follow(Order order, List<OrderEvent> events) {
        events.forEach(event -> follow(order, event));
    }

    private void follow(Order order, OrderEvent event) {
        switch (event) {
            case OrderEvent.Authorised authorised -> {
                if (order.takenAt() == null) {
                    set(order, OrderDeadline.ROUTING, authorised.routeUntil().plus(waits.routingGrace()));
                } else {
                    set(order, OrderDeadline.COUNTER_STORE, authorised.at().plus(waits.counterStore()));
                }
            }
            case OrderEvent.Accepted accepted -> {
                clear(order, OrderDeadline.ROUTING, OrderDeadline.COUNTER_STORE);
                set(
                        order,
                        OrderDeadline.PACKING,
                        accepted.acceptance().expectedReadyAt().plus(waits.packing()));
                if (order.fulfilment() == Fulfilment.PICKUP) {
                    issuePickupCode.issue(order.id(), accepted.at());
                }
            }
            case OrderEvent.Ready ready -> {
                clear(order, OrderDeadline.PACKING);
                waitForWhoFetchesIt(order, ready.readyAt());
            }
            case OrderEvent.Delivering delivering -> {
                if (delivering.step().what() instanceof DeliveryStep.What.Unassigned
                        && order.state() instanceof OrderState.Ready) {
                    set(order, OrderDeadline.COURIER, delivering.at().plus(waits.courier()));
                }
            }
            case OrderEvent.Completed completed -> {
                Money collected = completed.collected();
                String holder = order.payBy().atTheDoor() ? whoCollected(order, collected) : "provider";
                ended(order, order.total(), completed.at());
                settle(order, EndedOrder.Kind.COMPLETION, order.total(), holder, completed.at());
            }
            case OrderEvent.Cancelled cancelled ->
                endedOtherwise(order, EndedOrder.Kind.CANCELLATION, cancelled.ending(), cancelled.at());
            case OrderEvent.Returned returned ->
                endedOtherwise(order, EndedOrder.Kind.RETURN, returned.ending(), returned.at());
            case OrderEvent.Unfulfilled unfulfilled ->
                ended(order, unfulfilled.ending().fee(), unfulfilled.at());
            case OrderEvent.Placed _,
                    OrderEvent.Offered _,
                    OrderEvent.OfferDeclined _,
                    OrderEvent.OfferExpired _,
                    OrderEvent.PickupReminded _,
                    OrderEvent.PickupCodeReissued _ -> {
                // Nothing waits for these.
            }
        }
    }

    private void waitForWhoFetchesIt(Order order, Instant readyAt) {
        switch (order.fulfilment()) {
            case DELIVERY -> set(order, OrderDeadline.COURIER, readyAt.plus(waits.courier()));
            case PICKUP -> {
                Instant collectBy = readyAt.plus(waits.pickup());
                set(order, OrderDeadline.PICKUP, collectBy);
                set(order, OrderDeadline.PICKUP_FIRST_REMINDER, collectBy.minus(waits.firstReminder()));
                set(order, OrderDeadline.PICKUP_LAST_REMINDER, collectBy.minus(waits.lastReminder()));
            }
        }
    }

    private void endedOtherwise(Order order, EndedOrder.Kind kind, Ending ending, Instant at) {
        ended(order, ending.fee(), at);
        if (ending.fee().isPositive()) {
            String holder = order.payBy().atTheDoor() ? order.buyer().party() : "provider";
            settle(order, kind, ending.fee(), holder, at);
        }
    }

    private void ended(Order order, Money due, Instant at) {
        clear(order, OrderDeadline.values());
        routing.withdrawOpen(order.id(), at);
        settlePayment.settle(order.id(), due, at);
    }

    private void settle(Order order, EndedOrder.Kind kind, Money paid, String holder, Instant at) {
        Acceptance acceptance = order.state().findAcceptance().orElse(null);
        if (acceptance == null) {
            settleWithoutGoods(order, kind, paid, holder, at);
            return;
        }
        settleOrder.settle(new EndedOrder(
                order.id(),
                kind,
                paid,
                holder,
                paid.equals(order.total()),
                acceptance.storeId(),
                acceptance.storeTotal(),
                order.deliveryFee(),
                order.delivery().carrier(),
                seller(order),
                at));
    }

    /// A counter's store that had taken the order but not yet said what it took gets the fee for its trouble.
    private void settleWithoutGoods(Order order, EndedOrder.Kind kind, Money paid, String holder, Instant at) {
        if (order.takenAt() != null) {
            settleOrder.settle(new EndedOrder(
                    order.id(),
                    kind,
                    paid,
                    holder,
                    false,
                    order.takenAt(),
                    paid,
                    order.deliveryFee(),
                    null,
                    seller(order),
                    at));
        }
    }

    /// Who sells to the buyer and keeps the margin: the platform, else the city's own account.
    private static String seller(Order order) {
        return order.buyer().platformId() == null ? "city" : order.buyer().party();
    }

    /// Who has the money that was paid with the goods: whoever brought them, or the store where they were fetched.
    private static String whoCollected(Order order, @Nullable Money collected) {
        if (order.payBy() == PayBy.PROVIDER || collected == null) {
            return order.buyer().party();
        }
        return switch (order.fulfilment()) {
            case PICKUP ->
                order.state().findStoreId().map(store -> "store:" + store).orElseThrow();
            case DELIVERY -> {
                String carrier = order.delivery().carrier();
                yield carrier == null ? order.buyer().party() : carrier;
            }
        };
    }

    private void set(Order order, OrderDeadline deadline, Instant due) {
        deadlines.set(deadline.kind(), order.id().toString(), due);
    }

    private void clear(Order order, OrderDeadline... which) {
        for (OrderDeadline deadline : which) {
            deadlines.clear(deadline.kind(), order.id().toString());
        }
    }
}
