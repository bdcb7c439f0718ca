package io.yike.order.ordering;

import io.yike.kit.id.Ids;
import io.yike.order.ordering.Placing.Refused;
import io.yike.order.ordering.Placing.Why;
import io.yike.order.ordering.domain.Actor;
import io.yike.order.ordering.domain.Delivery;
import io.yike.order.ordering.domain.Line;
import io.yike.order.ordering.domain.LockerDrop;
import io.yike.order.ordering.domain.Order;
import io.yike.order.ordering.domain.Order.PayBy;
import io.yike.order.ordering.domain.OrderEvent;
import io.yike.order.ordering.domain.OrderState;
import io.yike.order.ordering.domain.Unreachable;
import io.yike.order.paying.BeginPayment;
import io.yike.order.paying.domain.PaymentMethod;
import io.yike.order.quoting.Quotes;
import io.yike.order.quoting.domain.Basket;
import io.yike.order.quoting.domain.Buyer;
import io.yike.order.quoting.domain.Fulfilment;
import io.yike.order.quoting.domain.Quote;
import io.yike.order.renewing.TakeOldBack;
import io.yike.order.renewing.domain.TakeBackWish;
import io.yike.payments.Money;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Places an order: commits it with its payment on the way. Nothing outside is asked here, so an order that was
/// answered with 201 exists, whatever dies afterwards.
@Component
public class PlaceOrder {

    private final Orders orders;
    private final Quotes quotes;
    private final LockerDrops lockerDrops;
    private final BeginPayment beginPayment;
    private final FollowUp followUp;
    private final TakeOldBack takeOldBack;
    private final Ids ids;
    private final Clock clock;

    PlaceOrder(
            Orders orders,
            Quotes quotes,
            LockerDrops lockerDrops,
            BeginPayment beginPayment,
            FollowUp followUp,
            TakeOldBack takeOldBack,
            Ids ids,
            Clock clock) {
        this.orders = orders;
        this.quotes = quotes;
        this.lockerDrops = lockerDrops;
        this.beginPayment = beginPayment;
        this.followUp = followUp;
        this.takeOldBack = takeOldBack;
        this.ids = ids;
        this.clock = clock;
    }

    /// Runs in the caller's transaction.
    public Placing place(OrderDraft draft) {
        Instant now = clock.instant();
        Refused refused = handOverRefusal(draft);
        if (refused == null) {
            refused = paymentRefusal(draft);
        }
        if (refused == null) {
            refused = takeBackRefusal(draft);
        }
        if (refused == null) {
            refused = quoteRefusal(draft, now);
        }
        return refused == null ? placed(draft, now) : refused;
    }

    private Placing placed(OrderDraft draft, Instant now) {
        Basket basket = draft.basket();
        Order order = new Order(
                ids.next(),
                basket.kind(),
                basket.fulfilment(),
                draft.buyer(),
                basket.storeId(),
                IntStream.range(0, basket.lines().size())
                        .mapToObj(i -> new Line(i + 1, basket.lines().get(i)))
                        .toList(),
                basket.goodsTotal(),
                deliveryFee(draft),
                draft.payBy(),
                basket.destination(),
                basket.window(),
                draft.unreachable(),
                draft.quoteId(),
                draft.reference(),
                now,
                now,
                0,
                new Delivery.NotBegun(),
                new OrderState.Placed());
        List<OrderEvent> events = List.of(new OrderEvent.Placed(now, Actor.of(draft.buyer())));
        Order saved = orders.add(order, draft.contacts(), events);
        LockerDrop.Choice locker = draft.locker();
        if (locker != null) {
            lockerDrops.add(LockerDrop.wanted(saved.id(), locker));
        }
        beginPayment.begin(saved.id(), method(draft.payBy()), saved.total(), token(draft), now);
        TakeBackWish oldOnes = draft.takeBack();
        if (oldOnes != null) {
            takeOldBack.want(saved.id(), oldOnes);
        }
        followUp.follow(saved, events);
        return new Placing.Placed(saved);
    }

    private Money deliveryFee(OrderDraft draft) {
        return findQuote(draft.quoteId()).flatMap(PlaceOrder::quotedFee).orElse(draft.feeWithoutQuote());
    }

    private static Optional<Money> quotedFee(Quote quote) {
        return switch (quote.answer()) {
            case Quote.Answer.Serviceable serviceable -> Optional.of(serviceable.deliveryFee());
            case Quote.Answer.NotServiceable _ -> Optional.empty();
        };
    }

    private static @Nullable Refused handOverRefusal(OrderDraft draft) {
        boolean delivered = draft.basket().fulfilment() == Fulfilment.DELIVERY;
        if (delivered && draft.contacts().recipient() == null) {
            return new Refused(Why.RECIPIENT_REQUIRED, "recipient");
        }
        if (delivered && draft.contacts().address() == null) {
            return new Refused(Why.ADDRESS_REQUIRED, "destination.address");
        }
        boolean mustBeMet = !delivered || draft.payBy().atTheDoor();
        if (draft.unreachable() == Unreachable.LEAVE_AT_DOOR && mustBeMet) {
            return new Refused(Why.LEAVE_AT_DOOR_NOT_POSSIBLE, "unreachable");
        }
        if (draft.locker() != null && mustBeMet) {
            return new Refused(Why.LOCKER_NOT_POSSIBLE, "locker");
        }
        return null;
    }

    private static @Nullable Refused paymentRefusal(OrderDraft draft) {
        if (draft.payBy() == PayBy.CARD_AT_DOOR && draft.basket().fulfilment() == Fulfilment.PICKUP) {
            return new Refused(Why.PAYMENT_METHOD_NOT_POSSIBLE, "payment.method");
        }
        if (draft.payBy() == PayBy.CREDIT && draft.buyer().role() != Buyer.Role.RESIDENT) {
            return new Refused(Why.PAYMENT_METHOD_NOT_POSSIBLE, "payment.method");
        }
        if (draft.payBy() == PayBy.PROVIDER && draft.token() == null) {
            return new Refused(Why.PAYMENT_TOKEN_REQUIRED, "payment.token");
        }
        if (draft.payBy() != PayBy.PROVIDER && draft.token() != null) {
            return new Refused(Why.PAYMENT_TOKEN_NOT_POSSIBLE, "payment.token");
        }
        return null;
    }

    /// What the old ones are recycling-service knows; that there is a new one for each is known here.
    private static @Nullable Refused takeBackRefusal(OrderDraft draft) {
        TakeBackWish wish = draft.takeBack();
        if (wish == null) {
            return null;
        }
        if (draft.basket().fulfilment() != Fulfilment.DELIVERY || draft.buyer().residentId() == null) {
            return new Refused(Why.TAKE_BACK_NOT_POSSIBLE, "takeBack");
        }
        for (int index = 0; index < wish.items().size(); index++) {
            int line = wish.items().get(index).line();
            String field = "takeBack.items[" + index + "].line";
            long oldOnes = wish.items().subList(0, index + 1).stream()
                    .filter(item -> item.line() == line)
                    .count();
            if (line > draft.basket().lines().size()) {
                return new Refused(Why.TAKE_BACK_LINE_UNKNOWN, field);
            }
            if (oldOnes > draft.basket().lines().get(line - 1).quantity()) {
                return new Refused(Why.TAKE_BACK_MORE_THAN_NEW, field);
            }
        }
        return null;
    }

    private @Nullable Refused quoteRefusal(OrderDraft draft, Instant now) {
        if (draft.quoteId() == null) {
            return null;
        }
        Optional<Quote> found = findQuote(draft.quoteId())
                .filter(quote -> quote.askedBy().equals(draft.buyer().party()));
        if (found.isEmpty()) {
            return new Refused(Why.QUOTE_UNKNOWN, "quoteId");
        }
        Quote quote = found.get();
        if (quote.isExpiredAt(now)) {
            return new Refused(Why.QUOTE_EXPIRED, "quoteId");
        }
        if (quote.answer() instanceof Quote.Answer.NotServiceable) {
            return new Refused(Why.QUOTE_NOT_SERVICEABLE, "quoteId");
        }
        if (!quote.basket().asksForTheSameAs(draft.basket())) {
            return new Refused(Why.QUOTE_FOR_ANOTHER_BASKET, "quoteId");
        }
        return orders.isQuoteUsed(quote.id()) ? new Refused(Why.QUOTE_USED, "quoteId") : null;
    }

    private Optional<Quote> findQuote(@Nullable UUID quoteId) {
        return quoteId == null ? Optional.empty() : quotes.findLocked(quoteId);
    }

    private static PaymentMethod method(PayBy payBy) {
        return switch (payBy) {
            case PROVIDER -> PaymentMethod.PROVIDER;
            case CASH -> PaymentMethod.CASH;
            case CARD_AT_DOOR -> PaymentMethod.CARD_AT_DOOR;
            case CREDIT -> PaymentMethod.CREDIT;
        };
    }

    /// Money at the door needs none, and credit is whose the order is; the row says so in a word.
    private static String token(OrderDraft draft) {
        if (draft.payBy() == PayBy.CREDIT) {
            return draft.buyer().id().toString();
        }
        return draft.token() == null ? "at_the_door" : draft.token();
    }
}
