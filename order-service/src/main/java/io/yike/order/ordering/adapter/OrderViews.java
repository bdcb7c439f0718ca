package io.yike.order.ordering.adapter;

import io.yike.contracts.order.model.Contact;
import io.yike.contracts.order.model.DeliveryProgress;
import io.yike.contracts.order.model.Destination;
import io.yike.contracts.order.model.Fault;
import io.yike.contracts.order.model.FilledLine;
import io.yike.contracts.order.model.Fulfilment;
import io.yike.contracts.order.model.Kind;
import io.yike.contracts.order.model.OrderLine;
import io.yike.contracts.order.model.OrderState;
import io.yike.contracts.order.model.PaymentMethod;
import io.yike.contracts.order.model.PaymentStatus;
import io.yike.contracts.order.model.ShownRecipient;
import io.yike.contracts.order.model.Substitution;
import io.yike.contracts.order.model.TakeBack.StateEnum;
import io.yike.contracts.order.model.TimeWindow;
import io.yike.contracts.order.model.Unreachable;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.order.ordering.LockerDrops;
import io.yike.order.ordering.Orders;
import io.yike.order.ordering.domain.Acceptance;
import io.yike.order.ordering.domain.Contacts;
import io.yike.order.ordering.domain.Contacts.Person;
import io.yike.order.ordering.domain.Delivery;
import io.yike.order.ordering.domain.Ending;
import io.yike.order.ordering.domain.Filled;
import io.yike.order.ordering.domain.Line;
import io.yike.order.ordering.domain.LockerDrop;
import io.yike.order.ordering.domain.Order;
import io.yike.order.paying.Payments;
import io.yike.order.paying.domain.Payment;
import io.yike.order.paying.domain.PaymentState;
import io.yike.order.quoting.domain.Buyer;
import io.yike.order.quoting.domain.Window;
import io.yike.order.renewing.TakeBacks;
import io.yike.order.renewing.domain.TakeBack;
import io.yike.order.tracking.OrderSight.Sight;
import io.yike.order.wire.Wire;
import io.yike.payments.Money;
import io.yike.travel.Coordinate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Orders as the contract shows them, each as much as its reader may see.
@Component
class OrderViews {

    private final Orders orders;
    private final Payments payments;
    private final LockerDrops lockerDrops;
    private final TakeBacks takeBacks;
    private final CurrentCaller currentCaller;
    private final Clock clock;

    OrderViews(
            Orders orders,
            Payments payments,
            LockerDrops lockerDrops,
            TakeBacks takeBacks,
            CurrentCaller currentCaller,
            Clock clock) {
        this.orders = orders;
        this.payments = payments;
        this.lockerDrops = lockerDrops;
        this.takeBacks = takeBacks;
        this.currentCaller = currentCaller;
        this.clock = clock;
    }

    io.yike.contracts.order.model.Order view(Order order, Sight sight) {
        return views(List.of(order), _ -> sight).getFirst();
    }

    /// In the same sequence; those that the reader may not see at all are not among them.
    List<io.yike.contracts.order.model.Order> views(List<Order> many, Function<Order, Sight> sight) {
        List<Order> whole = many.stream()
                .filter(order -> sight.apply(order) == Sight.EVERYTHING)
                .toList();
        List<UUID> ids = whole.stream().map(Order::id).toList();
        Map<UUID, Payment> paid = payments.list(ids);
        Map<UUID, Contacts> known = orders.contacts(ids);
        Map<UUID, LockerDrop> lockers = lockerDrops.list(ids);
        Map<UUID, TakeBack> old = takeBacks.of(ids);
        noteReading(whole, known);
        return many.stream()
                .map(order -> {
                    var view = view(order);
                    switch (sight.apply(order)) {
                        case EVERYTHING -> {
                            addWhatIsTheBuyers(
                                    view,
                                    order,
                                    Objects.requireNonNull(known.get(order.id())),
                                    paid.get(order.id()),
                                    old.get(order.id()));
                            LockerDrop locker = lockers.get(order.id());
                            if (locker != null) {
                                view.locker(LockerViews.view(locker));
                            }
                        }
                        case AS_STORE -> {
                            // No recipient, no address, no payment.
                        }
                        case NOTHING -> throw new IllegalStateException("not for this reader");
                    }
                    return view;
                })
                .toList();
    }

    private static io.yike.contracts.order.model.Order view(Order order) {
        var view = new io.yike.contracts.order.model.Order(
                        order.id(),
                        Kind.fromValue(Wire.word(order.kind())),
                        Fulfilment.fromValue(Wire.word(order.fulfilment())),
                        OrderState.fromValue(Wire.word(order.state().status())),
                        lines(order),
                        Wire.money(order.goods()),
                        Wire.money(order.deliveryFee()),
                        Wire.money(order.total()),
                        Unreachable.fromValue(Wire.word(order.unreachable())),
                        Wire.time(order.placedAt()),
                        Wire.time(order.updatedAt()))
                .platformId(order.buyer().platformId())
                .reference(order.reference());
        order.state().findStoreId().ifPresent(view::storeId);
        order.state().findReadyAt().map(Wire::time).ifPresent(view::readyAt);
        order.state().findEndedAt().map(Wire::time).ifPresent(view::endedAt);
        order.state().findEnding().ifPresent(ending -> addEnding(view, ending));
        Window window = order.window();
        if (window != null) {
            view.window(new TimeWindow(Wire.time(window.start()), Wire.time(window.end())));
        }
        addStore(view, order);
        if (order.delivery() instanceof Delivery.Begun begun) {
            view.delivery(progress(begun));
        }
        return view;
    }

    private static void addEnding(io.yike.contracts.order.model.Order view, Ending ending) {
        view.reason(ending.reason()).fault(Fault.fromValue(Wire.word(ending.fault())));
    }

    private static void addStore(io.yike.contracts.order.model.Order view, Order order) {
        if (order.state() instanceof io.yike.order.ordering.domain.OrderState.Offered offered) {
            view.storeName(offered.offer().storeName())
                    .promiseAt(Wire.time(offered.offer().promiseAt()));
        }
        order.state()
                .findAcceptance()
                .ifPresent(acceptance ->
                        view.storeName(acceptance.storeName()).promiseAt(Wire.time(acceptance.promiseAt())));
    }

    private void addWhatIsTheBuyers(
            io.yike.contracts.order.model.Order view,
            Order order,
            Contacts contacts,
            @Nullable Payment payment,
            @Nullable TakeBack takeBack) {
        Person recipient = contacts.recipient();
        Person payer = contacts.payer();
        Coordinate destination = order.destination();
        view.residentId(order.buyer().residentId()).quoteId(order.quoteId());
        if (recipient != null) {
            String phone = isForTheCounterOnly(order) && order.state().status().isFinal()
                    ? masked(recipient.phone())
                    : recipient.phone();
            view.recipient(new ShownRecipient(recipient.name(), phone).note(recipient.note()));
        }
        if (payer != null) {
            view.payer(new Contact(payer.name(), payer.phone()));
        }
        if (destination != null) {
            view.destination(new Destination(Wire.point(destination)).address(contacts.address()));
        }
        if (payment != null) {
            view.payment(payment(order, payment));
        }
        if (takeBack != null) {
            view.takeBack(takeBack(takeBack));
        }
    }

    private static io.yike.contracts.order.model.TakeBack takeBack(TakeBack takeBack) {
        return switch (takeBack.state()) {
            case TakeBack.State.Wanted() -> new io.yike.contracts.order.model.TakeBack(StateEnum.WANTED);
            case TakeBack.State.Asked() -> new io.yike.contracts.order.model.TakeBack(StateEnum.ASKED);
            case TakeBack.State.Booked(UUID pickupId, Instant start, Instant end) ->
                new io.yike.contracts.order.model.TakeBack(StateEnum.BOOKED)
                        .pickupId(pickupId)
                        .window(new TimeWindow(Wire.time(start), Wire.time(end)));
            case TakeBack.State.Refused(String reason) ->
                new io.yike.contracts.order.model.TakeBack(StateEnum.REFUSED).reason(reason);
            case TakeBack.State.Withdrawn() -> new io.yike.contracts.order.model.TakeBack(StateEnum.WITHDRAWN);
        };
    }

    /// Those who bought it look at what is theirs; that anybody else looked at it is kept.
    private void noteReading(List<Order> whole, Map<UUID, Contacts> known) {
        Caller caller = currentCaller.get();
        List<UUID> ofOthers = whole.stream()
                .filter(order -> !OwnershipSight.isBuyer(order, caller))
                .map(Order::id)
                .filter(id -> !Objects.requireNonNull(known.get(id)).isEmpty())
                .toList();
        if (!ofOthers.isEmpty()) {
            orders.contactsRead(ofOthers, caller.subject(), clock.instant());
        }
    }

    /// The store that took it at its counter needs the phone until it is handed over, and no longer.
    private boolean isForTheCounterOnly(Order order) {
        Caller caller = currentCaller.get();
        UUID residentId = order.buyer().residentId();
        return order.buyer().role() == Buyer.Role.STORE
                && !caller.has(Role.OPERATOR)
                && (residentId == null || !caller.is(Role.RESIDENT, residentId));
    }

    private static String masked(String phone) {
        int shown = phone.length() - 4;
        return "+" + "*".repeat(shown - 1) + phone.substring(shown);
    }

    private static io.yike.contracts.order.model.Payment payment(Order order, Payment payment) {
        boolean atTheDoor = order.payBy().atTheDoor();
        var view = new io.yike.contracts.order.model.Payment(
                PaymentMethod.fromValue(Wire.word(payment.method())), status(payment, atTheDoor));
        return switch (payment.state()) {
            case PaymentState.Pending _, PaymentState.Refused _, PaymentState.Doubtful _, PaymentState.NeverHeld _ ->
                view;
            case PaymentState.Authorised _,
                    PaymentState.Capturing _,
                    PaymentState.CaptureRefused _,
                    PaymentState.Releasing _ -> atTheDoor ? view : view.authorised(Wire.money(payment.amount()));
            case PaymentState.Captured captured ->
                captured(view, payment, captured.amount(), captured.refunded(), atTheDoor);
            case PaymentState.Refunding refunding ->
                captured(view, payment, refunding.captured(), refunding.refunded(), atTheDoor);
            case PaymentState.Released _ ->
                atTheDoor ? view : view.authorised(Wire.money(payment.amount())).refunded(Wire.money(payment.amount()));
        };
    }

    private static io.yike.contracts.order.model.Payment captured(
            io.yike.contracts.order.model.Payment view,
            Payment payment,
            Money amount,
            Money refunded,
            boolean atTheDoor) {
        Money back = atTheDoor ? refunded : payment.amount().minus(amount).plus(refunded);
        if (back.isPositive()) {
            view.refunded(Wire.money(back));
        }
        return atTheDoor
                ? view.collected(Wire.money(amount))
                : view.authorised(Wire.money(payment.amount())).captured(Wire.money(amount));
    }

    private static PaymentStatus status(Payment payment, boolean atTheDoor) {
        return switch (payment.state()) {
            case PaymentState.Pending _, PaymentState.Doubtful _ -> PaymentStatus.PENDING;
            case PaymentState.Authorised _, PaymentState.Capturing _, PaymentState.Releasing _ ->
                atTheDoor ? PaymentStatus.DUE : PaymentStatus.AUTHORISED;
            case PaymentState.Refused _, PaymentState.CaptureRefused _ -> PaymentStatus.REFUSED;
            case PaymentState.Captured captured when !captured.left().isPositive() -> PaymentStatus.REFUNDED;
            case PaymentState.Captured _, PaymentState.Refunding _ ->
                atTheDoor ? PaymentStatus.COLLECTED : PaymentStatus.CAPTURED;
            case PaymentState.Released _, PaymentState.NeverHeld _ -> PaymentStatus.RELEASED;
        };
    }

    private static List<OrderLine> lines(Order order) {
        return order.lines().stream().map(line -> line(order, line)).toList();
    }

    private static OrderLine line(Order order, Line line) {
        OrderLine view = new OrderLine(
                        line.number(),
                        line.item().sku(),
                        line.item().quantity(),
                        Wire.money(line.item().unitPrice()),
                        Substitution.fromValue(Wire.word(line.item().substitution())))
                .name(line.item().name());
        order.state().findAcceptance().ifPresent(acceptance -> addFilled(view, acceptance));
        return view;
    }

    private static void addFilled(OrderLine view, Acceptance acceptance) {
        List<Filled> filled = acceptance.lines().stream()
                .filter(line -> line.line() == view.getLine())
                .toList();
        view.filled(filled(filled.getFirst()));
        if (filled.size() > 1) {
            view.substitute(filled(filled.getLast()));
        }
    }

    private static FilledLine filled(Filled line) {
        return new FilledLine(
                FilledLine.OutcomeEnum.fromValue(Wire.word(line.outcome())),
                line.sku(),
                line.quantity(),
                Wire.money(line.unitPrice()));
    }

    private static DeliveryProgress progress(Delivery.Begun begun) {
        Instant pickupEta = begun.pickupEta();
        Instant dropoffEta = begun.dropoffEta();
        return new DeliveryProgress(begun.id(), DeliveryProgress.StateEnum.fromValue(Wire.word(begun.phase())))
                .courierId(begun.courierId())
                .pickupEta(pickupEta == null ? null : Wire.time(pickupEta))
                .dropoffEta(dropoffEta == null ? null : Wire.time(dropoffEta));
    }
}
