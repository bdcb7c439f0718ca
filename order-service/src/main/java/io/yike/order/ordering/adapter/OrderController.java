package io.yike.order.ordering.adapter;

import io.yike.contracts.order.api.OrdersApi;
import io.yike.contracts.order.model.CancelRequest;
import io.yike.contracts.order.model.Cancellation;
import io.yike.contracts.order.model.CancellationTerms;
import io.yike.contracts.order.model.LockerAnswer;
import io.yike.contracts.order.model.OrderPage;
import io.yike.contracts.order.model.PlaceOrderRequest;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.order.ordering.CancelOrder;
import io.yike.order.ordering.OrderDraft;
import io.yike.order.ordering.OrderFilter;
import io.yike.order.ordering.Orders;
import io.yike.order.ordering.PlaceOrder;
import io.yike.order.ordering.Placing;
import io.yike.order.ordering.QuoteCancellation;
import io.yike.order.ordering.RecordLocker;
import io.yike.order.ordering.domain.Actor;
import io.yike.order.ordering.domain.CancelQuote;
import io.yike.order.ordering.domain.CancelReason;
import io.yike.order.ordering.domain.Contacts;
import io.yike.order.ordering.domain.Contacts.Person;
import io.yike.order.ordering.domain.Decision;
import io.yike.order.ordering.domain.Fault;
import io.yike.order.ordering.domain.Order;
import io.yike.order.ordering.domain.Order.PayBy;
import io.yike.order.ordering.domain.OrderState;
import io.yike.order.ordering.domain.OrderStatus;
import io.yike.order.ordering.domain.Unreachable;
import io.yike.order.quoting.EstimateDeliveryFee;
import io.yike.order.quoting.JudgeBasket;
import io.yike.order.quoting.domain.Basket;
import io.yike.order.quoting.domain.BasketRules;
import io.yike.order.quoting.domain.Buyer;
import io.yike.order.quoting.domain.Fulfilment;
import io.yike.order.renewing.domain.TakeBackWish;
import io.yike.order.tracking.OrderSight.Sight;
import io.yike.order.wire.Baskets;
import io.yike.order.wire.Buyers;
import io.yike.order.wire.Wire;
import io.yike.payments.Money;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OrderController implements OrdersApi {

    private final PlaceOrder placeOrder;
    private final CancelOrder cancelOrder;
    private final QuoteCancellation quoteCancellation;
    private final Orders orders;
    private final OrderViews views;
    private final JudgeBasket judgeBasket;
    private final EstimateDeliveryFee estimateDeliveryFee;
    private final RecordLocker recordLocker;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;
    private final TransactionTemplate snapshot;

    OrderController(
            PlaceOrder placeOrder,
            CancelOrder cancelOrder,
            QuoteCancellation quoteCancellation,
            Orders orders,
            OrderViews views,
            JudgeBasket judgeBasket,
            EstimateDeliveryFee estimateDeliveryFee,
            RecordLocker recordLocker,
            Idempotency idempotency,
            CurrentCaller currentCaller,
            PlatformTransactionManager transactions) {
        this.placeOrder = placeOrder;
        this.cancelOrder = cancelOrder;
        this.quoteCancellation = quoteCancellation;
        this.orders = orders;
        this.views = views;
        this.judgeBasket = judgeBasket;
        this.estimateDeliveryFee = estimateDeliveryFee;
        this.recordLocker = recordLocker;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /// The delivery fee of an order without a quote is estimated before the transaction begins, so that none stays
    /// open while another service thinks. Everything else is judged within: a request that comes again is answered
    /// as before, though its window may have passed meanwhile.
    @Override
    public ResponseEntity<io.yike.contracts.order.model.Order> placeOrder(
            String idempotencyKey, PlaceOrderRequest request) {
        Caller caller = currentCaller.get();
        caller.require(Role.PLATFORM, Role.RESIDENT, Role.STORE);
        BasketRules.Verdict verdict = judgeBasket.judge(wish(request));
        Supplier<OrderDraft> draft = draft(caller, request, verdict);
        return idempotency.once(
                "placeOrder",
                idempotencyKey,
                request,
                io.yike.contracts.order.model.Order.class,
                () -> switch (placeOrder.place(draft.get())) {
                    case Placing.Placed(Order order) ->
                        ResponseEntity.created(URI.create("/v1/orders/" + order.id()))
                                .body(views.view(order, Sight.EVERYTHING));
                    case Placing.Refused refused ->
                        throw Wire.refused(Wire.word(refused.why()), title(refused.why()), refused.field());
                });
    }

    private static BasketRules.Wish wish(PlaceOrderRequest request) {
        var destination = request.getDestination();
        return Baskets.wish(
                request.getKind(),
                request.getFulfilment(),
                request.getStoreId(),
                request.getLines(),
                destination == null ? null : destination.getPoint(),
                request.getWindow());
    }

    /// Asks what has to be asked now; what forbids the order is said when the draft is wanted.
    private Supplier<OrderDraft> draft(Caller caller, PlaceOrderRequest request, BasketRules.Verdict verdict) {
        try {
            Basket basket = Baskets.accepted(verdict);
            Buyer buyer = Buyers.of(caller, basket, request.getPlatformId(), request.getResidentId());
            Money feeWithoutQuote = request.getQuoteId() == null
                    ? estimateDeliveryFee.estimate(basket, buyer.platformId())
                    : Money.zero(basket.goodsTotal().currency());
            OrderDraft draft = draft(request, buyer, basket, feeWithoutQuote);
            return () -> draft;
        } catch (ProblemException refused) {
            return () -> {
                throw refused;
            };
        }
    }

    private static OrderDraft draft(PlaceOrderRequest request, Buyer buyer, Basket basket, Money feeWithoutQuote) {
        var recipient = request.getRecipient();
        var payer = request.getPayer();
        var destination = request.getDestination();
        var unreachable = request.getUnreachable();
        return new OrderDraft(
                buyer,
                basket,
                request.getQuoteId(),
                Wire.constant(PayBy.class, request.getPayment().getMethod().getValue()),
                request.getPayment().getToken(),
                new Contacts(
                        recipient == null
                                ? null
                                : new Person(recipient.getName(), recipient.getPhone(), recipient.getNote()),
                        destination == null ? null : destination.getAddress(),
                        payer == null ? null : new Person(payer.getName(), payer.getPhone(), null)),
                unreachable == null ? Unreachable.RETURN : Wire.constant(Unreachable.class, unreachable.getValue()),
                LockerViews.choice(request.getLocker()),
                request.getReference(),
                feeWithoutQuote,
                takeBack(request.getTakeBack()));
    }

    private static @Nullable TakeBackWish takeBack(io.yike.contracts.order.model.@Nullable TakeBackWish wish) {
        if (wish == null) {
            return null;
        }
        var standing = wish.getStanding();
        return new TakeBackWish(
                wish.getItems().stream()
                        .map(item -> new TakeBackWish.Item(
                                item.getLine(),
                                item.getCode(),
                                item.getCondition().getValue()))
                        .toList(),
                new TakeBackWish.Standing(
                        standing.getFloor(),
                        standing.getLift(),
                        standing.getWhere().getValue(),
                        standing.getAssisted()));
    }

    private static String title(Placing.Why why) {
        return switch (why) {
            case RECIPIENT_REQUIRED -> "A delivery needs somebody to receive it";
            case ADDRESS_REQUIRED -> "A delivery needs an address";
            case LEAVE_AT_DOOR_NOT_POSSIBLE -> "It cannot be left at a door";
            case LOCKER_NOT_POSSIBLE -> "It cannot be put into a locker";
            case PAYMENT_METHOD_NOT_POSSIBLE -> "This order cannot be paid so";
            case PAYMENT_TOKEN_REQUIRED -> "The provider needs a token";
            case PAYMENT_TOKEN_NOT_POSSIBLE -> "A token is for the provider only";
            case QUOTE_UNKNOWN -> "No such quote";
            case QUOTE_EXPIRED -> "The quote has expired";
            case QUOTE_NOT_SERVICEABLE -> "The quote says that it cannot be served";
            case QUOTE_FOR_ANOTHER_BASKET -> "The quote is for something else";
            case QUOTE_USED -> "The quote has been used";
            case TAKE_BACK_NOT_POSSIBLE ->
                "Old ones are taken only where new ones are brought to a resident who is known";
            case TAKE_BACK_LINE_UNKNOWN -> "The order has no such line";
            case TAKE_BACK_MORE_THAN_NEW -> "There are more old ones than new ones";
        };
    }

    @Override
    public ResponseEntity<io.yike.contracts.order.model.Order> getOrder(UUID orderId) {
        Caller caller = readers();
        return ResponseEntity.ok(atOneMoment(() -> {
            Order order = visible(orderId, caller);
            return views.view(order, OwnershipSight.of(order, caller));
        }));
    }

    /// An order and its payment stand in two tables; shown is how they stood together. That an operator looked is
    /// written down with it.
    private <T> T atOneMoment(Supplier<T> reading) {
        return Objects.requireNonNull(snapshot.execute(_ -> reading.get()));
    }

    @Override
    public ResponseEntity<OrderPage> listOrders(
            @Nullable String cursor,
            Integer limit,
            @Nullable List<io.yike.contracts.order.model.OrderState> state,
            io.yike.contracts.order.model.@Nullable Fulfilment fulfilment,
            @Nullable UUID storeId,
            @Nullable UUID platformId,
            @Nullable String reference,
            @Nullable OffsetDateTime placedFrom,
            @Nullable OffsetDateTime placedUntil) {
        Caller caller = readers();
        OrderFilter filter = new OrderFilter(
                caller.has(Role.OPERATOR)
                        ? null
                        : new OrderFilter.Owners(
                                Buyers.ids(caller, Role.PLATFORM),
                                Buyers.ids(caller, Role.RESIDENT),
                                Buyers.ids(caller, Role.STORE)),
                state == null
                        ? Set.of()
                        : state.stream().map(OrderController::status).collect(Collectors.toSet()),
                fulfilment == null ? null : Wire.constant(Fulfilment.class, fulfilment.getValue()),
                storeId,
                platformId,
                reference,
                placedFrom == null ? null : placedFrom.toInstant(),
                placedUntil == null ? null : placedUntil.toInstant(),
                cursor == null ? null : Cursor.parse(cursor),
                limit + 1);
        return ResponseEntity.ok(atOneMoment(() -> page(filter, limit, caller)));
    }

    private OrderPage page(OrderFilter filter, int limit, Caller caller) {
        List<Order> found = orders.list(filter);
        List<Order> page = found.size() > limit ? found.subList(0, limit) : found;
        OrderPage answer = new OrderPage(views.views(page, order -> OwnershipSight.of(order, caller)));
        if (found.size() > limit) {
            Order last = page.getLast();
            answer.nextCursor(new Cursor(last.placedAt(), last.id()).encode());
        }
        return answer;
    }

    private static OrderStatus status(io.yike.contracts.order.model.OrderState state) {
        return Wire.constant(OrderStatus.class, state.getValue());
    }

    @Override
    public ResponseEntity<CancellationTerms> getCancellationTerms(
            UUID orderId, io.yike.contracts.order.model.@Nullable CancelReason reason) {
        Caller caller = readers();
        Order order = visible(orderId, caller);
        CancelReason why = reason == null ? plainReason(order, caller) : reason(reason);
        Fault fault = Cancelling.fault(order, caller, why, null);
        CancellationTerms terms = new CancellationTerms(
                order.id(),
                io.yike.contracts.order.model.OrderState.fromValue(
                        Wire.word(order.state().status())),
                true,
                io.yike.contracts.order.model.CancelReason.fromValue(Wire.word(why)),
                io.yike.contracts.order.model.Fault.fromValue(Wire.word(fault)),
                Wire.money(Money.zero(order.total().currency())),
                Wire.money(Money.zero(order.total().currency())));
        return ResponseEntity.ok(
                switch (quoteCancellation.quote(order, fault)) {
                    case CancelQuote.Possible(Money fee, Money refund) ->
                        terms.fee(Wire.money(fee)).refund(Wire.money(refund));
                    case CancelQuote.NoLonger _ ->
                        terms.allowed(false).refusal(CancellationTerms.RefusalEnum.ORDER_FINAL);
                });
    }

    /// What the caller would say without a better reason.
    private static CancelReason plainReason(Order order, Caller caller) {
        if (OwnershipSight.isBuyer(order, caller)) {
            return CancelReason.CHANGED_MIND;
        }
        return caller.has(Role.OPERATOR) ? CancelReason.OTHER : CancelReason.ITEM_SOLD_OUT;
    }

    private static CancelReason reason(io.yike.contracts.order.model.CancelReason reason) {
        return Wire.constant(CancelReason.class, reason.getValue());
    }

    @Override
    public ResponseEntity<Cancellation> cancelOrder(String idempotencyKey, UUID orderId, CancelRequest request) {
        Caller caller = readers();
        Order seen = visible(orderId, caller);
        CancelReason why = reason(request.getReason());
        var named = request.getFault();
        Fault fault = Cancelling.fault(
                seen, caller, why, named == null ? null : Wire.constant(Fault.class, named.getValue()));
        Actor actor = Cancelling.actor(seen, caller);
        return idempotency.once(
                "cancelOrder", idempotencyKey, List.of(orderId, request), Cancellation.class, () -> switch (cancelOrder
                        .cancel(orderId, why, fault, actor)
                        .orElseThrow()) {
                    case Decision.Changed changed -> ResponseEntity.ok(cancellation(changed.order()));
                    case Decision.Ignored _ ->
                        ResponseEntity.ok(cancellation(orders.find(orderId).orElseThrow()));
                    case Decision.Refused refused -> throw Refusals.problem(refused.refusal());
                    case Decision.Early(String what) -> throw new IllegalStateException(what);
                });
    }

    /// The buyer answers which locker it shall be; whoever asks twice under one key has chosen once.
    @Override
    public ResponseEntity<io.yike.contracts.order.model.Order> chooseLocker(
            String idempotencyKey, UUID orderId, LockerAnswer request) {
        Caller caller = currentCaller.get();
        caller.require(Role.PLATFORM, Role.RESIDENT);
        Order seen = orders.find(orderId)
                .filter(order -> OwnershipSight.isBuyer(order, caller))
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
        UUID facilityId = request.getFacilityId();
        boolean toDoor = request.getTo() == LockerAnswer.ToEnum.DOOR;
        if (toDoor == (facilityId != null)) {
            throw Wire.refused(
                    toDoor ? "facility_not_possible" : "facility_required",
                    toDoor ? "The door is at no facility" : "Which locker shall it be?",
                    "facilityId");
        }
        return idempotency.once(
                "chooseLocker",
                idempotencyKey,
                List.of(orderId, request),
                io.yike.contracts.order.model.Order.class,
                () -> switch (recordLocker.choose(seen.id(), facilityId)) {
                    case RecordLocker.Choosing.Chosen _ ->
                        ResponseEntity.ok(views.view(orders.find(orderId).orElseThrow(), Sight.EVERYTHING));
                    case RecordLocker.Choosing.NotAsked _ ->
                        throw new ProblemException(
                                Problem.conflict("locker_not_asked", "No locker is to be chosen, or no longer"));
                    case RecordLocker.Choosing.NotOffered _ ->
                        throw Wire.refused("locker_not_offered", "That locker was not among the others", "facilityId");
                });
    }

    private static Cancellation cancellation(Order order) {
        if (!(order.state() instanceof OrderState.Cancelled cancelled)) {
            throw new IllegalStateException("order is not cancelled");
        }
        return new Cancellation(
                order.id(),
                io.yike.contracts.order.model.OrderState.CANCELLED,
                io.yike.contracts.order.model.OrderState.fromValue(Wire.word(cancelled.from())),
                cancelled.ending().reason(),
                io.yike.contracts.order.model.Fault.fromValue(
                        Wire.word(cancelled.ending().fault())),
                Wire.money(cancelled.ending().fee()),
                Wire.money(cancelled.ending().refund()),
                Wire.time(cancelled.cancelledAt()));
    }

    private Caller readers() {
        Caller caller = currentCaller.get();
        caller.require(Role.PLATFORM, Role.RESIDENT, Role.STORE, Role.OPERATOR);
        return caller;
    }

    private Order visible(UUID orderId, Caller caller) {
        return orders.find(orderId)
                .filter(order -> OwnershipSight.of(order, caller) != Sight.NOTHING)
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }
}
