package io.yike.order.ordering;

import io.yike.kit.deadline.Deadlines;
import io.yike.order.OrderSettings;
import io.yike.order.ordering.domain.DeliveryStep;
import io.yike.order.ordering.domain.Ending;
import io.yike.order.ordering.domain.Order;
import io.yike.order.ordering.domain.OrderEvent;
import io.yike.order.ordering.domain.OrderState;
import io.yike.order.paying.SettlePayment;
import io.yike.order.quoting.domain.Fulfilment;
import io.yike.order.renewing.TakeOldBack;
import io.yike.order.settling.domain.EndedOrder;
import io.yike.order.tracking.RoutingRecords;
import io.yike.payments.Money;
import io.yike.travel.Coordinate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What follows from what happened to an order, in the same transaction: which time limits run now, what becomes of
/// its money, and who is owed what.
@Component
class FollowUp {

    private final Deadlines deadlines;
    private final SettlePayment settlePayment;
    private final KeepBooks books;
    private final RoutingRecords routing;
    private final IssuePickupCode issuePickupCode;
    private final AskLocker askLocker;
    private final TakeOldBack takeOldBack;
    private final OrderSettings.Waits waits;
    private final Duration keepsContacts;

    FollowUp(
            Deadlines deadlines,
            SettlePayment settlePayment,
            KeepBooks books,
            RoutingRecords routing,
            IssuePickupCode issuePickupCode,
            AskLocker askLocker,
            TakeOldBack takeOldBack,
            OrderSettings settings) {
        this.deadlines = deadlines;
        this.settlePayment = settlePayment;
        this.books = books;
        this.routing = routing;
        this.issuePickupCode = issuePickupCode;
        this.askLocker = askLocker;
        this.takeOldBack = takeOldBack;
        this.waits = settings.waits();
        this.keepsContacts = settings.keepsContacts();
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
                askLocker.ask(order, accepted.at());
                askForTakeBack(order, accepted);
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
                if (delivering.step().what() instanceof DeliveryStep.What.Delivered delivered
                        && !(order.state() instanceof OrderState.Completed)) {
                    handedOverLate(order, delivered.collected(), delivering.at());
                    askLocker.ended(order, delivering.at());
                }
                if (delivering.step().what() instanceof DeliveryStep.What.Returned
                        && order.state().status().isFinal()) {
                    askLocker.ended(order, delivering.at());
                }
            }
            case OrderEvent.Completed completed -> {
                ended(order, takenFor(order, completed.collected()), completed.at());
                books.completed(order, completed.collected(), completed.at());
            }
            case OrderEvent.Cancelled cancelled ->
                endedOtherwise(order, EndedOrder.Kind.CANCELLATION, cancelled.ending(), cancelled.at());
            case OrderEvent.Returned returned ->
                endedOtherwise(order, EndedOrder.Kind.RETURN, returned.ending(), returned.at());
            case OrderEvent.Unfulfilled unfulfilled -> {
                ended(order, unfulfilled.ending().fee(), unfulfilled.at());
                takeOldBack.withdraw(order.id(), unfulfilled.at());
            }
            case OrderEvent.Refunded refunded -> books.refunded(order, refunded.refund(), refunded.at());
            case OrderEvent.Placed _,
                    OrderEvent.Offered _,
                    OrderEvent.OfferDeclined _,
                    OrderEvent.OfferExpired _,
                    OrderEvent.PickupReminded _,
                    OrderEvent.Redirected _,
                    OrderEvent.LockerChoiceWanted _,
                    OrderEvent.PickupCodeReissued _ -> {
                // Nothing waits for these.
            }
        }
    }

    private void waitForWhoFetchesIt(Order order, Instant readyAt) {
        switch (order.fulfilment()) {
            case DELIVERY -> set(order, OrderDeadline.COURIER, readyAt.plus(waits.courier()));
            case PICKUP -> {
                Instant collectBy = order.collectBy(readyAt, waits.pickup());
                set(order, OrderDeadline.PICKUP, collectBy);
                set(order, OrderDeadline.PICKUP_FIRST_REMINDER, collectBy.minus(waits.firstReminder()));
                set(order, OrderDeadline.PICKUP_LAST_REMINDER, collectBy.minus(waits.lastReminder()));
            }
        }
    }

    /// The courier had the bag when the order was called off, and handed it over. What was paid for it is not lost.
    private void handedOverLate(Order order, @Nullable Money collected, Instant at) {
        if (collected != null && order.payBy().atTheDoor()) {
            settlePayment.collect(order.id(), collected.min(order.total()), at);
            books.collectedLate(order, collected, at);
        }
    }

    /// At the door only a hand-over brings money; a fee for calling off stays a debt.
    private void endedOtherwise(Order order, EndedOrder.Kind kind, Ending ending, Instant at) {
        ended(order, order.payBy().atTheDoor() ? nothing(order) : ending.fee(), at);
        books.endedOtherwise(order, kind, ending, at);
        takeOldBack.withdraw(order.id(), at);
    }

    private void askForTakeBack(Order order, OrderEvent.Accepted accepted) {
        UUID residentId = order.buyer().residentId();
        Coordinate place = order.destination();
        if (residentId != null && place != null) {
            takeOldBack.ask(order.id(), residentId, place, accepted.acceptance().promiseAt(), accepted.at());
        }
    }

    private void ended(Order order, Money due, Instant at) {
        clear(order, OrderDeadline.values());
        set(order, OrderDeadline.CONTACTS, at.plus(keepsContacts));
        askLocker.ended(order, at);
        routing.withdrawOpen(order.id(), at);
        settlePayment.settle(order.id(), due, at);
    }

    /// What is to be taken of an order that was handed over: never more than was agreed to.
    private static Money takenFor(Order order, @Nullable Money collected) {
        if (!order.payBy().atTheDoor()) {
            return order.total();
        }
        return collected == null ? nothing(order) : collected.min(order.total());
    }

    private static Money nothing(Order order) {
        return Money.zero(order.total().currency());
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
