package io.yike.store.routing;

import io.yike.kit.deadline.Deadlines;
import io.yike.payments.Money;
import io.yike.store.ranking.PassedOver;
import io.yike.store.ranking.Ranking;
import io.yike.store.registering.Stores;
import io.yike.store.registering.domain.Store;
import io.yike.store.routing.domain.Answer;
import io.yike.store.routing.domain.AnswerRefusal;
import io.yike.store.routing.domain.DeclineReason;
import io.yike.store.routing.domain.LineChange;
import io.yike.store.routing.domain.Offer;
import io.yike.store.routing.domain.Packing;
import io.yike.store.routing.domain.Routing;
import io.yike.store.routing.domain.RoutingEvent;
import io.yike.store.routing.domain.RoutingEvent.OfferAccepted;
import io.yike.store.routing.domain.RoutingEvent.OfferDeclined;
import io.yike.store.routing.domain.RoutingEvent.OfferExpired;
import io.yike.store.routing.domain.RoutingEvent.OrderReady;
import io.yike.store.routing.domain.RoutingState.Accepted;
import io.yike.store.routing.domain.RoutingState.Offering;
import io.yike.store.routing.domain.RoutingState.Ready;
import io.yike.store.routing.domain.RoutingState.Seeking;
import io.yike.store.stocking.Items;
import io.yike.store.stocking.ReserveStock;
import io.yike.store.stocking.ReserveStock.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/// Takes a store's answer to an offer: accept whole or in part, decline, or silence; and its word that the bag is
/// ready.
/// The same answer again is no second effect.
@Service
@Transactional
public class AnswerOffer {

    private final Routings routings;
    private final Stores stores;
    private final Items items;
    private final ReserveStock stock;
    private final StoreSearch search;
    private final Deadlines deadlines;
    private final Clock clock;

    AnswerOffer(
            Routings routings,
            Stores stores,
            Items items,
            ReserveStock stock,
            StoreSearch search,
            Deadlines deadlines,
            Clock clock) {
        this.routings = routings;
        this.stores = stores;
        this.items = items;
        this.stock = stock;
        this.search = search;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    /// Accepts an open offer, whole or in part.
    ///
    /// @param preparation as the store expects it; null for its usual one
    /// @param changes of lines; those not named are packed as ordered
    public Answer accept(UUID offerId, @Nullable Duration preparation, List<LineChange> changes) {
        Instant now = clock.instant();
        Open open = lock(offerId);
        switch (open.offer.state()) {
            case ACCEPTED, READY, COMPLETED -> {
                return new Answer.Taken(open.offer);
            }
            case DECLINED -> {
                return new Answer.Refused(AnswerRefusal.OFFER_DECLINED);
            }
            case EXPIRED -> {
                return new Answer.Refused(AnswerRefusal.OFFER_EXPIRED);
            }
            case WITHDRAWN, RELEASED -> {
                return new Answer.Refused(AnswerRefusal.OFFER_WITHDRAWN);
            }
            case OPEN -> {}
        }
        if (open.offer.isOver(now)) {
            fallAway(open, Offer.State.EXPIRED, null, PassedOver.OFFER_EXPIRED, new OfferExpired(open.offer), now);
            return new Answer.Refused(AnswerRefusal.OFFER_EXPIRED);
        }
        Store store = stores.find(open.offer.storeId()).orElseThrow();
        Packing packing = Packing.of(open.offer.lines(), changes, pricesOf(changes, store, now));
        return switch (packing) {
            case Packing.Refused(AnswerRefusal refusal, int change) -> {
                if (refusal == AnswerRefusal.CHANGE_NOT_PERMITTED) {
                    decline(open, DeclineReason.ITEM_SOLD_OUT, now);
                }
                yield new Answer.Refused(refusal, change);
            }
            case Packing.Packed packed -> accept(open, store, packed, changes, preparation, now);
        };
    }

    public Answer decline(UUID offerId, DeclineReason reason) {
        Instant now = clock.instant();
        Open open = lock(offerId);
        return switch (open.offer.state()) {
            case DECLINED -> new Answer.Taken(open.offer);
            case ACCEPTED, READY, COMPLETED -> new Answer.Refused(AnswerRefusal.OFFER_ACCEPTED);
            case EXPIRED -> new Answer.Refused(AnswerRefusal.OFFER_EXPIRED);
            case WITHDRAWN, RELEASED -> new Answer.Refused(AnswerRefusal.OFFER_WITHDRAWN);
            case OPEN -> new Answer.Taken(decline(open, reason, now));
        };
    }

    /// The store's time is over; does nothing if it answered.
    public void expire(UUID offerId, Instant now) {
        Open open = lock(offerId);
        if (open.offer.state() == Offer.State.OPEN && open.offer.isOver(now)) {
            fallAway(open, Offer.State.EXPIRED, null, PassedOver.OFFER_EXPIRED, new OfferExpired(open.offer), now);
        }
    }

    /// The store paused or closed; does nothing if it answered, or is open again.
    public void withdraw(UUID offerId, Instant now) {
        Open open = lock(offerId);
        Store store = stores.find(open.offer.storeId()).orElseThrow();
        DeclineReason reason = switch (store.availability().stateAt(now)) {
            case OPEN, BUSY -> null;
            case PAUSED -> DeclineReason.STORE_TOO_BUSY;
            case CLOSED -> DeclineReason.STORE_CLOSED;
        };
        if (reason != null && open.offer.state() == Offer.State.OPEN) {
            takeBack(open, reason, PassedOver.WITHDRAWN, now);
        }
    }

    /// Takes an open offer back because its goods are not there after all.
    void withdrawSoldOut(Routing routing, Offering offering, Instant now) {
        Offer offer = routings.findOffer(offering.offerId()).orElseThrow();
        takeBack(new Open(routing, offer), DeclineReason.ITEM_SOLD_OUT, PassedOver.WITHDRAWN, now);
    }

    public Answer markReady(UUID offerId) {
        Instant now = clock.instant();
        Open open = lock(offerId);
        return switch (open.offer.state()) {
            case READY, COMPLETED -> new Answer.Taken(open.offer);
            case OPEN, DECLINED, EXPIRED -> new Answer.Refused(AnswerRefusal.OFFER_NOT_ACCEPTED);
            case WITHDRAWN, RELEASED -> new Answer.Refused(AnswerRefusal.OFFER_WITHDRAWN);
            case ACCEPTED -> {
                Offer ready = open.offer.ready(now);
                routings.save(
                        open.routing.to(new Ready(ready.storeId(), ready.id())),
                        ready,
                        List.of(new OrderReady(ready.storeId(), now)),
                        now);
                yield new Answer.Taken(ready);
            }
        };
    }

    private Answer accept(
            Open open,
            Store store,
            Packing.Packed packed,
            List<LineChange> changes,
            @Nullable Duration preparation,
            Instant now) {
        UUID orderId = open.routing.order().id();
        if (!packed.pieces().equals(open.routing.order().pieces())) {
            Outcome outcome = stock.exchange(orderId, store.id(), packed.pieces(), now);
            String missing = switch (outcome) {
                case Outcome.Reserved _ -> null;
                case Outcome.NotCarried(String sku) -> sku;
                case Outcome.SoldOut(String sku) -> sku;
            };
            if (missing != null) {
                TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
                return new Answer.Refused(AnswerRefusal.SUBSTITUTE_SOLD_OUT, positionOf(missing, changes));
            }
        }
        Offer accepted = open.offer.accepted(
                packed.lines(),
                preparation == null ? store.profile().preparation() : preparation,
                false,
                open.routing.order().window(),
                now);
        routings.save(
                open.routing.to(new Accepted(store.id(), accepted.id())),
                accepted,
                List.of(new OfferAccepted(accepted, store)),
                now);
        deadlines.clear(RoutingDeadlines.OFFER, accepted.id().toString());
        deadlines.clear(RoutingDeadlines.ROUTE, orderId.toString());
        return new Answer.Taken(accepted);
    }

    private Offer decline(Open open, DeclineReason reason, Instant now) {
        deadlines.clear(RoutingDeadlines.OFFER, open.offer.id().toString());
        return fallAway(
                open,
                Offer.State.DECLINED,
                code(reason),
                PassedOver.DECLINED,
                new OfferDeclined(open.offer, reason),
                now);
    }

    private void takeBack(Open open, DeclineReason reason, PassedOver passedOver, Instant now) {
        deadlines.clear(RoutingDeadlines.OFFER, open.offer.id().toString());
        fallAway(open, Offer.State.WITHDRAWN, code(reason), passedOver, new OfferDeclined(open.offer, reason), now);
    }

    /// The offer ends without an acceptance: its stock is free, and the next store is sought in a transaction of its
    /// own, so
    /// that no transaction holds items of two stores.
    private Offer fallAway(
            Open open,
            Offer.State end,
            @Nullable String reason,
            PassedOver passedOver,
            RoutingEvent event,
            Instant now) {
        UUID orderId = open.routing.order().id();
        if (!(open.routing.state() instanceof Offering offering)
                || !offering.offerId().equals(open.offer.id())) {
            throw new IllegalStateException("Offer " + open.offer.id() + " is open, but order " + orderId + " is "
                    + open.routing.state().code());
        }
        routings.passOver(orderId, open.offer.storeId(), passedOver);
        Offer ended = open.offer.ended(end, reason, now);
        Routing seeking = open.routing.to(new Seeking(offering.routeUntil()));
        routings.save(seeking, ended, List.of(event), now);
        search.soon(seeking, now);
        // Last, for the other orders that hold the same items wait for it.
        stock.release(orderId, now);
        return ended;
    }

    private Map<String, Money> pricesOf(List<LineChange> changes, Store store, Instant now) {
        Map<String, Money> prices = new HashMap<>();
        for (LineChange change : changes) {
            if (change.substitute() != null) {
                items.find(store.id(), change.substitute().sku())
                        .filter(item ->
                                Ranking.reasonAgainstSelling(item.capability(), item.licence(), store, now) == null)
                        .ifPresent(item -> prices.put(item.sku(), item.price()));
            }
        }
        return prices;
    }

    private static int positionOf(String sku, List<LineChange> changes) {
        for (int i = 0; i < changes.size(); i++) {
            LineChange.Substitute substitute = changes.get(i).substitute();
            if (substitute != null && substitute.sku().equals(sku)) {
                return i;
            }
        }
        return 0;
    }

    /// Locks the routing first and reads the offer then, so that the offer is as the lock's holder left it.
    private Open lock(UUID offerId) {
        UUID orderId = routings.findOffer(offerId).orElseThrow().orderId();
        Routing routing = routings.lock(orderId).orElseThrow();
        return new Open(routing, routings.findOffer(offerId).orElseThrow());
    }

    private static String code(DeclineReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private record Open(Routing routing, Offer offer) {}
}
