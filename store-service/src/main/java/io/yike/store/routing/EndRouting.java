package io.yike.store.routing;

import io.yike.kit.deadline.Deadlines;
import io.yike.store.demand.UnmetDemands;
import io.yike.store.demand.UnmetDemands.UnmetDemand;
import io.yike.store.ranking.NobodyLeft;
import io.yike.store.routing.domain.Offer;
import io.yike.store.routing.domain.RoutedOrder;
import io.yike.store.routing.domain.Routing;
import io.yike.store.routing.domain.RoutingEvent;
import io.yike.store.routing.domain.RoutingEvent.OfferExpired;
import io.yike.store.routing.domain.RoutingEvent.RoutingFailed;
import io.yike.store.routing.domain.RoutingState;
import io.yike.store.routing.domain.RoutingState.Accepted;
import io.yike.store.routing.domain.RoutingState.AwaitingPayment;
import io.yike.store.routing.domain.RoutingState.Completed;
import io.yike.store.routing.domain.RoutingState.Failed;
import io.yike.store.routing.domain.RoutingState.Offering;
import io.yike.store.routing.domain.RoutingState.Ready;
import io.yike.store.routing.domain.RoutingState.Released;
import io.yike.store.routing.domain.RoutingState.Scheduled;
import io.yike.store.routing.domain.RoutingState.Seeking;
import io.yike.store.stocking.ReserveStock;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Ends routings: nobody is left, the time is over, or the order ended elsewhere. What an order holds is given back, or
/// counted as sold, exactly once.
@Service
@Transactional
public class EndRouting {

    private final Routings routings;
    private final ReserveStock stock;
    private final UnmetDemands unmetDemands;
    private final Deadlines deadlines;
    private final StoreSearch search;
    private final Clock clock;

    EndRouting(
            Routings routings,
            ReserveStock stock,
            UnmetDemands unmetDemands,
            Deadlines deadlines,
            StoreSearch search,
            Clock clock) {
        this.routings = routings;
        this.stock = stock;
        this.unmetDemands = unmetDemands;
        this.deadlines = deadlines;
        this.search = search;
        this.clock = clock;
    }

    /// What became of an order's end.
    public enum Ended {
        DONE,
        /// It had ended before.
        REPEATED,
        /// What comes before it is not known yet.
        TOO_EARLY
    }

    /// The time for routing is over.
    public void giveUp(UUID orderId) {
        Routing routing = routings.lock(orderId).orElse(null);
        if (routing == null) {
            return;
        }
        switch (routing.state()) {
            case Seeking _, Scheduled _, Offering _ ->
                fail(
                        routing,
                        routing.order().window() == null ? NobodyLeft.ROUTING_TIMEOUT : NobodyLeft.WINDOW_UNREACHABLE,
                        clock.instant());
            case AwaitingPayment _, Accepted _, Ready _, Completed _, Failed _, Released _ -> {}
        }
    }

    /// Ends a locked routing for which no store is left.
    void fail(Routing routing, NobodyLeft reason, Instant now) {
        RoutedOrder order = routing.order();
        List<RoutingEvent> events = new ArrayList<>();
        Offer offer = null;
        if (routing.state() instanceof Offering offering) {
            offer = routings.findOffer(offering.offerId()).orElseThrow().ended(Offer.State.EXPIRED, null, now);
            events.add(new OfferExpired(offer));
        }
        if (routing.state() instanceof Seeking) {
            search.over(routing);
        }
        stock.release(order.id(), now);
        events.add(new RoutingFailed(reason, routings.candidates(order.id())));
        routings.save(routing.to(new Failed(reason)), offer, events, now);
        keepUnmet(order, reason, now);
        deadlines.clear(RoutingDeadlines.ROUTE, order.id().toString());
    }

    /// Cancelled, or unfulfilled by order-service's word: the stock is free again.
    ///
    /// @param unmet whether nobody served it
    public Ended release(UUID orderId, String reason, boolean unmet) {
        return end(orderId, reason, unmet, null);
    }

    /// The bag left the shelf and came back, or stands somewhere: the store corrects its stock by a count.
    public Ended writeOff(UUID orderId, String reason, Instant at) {
        return end(orderId, reason, false, at);
    }

    /// Handed over: what was held is sold.
    public Ended complete(UUID orderId, Instant completedAt) {
        Routing routing = routings.lock(orderId).orElse(null);
        if (routing == null) {
            return Ended.TOO_EARLY;
        }
        Instant now = clock.instant();
        return switch (routing.state()) {
            case AwaitingPayment _, Seeking _, Scheduled _, Offering _ -> Ended.TOO_EARLY;
            case Accepted(UUID storeId, UUID offerId) -> complete(routing, storeId, offerId, completedAt, now);
            case Ready(UUID storeId, UUID offerId) -> complete(routing, storeId, offerId, completedAt, now);
            case Completed _, Failed _, Released _ -> Ended.REPEATED;
        };
    }

    private Ended complete(Routing routing, UUID storeId, UUID offerId, Instant completedAt, Instant now) {
        stock.sell(routing.order().id(), "sold", completedAt, now);
        Offer offer = routings.findOffer(offerId).orElseThrow().ended(Offer.State.COMPLETED, null, now);
        routings.save(routing.to(new Completed(storeId, offerId)), offer, List.of(), now);
        return Ended.DONE;
    }

    private Ended end(UUID orderId, String reason, boolean unmet, @Nullable Instant leftAt) {
        Routing routing = routings.lock(orderId).orElse(null);
        if (routing == null) {
            return Ended.TOO_EARLY;
        }
        Instant now = clock.instant();
        return switch (routing.state()) {
            case AwaitingPayment _, Seeking _, Scheduled _ -> end(routing, null, reason, unmet, leftAt, now);
            case Offering offering -> end(routing, offering.offerId(), reason, unmet, leftAt, now);
            case Accepted accepted -> end(routing, accepted.offerId(), reason, unmet, leftAt, now);
            case Ready ready -> end(routing, ready.offerId(), reason, unmet, leftAt, now);
            case Completed _, Failed _, Released _ -> Ended.REPEATED;
        };
    }

    private Ended end(
            Routing routing,
            @Nullable UUID offerId,
            String reason,
            boolean unmet,
            @Nullable Instant leftAt,
            Instant now) {
        RoutedOrder order = routing.order();
        if (leftAt == null) {
            stock.release(order.id(), now);
        } else {
            stock.sell(order.id(), "left_with_order", leftAt, now);
        }
        RoutingState before = routing.state();
        Offer.State ended = before instanceof Offering ? Offer.State.WITHDRAWN : Offer.State.RELEASED;
        Offer offer = offerId == null
                ? null
                : routings.findOffer(offerId).orElseThrow().ended(ended, reason, now);
        routings.save(routing.to(new Released(reason)), offer, List.of(), now);
        if (unmet) {
            keepUnmet(order, NobodyLeft.ROUTING_TIMEOUT, now);
        }
        deadlines.clear(RoutingDeadlines.ROUTE, order.id().toString());
        return Ended.DONE;
    }

    private void keepUnmet(RoutedOrder order, NobodyLeft reason, Instant now) {
        unmetDemands.add(
                new UnmetDemand(order.id(), now, reason, order.fulfilment(), order.destination(), order.pieces()));
    }
}
