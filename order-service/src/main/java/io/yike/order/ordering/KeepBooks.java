package io.yike.order.ordering;

import io.yike.order.ordering.domain.Acceptance;
import io.yike.order.ordering.domain.Ending;
import io.yike.order.ordering.domain.Fault;
import io.yike.order.ordering.domain.Order;
import io.yike.order.ordering.domain.Refund;
import io.yike.order.quoting.domain.Fulfilment;
import io.yike.order.settling.SettleOrder;
import io.yike.order.settling.domain.EndedOrder;
import io.yike.order.settling.domain.EndedOrder.Kind;
import io.yike.payments.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Writes into the books what an order leaves owed: who has the buyer's money, who sold, who brought.
@Component
class KeepBooks {

    private static final String PROVIDER = "provider";
    private static final String CREDIT = "recycling_credit";

    private final SettleOrder settleOrder;

    KeepBooks(SettleOrder settleOrder) {
        this.settleOrder = settleOrder;
    }

    /// It was handed over.
    ///
    /// @param collected what was paid with the goods; null if nothing was
    void completed(Order order, @Nullable Money collected, Instant at) {
        if (!order.payBy().atTheDoor()) {
            settle(order, Kind.COMPLETION, order.total(), holder(order), at);
        } else if (collected == null) {
            settle(order, Kind.COMPLETION, order.total(), order.buyer().party(), at);
        } else {
            settle(order, Kind.COMPLETION, collected, whoCollected(order), at);
        }
    }

    /// It was called off or came back, for a fee or for nothing. What the provider does not hold the buyer owes.
    void endedOtherwise(Order order, Kind kind, Ending ending, Instant at) {
        if (ending.fee().isPositive()) {
            settle(order, kind, ending.fee(), whoOwesTheFee(order), at);
        }
    }

    /// The courier took money for what had been called off, and handed it over nevertheless.
    void collectedLate(Order order, Money collected, Instant at) {
        Money debt = order.state().findEnding().map(Ending::fee).orElse(Money.zero(collected.currency()));
        settleOrder.collectedLate(
                order.id(), collected, whoCollected(order), order.buyer().party(), debt, seller(order), at);
    }

    /// The provider will never pay what it held.
    void unpaid(Order order, Money amount, Instant at) {
        settleOrder.unpaid(order.id(), amount, holder(order), seller(order), at);
    }

    /// The buyer has money back. At the provider it comes out of what the provider holds; what was paid at the door is
    /// given back by whoever sold.
    void refunded(Order order, Refund refund, Instant at) {
        settleOrder.refunded(
                order.id(),
                refund.id(),
                refund.amount(),
                order.payBy().atTheDoor() ? null : holder(order),
                whoBears(order, refund.fault()),
                seller(order),
                at);
    }

    /// Whoever was at fault, if they had a part in the order.
    private static String whoBears(Order order, Fault fault) {
        String carrier = order.delivery().carrier();
        return switch (fault) {
            case STORE ->
                order.state().findStoreId().map(store -> "store:" + store).orElse(seller(order));
            case COURIER, CARRIER -> carrier == null ? seller(order) : carrier;
            case RESIDENT, PLATFORM, NOBODY -> seller(order);
        };
    }

    private void settle(Order order, Kind kind, Money paid, String holder, Instant at) {
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
                kind == Kind.COMPLETION || paid.equals(order.total()),
                acceptance.storeId(),
                acceptance.storeTotal(),
                order.deliveryFee(),
                order.delivery().carrier(),
                seller(order),
                at));
    }

    /// A counter's store that had taken the order but not yet said what it took gets the fee for its trouble.
    private void settleWithoutGoods(Order order, Kind kind, Money paid, String holder, Instant at) {
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

    private static String whoOwesTheFee(Order order) {
        return order.payBy().atTheDoor() ? order.buyer().party() : holder(order);
    }

    /// Who has what the buyer paid, where it is not paid at the door.
    private static String holder(Order order) {
        return order.payBy() == Order.PayBy.CREDIT ? CREDIT : PROVIDER;
    }

    /// Who has the money that was paid with the goods: whoever brought them, or the store where they were fetched.
    private static String whoCollected(Order order) {
        String carrier = order.delivery().carrier();
        boolean brought = order.fulfilment() == Fulfilment.DELIVERY;
        if (brought) {
            return carrier == null ? order.buyer().party() : carrier;
        }
        return order.state().findStoreId().map(store -> "store:" + store).orElseThrow();
    }
}
