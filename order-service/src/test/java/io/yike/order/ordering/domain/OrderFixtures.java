package io.yike.order.ordering.domain;

import io.yike.order.quoting.domain.BasketLine;
import io.yike.order.quoting.domain.Buyer;
import io.yike.order.quoting.domain.Fulfilment;
import io.yike.order.quoting.domain.Kind;
import io.yike.order.quoting.domain.Substitution;
import io.yike.payments.Money;
import io.yike.travel.Coordinate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Orders in each state, reached by the triggers that lead there.
final class OrderFixtures {

    static final Instant PLACED_AT = Instant.parse("2026-11-23T10:00:00Z");
    static final Instant ROUTE_UNTIL = PLACED_AT.plus(Duration.ofMinutes(10));
    static final UUID STORE = UUID.fromString("01937f3c-0000-7000-8000-000000000001");
    static final UUID NEXT_STORE = UUID.fromString("01937f3c-0000-7000-8000-000000000002");
    static final UUID OFFER = UUID.fromString("01937f3c-0000-7000-8000-0000000000b1");
    static final UUID NEXT_OFFER = UUID.fromString("01937f3c-0000-7000-8000-0000000000b2");
    static final UUID DELIVERY = UUID.fromString("01937f3c-0000-7000-8000-0000000000c1");
    static final UUID COURIER = UUID.fromString("01937f3c-0000-7000-8000-0000000000c2");
    static final UUID FLEET = UUID.fromString("01937f3c-0000-7000-8000-0000000000c3");
    static final UUID PLATFORM = UUID.fromString("01937f3c-0000-7000-8000-0000000000aa");
    static final CancelTerms TERMS = new CancelTerms(20, 2000);

    private OrderFixtures() {}

    static Money yuan(double amount) {
        return new Money(Math.round(amount * 100), "CNY");
    }

    /// Two bottles of tea at 6.50 that may not be changed, six of water at 2.00 that may; 4.00 to bring them.
    static Order placed() {
        return placed(Kind.ROUTED, Fulfilment.DELIVERY, Order.PayBy.PROVIDER);
    }

    static Order placed(Kind kind, Fulfilment fulfilment, Order.PayBy payBy) {
        Buyer buyer = kind == Kind.COUNTER
                ? new Buyer(Buyer.Role.STORE, STORE, null)
                : new Buyer(Buyer.Role.PLATFORM, PLATFORM, null);
        return new Order(
                UUID.fromString("01937f3c-6f4e-7a10-8f6b-0f0f3d1c2b03"),
                kind,
                fulfilment,
                buyer,
                kind == Kind.COUNTER ? STORE : null,
                List.of(
                        new Line(1, new BasketLine("tea", null, 2, yuan(6.50), Substitution.REFUSED)),
                        new Line(2, new BasketLine("water", null, 6, yuan(2.00), Substitution.ALLOWED))),
                yuan(25.00),
                fulfilment == Fulfilment.PICKUP ? yuan(0) : yuan(4.00),
                payBy,
                new Coordinate(31.2304, 121.4737),
                null,
                Unreachable.RETURN,
                null,
                null,
                PLACED_AT,
                PLACED_AT,
                1,
                new Delivery.NotBegun(),
                new OrderState.Placed());
    }

    static Order authorised() {
        return after(placed().authorise(at(1), ROUTE_UNTIL));
    }

    static Order offered() {
        return after(authorised().offer(offer(OFFER, STORE, 1)));
    }

    static Order offeredToTheNext() {
        return after(offered().offer(offer(NEXT_OFFER, NEXT_STORE, 2)));
    }

    static Order taken() {
        return after(placed(Kind.COUNTER, Fulfilment.DELIVERY, Order.PayBy.CASH).authorise(at(1), ROUTE_UNTIL));
    }

    static Order accepted() {
        return after(offered().acceptOffer(OFFER, whole()));
    }

    static Order acceptedForPickup() {
        Order authorised = after(
                placed(Kind.ROUTED, Fulfilment.PICKUP, Order.PayBy.PROVIDER).authorise(at(1), ROUTE_UNTIL));
        return after(after(authorised.offer(offer(OFFER, STORE, 1))).acceptOffer(OFFER, whole()));
    }

    static Order ready() {
        return after(accepted().makeReady(STORE, at(300), at(300)));
    }

    static Order readyForPickup() {
        return after(acceptedForPickup().makeReady(STORE, at(300), at(300)));
    }

    static Order onTheRoad() {
        return after(ready().deliver(step(3, new DeliveryStep.What.PickedUp(COURIER))));
    }

    static Order completed() {
        return after(onTheRoad().deliver(step(5, new DeliveryStep.What.Delivered(COURIER, null, null))));
    }

    static Order cancelled() {
        return after(accepted().cancel(CancelReason.CHANGED_MIND, Fault.PLATFORM, Actor.SYSTEM, TERMS, at(60)));
    }

    static Order unfulfilled() {
        return after(offered().failRouting("no_candidate", at(90)));
    }

    static Order returned() {
        return after(
                onTheRoad().deliver(step(6, new DeliveryStep.What.Returned("recipient_unreachable", Fault.RESIDENT))));
    }

    static Offer offer(UUID id, UUID store, int attempt) {
        return new Offer(id, store, "Corner shop", attempt, at(attempt), at(60 + attempt), at(720));
    }

    static StoreAnswer whole() {
        return answer(
                new StoreAnswer.Line(1, "tea", 2, Filled.Outcome.AS_ORDERED, yuan(6.00)),
                new StoreAnswer.Line(2, "water", 6, Filled.Outcome.AS_ORDERED, yuan(1.80)));
    }

    static StoreAnswer answer(StoreAnswer.Line... lines) {
        Money total = List.of(lines).stream()
                .map(line -> line.storeUnitPrice().times(line.quantity()))
                .reduce(yuan(0), Money::plus);
        return new StoreAnswer(
                STORE,
                "Corner shop",
                new Coordinate(31.2310, 121.4740),
                List.of(lines),
                total,
                at(300),
                at(720),
                at(10));
    }

    static DeliveryStep step(long sequence, DeliveryStep.What what) {
        return new DeliveryStep(DELIVERY, sequence, at(300 + (int) sequence), what);
    }

    static Instant at(int secondsAfterPlacing) {
        return PLACED_AT.plusSeconds(secondsAfterPlacing);
    }

    static Order after(Decision decision) {
        if (decision instanceof Decision.Changed changed) {
            return changed.order();
        }
        throw new AssertionError("nothing changed: " + decision);
    }

    static @Nullable OrderEvent lastOf(Decision decision) {
        return decision instanceof Decision.Changed changed ? changed.events().getLast() : null;
    }
}
