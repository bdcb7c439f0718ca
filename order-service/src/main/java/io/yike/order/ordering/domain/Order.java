package io.yike.order.ordering.domain;

import io.yike.order.ordering.domain.DeliveryStep.What;
import io.yike.order.quoting.domain.BasketLine;
import io.yike.order.quoting.domain.Buyer;
import io.yike.order.quoting.domain.Fulfilment;
import io.yike.order.quoting.domain.Kind;
import io.yike.order.quoting.domain.Window;
import io.yike.payments.Money;
import io.yike.travel.Coordinate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An order and its life. Holds nobody's name, phone number or address: those are [Contacts], which only the few who
/// need them read.
///
/// Every trigger is a method that says what the order makes of it in its present state; the switches have no
/// default, so a new state must answer for each trigger before it compiles.
///
/// @param takenAt the store of a counter order, else null
/// @param goodsTotal what the lines cost as ordered
/// @param deliveryFee as quoted; never raised afterwards
/// @param destination where it goes, or where the resident is who fetches it; null only for counter pickups
/// @param sequence how many events have been told
public record Order(
        UUID id,
        Kind kind,
        Fulfilment fulfilment,
        Buyer buyer,
        @Nullable UUID takenAt,
        List<Line> lines,
        Money goodsTotal,
        Money deliveryFee,
        PayBy payBy,
        @Nullable Coordinate destination,
        @Nullable Window window,
        Unreachable unreachable,
        @Nullable UUID quoteId,
        @Nullable String reference,
        Instant placedAt,
        Instant updatedAt,
        long sequence,
        Delivery delivery,
        OrderState state) {

    public Order {
        lines = List.copyOf(lines);
    }

    /// How it is paid.
    public enum PayBy {
        PROVIDER,
        CASH,
        CARD_AT_DOOR,
        /// What recycling-service owes the resident.
        CREDIT;

        /// The money changes hands with the goods.
        public boolean atTheDoor() {
            return switch (this) {
                case PROVIDER, CREDIT -> false;
                case CASH, CARD_AT_DOOR -> true;
            };
        }
    }

    /// What the buyer pays as things stand: as ordered, or for what the store put into the bag.
    public Money total() {
        return goods().plus(deliveryFee);
    }

    /// What the buyer pays for goods as things stand.
    public Money goods() {
        return state.findAcceptance().map(Acceptance::goodsTotal).orElse(goodsTotal);
    }

    /// Who answers for it when the buyer calls it off.
    public Fault buyersFault() {
        return switch (buyer.role()) {
            case PLATFORM -> Fault.PLATFORM;
            case RESIDENT, STORE -> Fault.RESIDENT;
        };
    }

    public BasketLine item(int lineNumber) {
        return lines.get(lineNumber - 1).item();
    }

    /// The money is held, or will be paid at the door. A routed order goes on to look for a store until
    /// `routeUntil`; a counter order has one.
    public Decision authorise(Instant at, Instant routeUntil) {
        return switch (state) {
            case OrderState.Placed() -> {
                OrderState next =
                        takenAt == null ? new OrderState.Authorised(routeUntil) : new OrderState.Taken(takenAt, at);
                yield changed(next, at, new OrderEvent.Authorised(at, Actor.SYSTEM, routeUntil));
            }
            case OrderState.Authorised _,
                    OrderState.Offered _,
                    OrderState.Taken _,
                    OrderState.Accepted _,
                    OrderState.Ready _,
                    OrderState.Completed _,
                    OrderState.Cancelled _,
                    OrderState.Unfulfilled _,
                    OrderState.Returned _ -> late();
        };
    }

    /// The payment was refused, or nothing was heard of it in time.
    public Decision refusePayment(Instant at) {
        return switch (state) {
            case OrderState.Placed() -> cancelled("payment_refused", buyersFault(), nothing(), Actor.SYSTEM, at);
            case OrderState.Authorised _,
                    OrderState.Offered _,
                    OrderState.Taken _,
                    OrderState.Accepted _,
                    OrderState.Ready _,
                    OrderState.Completed _,
                    OrderState.Cancelled _,
                    OrderState.Unfulfilled _,
                    OrderState.Returned _ -> late();
        };
    }

    /// store-service asked a store.
    public Decision offer(Offer offer) {
        return switch (state) {
            case OrderState.Placed() -> new Decision.Early("not authorised yet");
            case OrderState.Authorised authorised -> offered(offer, List.of(), authorised.routeUntil());
            case OrderState.Offered now
            when offer.attempt() > now.offer().attempt() -> {
                List<UUID> earlier = new ArrayList<>(now.earlier());
                earlier.add(now.offer().id());
                yield offered(offer, earlier, now.routeUntil());
            }
            case OrderState.Offered _,
                    OrderState.Taken _,
                    OrderState.Accepted _,
                    OrderState.Ready _,
                    OrderState.Completed _,
                    OrderState.Cancelled _,
                    OrderState.Unfulfilled _,
                    OrderState.Returned _ -> late();
        };
    }

    private Decision offered(Offer offer, List<UUID> earlier, Instant routeUntil) {
        return changed(
                new OrderState.Offered(offer, earlier, routeUntil),
                offer.offeredAt(),
                new OrderEvent.Offered(offer.offeredAt(), Actor.SYSTEM, offer));
    }

    /// A store declined. The order stays `offered`: the next store is asked, or none is left.
    public Decision declineOffer(UUID offerId, UUID storeId, String reason, Fault fault, Instant at) {
        return passOn(
                offerId, at, new OrderEvent.OfferDeclined(at, Actor.store(storeId), offerId, storeId, reason, fault));
    }

    /// A store stayed silent.
    public Decision expireOffer(UUID offerId, UUID storeId, Instant at) {
        return passOn(offerId, at, new OrderEvent.OfferExpired(at, Actor.SYSTEM, offerId, storeId));
    }

    private Decision passOn(UUID offerId, Instant at, OrderEvent event) {
        return switch (state) {
            case OrderState.Placed _, OrderState.Authorised _ -> new Decision.Early("no offer known yet");
            case OrderState.Offered now
            when now.offer().id().equals(offerId) || now.earlier().contains(offerId) -> changed(state, at, event);
            case OrderState.Offered _ -> new Decision.Early("offer not known yet");
            case OrderState.Taken _,
                    OrderState.Accepted _,
                    OrderState.Ready _,
                    OrderState.Completed _,
                    OrderState.Cancelled _,
                    OrderState.Unfulfilled _,
                    OrderState.Returned _ -> late();
        };
    }

    /// A store accepted, whole or in part. store-service passes on only what the buyer permitted; should it
    /// not, no other store can be asked any more, so the order ends unfulfilled rather than with what was not
    /// wanted.
    public Decision acceptOffer(UUID offerId, StoreAnswer answer) {
        return switch (state) {
            case OrderState.Placed _, OrderState.Authorised _ -> new Decision.Early("no offer known yet");
            case OrderState.Offered now when now.offer().id().equals(offerId) -> accepted(answer);
            case OrderState.Offered now when now.earlier().contains(offerId) -> late();
            case OrderState.Offered _ -> new Decision.Early("offer not known yet");
            case OrderState.Taken _,
                    OrderState.Accepted _,
                    OrderState.Ready _,
                    OrderState.Completed _,
                    OrderState.Cancelled _,
                    OrderState.Unfulfilled _,
                    OrderState.Returned _ -> late();
        };
    }

    /// The store of a counter order says what it took from its shelves.
    public Decision reserveAtCounter(StoreAnswer answer) {
        return switch (state) {
            case OrderState.Placed _ -> new Decision.Early("not authorised yet");
            case OrderState.Taken _ -> accepted(answer);
            case OrderState.Authorised _,
                    OrderState.Offered _,
                    OrderState.Accepted _,
                    OrderState.Ready _,
                    OrderState.Completed _,
                    OrderState.Cancelled _,
                    OrderState.Unfulfilled _,
                    OrderState.Returned _ -> late();
        };
    }

    private Decision accepted(StoreAnswer answer) {
        return switch (PartialAccept.judge(lines, answer.lines(), kind == Kind.COUNTER)) {
            case PartialAccept.Verdict.Forbidden _ ->
                kind == Kind.COUNTER
                        ? cancelled("item_sold_out", Fault.STORE, nothing(), Actor.SYSTEM, answer.acceptedAt())
                        : unfulfilled("partial_not_permitted", answer.acceptedAt());
            case PartialAccept.Verdict.Permitted(List<Filled> filled) -> {
                Money goods = filled.stream().map(Filled::total).reduce(nothing(), Money::plus);
                Acceptance acceptance = new Acceptance(
                        answer.storeId(),
                        answer.storeName(),
                        answer.storePoint(),
                        filled,
                        goods,
                        answer.storeTotal(),
                        answer.readyAt(),
                        answer.promiseAt(),
                        answer.acceptedAt());
                yield changed(
                        new OrderState.Accepted(acceptance),
                        answer.acceptedAt(),
                        new OrderEvent.Accepted(answer.acceptedAt(), Actor.store(answer.storeId()), acceptance));
            }
        };
    }

    /// store-service has asked everybody.
    public Decision failRouting(String reason, Instant at) {
        return switch (state) {
            case OrderState.Placed _ -> new Decision.Early("not authorised yet");
            case OrderState.Authorised _, OrderState.Offered _ -> unfulfilled(reason, at);
            case OrderState.Taken _,
                    OrderState.Accepted _,
                    OrderState.Ready _,
                    OrderState.Completed _,
                    OrderState.Cancelled _,
                    OrderState.Unfulfilled _,
                    OrderState.Returned _ -> late();
        };
    }

    private Decision unfulfilled(String reason, Instant at) {
        Ending ending = new Ending(reason, Fault.NOBODY, nothing(), total());
        return changed(
                new OrderState.Unfulfilled(ending, at), at, new OrderEvent.Unfulfilled(at, Actor.SYSTEM, ending));
    }

    /// The store of a counter order has not said what it took: the order cannot be brought from a place nobody knows.
    public Decision giveUpOnCounter(Instant at) {
        return state instanceof OrderState.Taken
                ? cancelled("store_silent", Fault.STORE, nothing(), Actor.SYSTEM, at)
                : late();
    }

    /// The store never said that it has packed, and nobody has fetched it either.
    public Decision giveUpOnStore(Instant at) {
        return state instanceof OrderState.Accepted && !delivery.bagIsOut()
                ? cancelled("store_silent", Fault.STORE, nothing(), Actor.SYSTEM, at)
                : late();
    }

    /// The store has packed it.
    public Decision makeReady(UUID storeId, Instant readyAt, Instant now) {
        return switch (state) {
            case OrderState.Placed _, OrderState.Authorised _, OrderState.Offered _, OrderState.Taken _ ->
                new Decision.Early("not accepted yet");
            case OrderState.Accepted accepted
            when accepted.acceptance().storeId().equals(storeId) ->
                changed(
                        new OrderState.Ready(accepted.acceptance(), readyAt),
                        now,
                        new OrderEvent.Ready(readyAt, Actor.store(storeId), storeId, readyAt));
            case OrderState.Accepted _ -> new Decision.Ignored("another store has it");
            case OrderState.Ready _,
                    OrderState.Completed _,
                    OrderState.Cancelled _,
                    OrderState.Unfulfilled _,
                    OrderState.Returned _ -> late();
        };
    }

    /// The resident has shown the code at the store.
    public Decision collect(Actor store, Instant at) {
        if (fulfilment != Fulfilment.PICKUP) {
            return new Decision.Refused(Refusal.NOT_A_PICKUP_ORDER);
        }
        return switch (state) {
            case OrderState.Placed _, OrderState.Authorised _, OrderState.Offered _, OrderState.Taken _ ->
                new Decision.Refused(Refusal.NOT_ACCEPTED_YET);
            case OrderState.Accepted _ -> new Decision.Refused(Refusal.NOT_READY);
            case OrderState.Ready ready -> completed(ready.acceptance(), store, payBy.atTheDoor() ? total() : null, at);
            case OrderState.Completed _ -> new Decision.Ignored("collected before");
            case OrderState.Cancelled _, OrderState.Unfulfilled _, OrderState.Returned _ ->
                new Decision.Refused(Refusal.ORDER_FINAL);
        };
    }

    /// Until when it can be fetched: for so long after it was packed, and in any case until its window ends.
    public Instant collectBy(Instant readyAt, Duration pickup) {
        Instant patience = readyAt.plus(pickup);
        return window != null && window.end().isAfter(patience) ? window.end() : patience;
    }

    /// Nobody fetched it in time.
    public Decision giveUpOnResident(Instant at) {
        return state instanceof OrderState.Ready ready && fulfilment == Fulfilment.PICKUP
                ? returned(ready.acceptance(), "not_collected", Fault.RESIDENT, at)
                : late();
    }

    /// Time to fetch it is running out.
    public Decision remindOfPickup(Duration remaining, Instant at) {
        return state instanceof OrderState.Ready && fulfilment == Fulfilment.PICKUP
                ? changed(state, at, new OrderEvent.PickupReminded(at, Actor.SYSTEM, remaining))
                : late();
    }

    /// Another code has been asked for.
    public Decision reissuePickupCode(OrderEvent.PickupCodeReissued event) {
        if (fulfilment != Fulfilment.PICKUP) {
            return new Decision.Refused(Refusal.NOT_A_PICKUP_ORDER);
        }
        return switch (state) {
            case OrderState.Placed _, OrderState.Authorised _, OrderState.Offered _, OrderState.Taken _ ->
                new Decision.Refused(Refusal.NOT_ACCEPTED_YET);
            case OrderState.Accepted _, OrderState.Ready _ -> changed(state, event.at(), event);
            case OrderState.Completed _, OrderState.Cancelled _, OrderState.Unfulfilled _, OrderState.Returned _ ->
                new Decision.Refused(Refusal.ORDER_FINAL);
        };
    }

    /// The buyer has money back. Only what was taken can be given back, and that is taken at the end.
    public Decision refunded(Refund refund, Instant at) {
        return changed(state, at, new OrderEvent.Refunded(at, refund.requestedBy(), refund));
    }

    /// Nothing was heard from dispatch-service though its own time limit has passed.
    public Decision giveUpOnCourier(Instant at) {
        return state instanceof OrderState.Ready ready && fulfilment == Fulfilment.DELIVERY && !delivery.courierIsOnIt()
                ? returned(ready.acceptance(), "no_courier", Fault.CARRIER, at)
                : late();
    }

    /// dispatch-service told a step. Steps older than the last one known stay in the timeline and change nothing
    /// else.
    public Decision deliver(DeliveryStep step) {
        OrderEvent told = new OrderEvent.Delivering(step.at(), actorOf(step.what()), step);
        boolean late = delivery instanceof Delivery.Begun begun
                && begun.id().equals(step.deliveryId())
                && begun.sequence() >= step.sequence();
        Order moved = late ? this : withDelivery(step);
        return switch (state) {
            case OrderState.Placed _, OrderState.Authorised _, OrderState.Offered _, OrderState.Taken _ ->
                new Decision.Early("not accepted yet");
            case OrderState.Accepted accepted -> moved.afterStep(accepted.acceptance(), step, told);
            case OrderState.Ready ready -> moved.afterStep(ready.acceptance(), step, told);
            case OrderState.Completed _, OrderState.Cancelled _, OrderState.Unfulfilled _, OrderState.Returned _ ->
                moved.changed(state, step.at(), told);
        };
    }

    private Decision afterStep(Acceptance acceptance, DeliveryStep step, OrderEvent told) {
        return switch (step.what()) {
            case What.Delivered delivered ->
                and(
                        told,
                        completed(acceptance, Actor.courier(delivered.courierId()), delivered.collected(), step.at()));
            case What.Returned returned ->
                and(told, returned(acceptance, returned.reason(), returned.fault(), step.at()));
            case What.NoCourier _ -> and(told, returned(acceptance, "no_courier", Fault.CARRIER, step.at()));
            case What.Created _,
                    What.Assigned _,
                    What.Unassigned _,
                    What.AtPickup _,
                    What.PickedUp _,
                    What.AtDropoff _,
                    What.Returning _,
                    What.Cancelled _,
                    What.CourierWanted _,
                    What.IncidentRaised _,
                    What.IncidentResolved _ -> changed(state, step.at(), told);
        };
    }

    private static Decision and(OrderEvent first, Decision.Changed then) {
        List<OrderEvent> events = new ArrayList<>();
        events.add(first);
        events.addAll(then.events());
        return new Decision.Changed(then.order(), events);
    }

    private Order withDelivery(DeliveryStep step) {
        Delivery.Begun before =
                delivery instanceof Delivery.Begun begun && begun.id().equals(step.deliveryId())
                        ? begun
                        : new Delivery.Begun(step.deliveryId(), 0, Delivery.Phase.PENDING, null, null, null, null);
        Delivery.Begun after = switch (step.what()) {
            case What.Created _ -> at(before, step, Delivery.Phase.PENDING, null);
            case What.Assigned assigned ->
                new Delivery.Begun(
                        step.deliveryId(),
                        step.sequence(),
                        Delivery.Phase.ASSIGNED,
                        assigned.courierId(),
                        assigned.fleetId(),
                        assigned.pickupEta(),
                        assigned.dropoffEta());
            case What.Unassigned _ ->
                new Delivery.Begun(step.deliveryId(), step.sequence(), Delivery.Phase.PENDING, null, null, null, null);
            case What.AtPickup reached -> at(before, step, Delivery.Phase.AT_PICKUP, reached.courierId());
            case What.PickedUp picked -> at(before, step, Delivery.Phase.PICKED_UP, picked.courierId());
            case What.AtDropoff reached -> at(before, step, Delivery.Phase.AT_DROPOFF, reached.courierId());
            case What.Delivered delivered ->
                new Delivery.Begun(
                        step.deliveryId(),
                        step.sequence(),
                        Delivery.Phase.DELIVERED,
                        delivered.courierId(),
                        delivered.fleetId() == null ? before.fleetId() : delivered.fleetId(),
                        before.pickupEta(),
                        before.dropoffEta());
            case What.Returning _ -> at(before, step, Delivery.Phase.RETURNING, null);
            case What.Returned _ -> at(before, step, Delivery.Phase.RETURNED, null);
            case What.Cancelled _, What.NoCourier _ -> at(before, step, Delivery.Phase.CANCELLED, null);
            case What.CourierWanted _, What.IncidentRaised _, What.IncidentResolved _ ->
                at(before, step, before.phase(), null);
        };
        return with(after, state, sequence, step.at());
    }

    private static Delivery.Begun at(
            Delivery.Begun before, DeliveryStep step, Delivery.Phase phase, @Nullable UUID courierId) {
        return new Delivery.Begun(
                before.id(),
                step.sequence(),
                phase,
                courierId == null ? before.courierId() : courierId,
                before.fleetId(),
                before.pickupEta(),
                before.dropoffEta());
    }

    private Actor actorOf(What what) {
        return switch (what) {
            case What.Created _, What.Cancelled _, What.CourierWanted _, What.NoCourier _, What.IncidentRaised _ ->
                Actor.SYSTEM;
            case What.Assigned assigned -> Actor.courier(assigned.courierId());
            case What.Unassigned unassigned -> Actor.courier(unassigned.courierId());
            case What.AtPickup reached -> Actor.courier(reached.courierId());
            case What.PickedUp picked -> Actor.courier(picked.courierId());
            case What.AtDropoff reached -> Actor.courier(reached.courierId());
            case What.Delivered delivered -> Actor.courier(delivered.courierId());
            case What.Returning _, What.Returned _ ->
                Actor.courier(delivery instanceof Delivery.Begun begun ? begun.courierId() : null);
            case What.IncidentResolved _ -> new Actor(Actor.Kind.OPERATOR, null);
        };
    }

    /// The bag goes to a locker cell, or from there to the door after all.
    public Decision redirect(OrderEvent.Redirected event) {
        return whileItIsPrepared(event);
    }

    /// Another locker is to be chosen.
    public Decision askWhichLocker(OrderEvent.LockerChoiceWanted event) {
        return whileItIsPrepared(event);
    }

    private Decision whileItIsPrepared(OrderEvent event) {
        return switch (state) {
            case OrderState.Placed _, OrderState.Authorised _, OrderState.Offered _, OrderState.Taken _ ->
                new Decision.Early("not accepted yet");
            case OrderState.Accepted _, OrderState.Ready _ -> changed(state, event.at(), event);
            case OrderState.Completed _, OrderState.Cancelled _, OrderState.Unfulfilled _, OrderState.Returned _ ->
                late();
        };
    }

    /// What calling it off now would cost, if `fault` answers for it.
    ///
    /// Free before a store has accepted, a share while it prepares, everything once the bag is ready or out.
    public CancelQuote cancelQuote(Fault fault, CancelTerms terms) {
        Money dear = dearest(terms);
        if (dear == null) {
            return new CancelQuote.NoLonger(Refusal.ORDER_FINAL);
        }
        Money fee = fault.isTheBuyers() ? dear : nothing();
        return new CancelQuote.Possible(fee, total().minus(fee));
    }

    /// What a buyer at fault pays for calling it off; null once it has ended.
    private @Nullable Money dearest(CancelTerms terms) {
        return switch (state) {
            case OrderState.Placed _, OrderState.Authorised _, OrderState.Offered _ -> nothing();
            case OrderState.Taken _, OrderState.Accepted _ ->
                delivery.bagIsOut() ? total() : terms.whilePreparing(goods());
            case OrderState.Ready _ -> total();
            case OrderState.Completed _, OrderState.Cancelled _, OrderState.Unfulfilled _, OrderState.Returned _ ->
                null;
        };
    }

    /// Somebody calls it off. Asked again for what is already cancelled, nothing more happens.
    public Decision cancel(CancelReason reason, Fault fault, Actor actor, CancelTerms terms, Instant at) {
        if (state instanceof OrderState.Cancelled) {
            return new Decision.Ignored("cancelled before");
        }
        return switch (cancelQuote(fault, terms)) {
            case CancelQuote.NoLonger(Refusal refusal) -> new Decision.Refused(refusal);
            case CancelQuote.Possible possible ->
                cancelled(reason.name().toLowerCase(Locale.ROOT), fault, possible.fee(), actor, at);
        };
    }

    private Decision cancelled(String reason, Fault fault, Money fee, Actor actor, Instant at) {
        Ending ending = new Ending(reason, fault, fee, total().minus(fee));
        return changed(
                new OrderState.Cancelled(state.status(), state.findAcceptance().orElse(null), ending, at),
                at,
                new OrderEvent.Cancelled(
                        at, actor, state.status(), state.findStoreId().orElse(null), ending));
    }

    private Decision.Changed completed(Acceptance acceptance, Actor actor, @Nullable Money collected, Instant at) {
        return changed(
                new OrderState.Completed(acceptance, state.findReadyAt().orElse(null), total(), at),
                at,
                new OrderEvent.Completed(at, actor, acceptance.storeId(), total(), collected));
    }

    private Decision.Changed returned(Acceptance acceptance, String reason, Fault fault, Instant at) {
        Money fee = fault.isTheBuyers() ? total() : nothing();
        Ending ending = new Ending(reason, fault, fee, total().minus(fee));
        return changed(
                new OrderState.Returned(acceptance, state.findReadyAt().orElse(null), ending, at),
                at,
                new OrderEvent.Returned(at, Actor.SYSTEM, acceptance.storeId(), ending));
    }

    private Money nothing() {
        return Money.zero(goodsTotal.currency());
    }

    private Decision late() {
        return new Decision.Ignored("it is " + state.status().name().toLowerCase(Locale.ROOT));
    }

    private Decision.Changed changed(OrderState next, Instant at, OrderEvent event) {
        Instant updated = at.isAfter(updatedAt) ? at : updatedAt;
        return Decision.Changed.to(with(delivery, next, sequence, updated), event);
    }

    /// The same order after `events` more have been told.
    public Order toldTo(long newSequence) {
        return with(delivery, state, newSequence, updatedAt);
    }

    private Order with(Delivery nextDelivery, OrderState nextState, long nextSequence, Instant at) {
        return new Order(
                id,
                kind,
                fulfilment,
                buyer,
                takenAt,
                lines,
                goodsTotal,
                deliveryFee,
                payBy,
                destination,
                window,
                unreachable,
                quoteId,
                reference,
                placedAt,
                at.isAfter(updatedAt) ? at : updatedAt,
                nextSequence,
                nextDelivery,
                nextState);
    }
}
