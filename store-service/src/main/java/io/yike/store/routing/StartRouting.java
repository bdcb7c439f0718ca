package io.yike.store.routing;

import io.yike.kit.deadline.Deadlines;
import io.yike.kit.id.Ids;
import io.yike.payments.Money;
import io.yike.store.StoreSettings;
import io.yike.store.ranking.Candidate;
import io.yike.store.ranking.NobodyLeft;
import io.yike.store.ranking.Outlet;
import io.yike.store.ranking.Ranking;
import io.yike.store.ranking.Wanted;
import io.yike.store.registering.Stores;
import io.yike.store.registering.domain.Store;
import io.yike.store.routing.domain.Offer;
import io.yike.store.routing.domain.RoutedOrder;
import io.yike.store.routing.domain.Routing;
import io.yike.store.routing.domain.RoutingEvent.CounterReserved;
import io.yike.store.routing.domain.RoutingState.Accepted;
import io.yike.store.routing.domain.RoutingState.AwaitingPayment;
import io.yike.store.routing.domain.RoutingState.Seeking;
import io.yike.store.stocking.ReserveStock;
import io.yike.store.stocking.domain.Item;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Begins an order's way to a store: remembered when it is placed, started when its payment is authorised. A
/// counter order has its store; its goods are taken from the stock there, and what is missing is recorded, not
/// refused.
@Service
@Transactional
public class StartRouting {

    private final Routings routings;
    private final Stores stores;
    private final ReserveStock stock;
    private final EndRouting endRouting;
    private final StoreSearch search;
    private final Ranking ranking;
    private final Deadlines deadlines;
    private final Ids ids;
    private final StoreSettings settings;
    private final Clock clock;

    StartRouting(
            Routings routings,
            Stores stores,
            ReserveStock stock,
            EndRouting endRouting,
            StoreSearch search,
            Ranking ranking,
            Deadlines deadlines,
            Ids ids,
            StoreSettings settings,
            Clock clock) {
        this.routings = routings;
        this.stores = stores;
        this.stock = stock;
        this.endRouting = endRouting;
        this.search = search;
        this.ranking = ranking;
        this.deadlines = deadlines;
        this.ids = ids;
        this.settings = settings;
        this.clock = clock;
    }

    /// False if it is known already.
    public boolean placed(RoutedOrder order) {
        return routings.add(order, clock.instant());
    }

    /// What became of an authorisation.
    public enum Started {
        STARTED,
        /// The order is not known yet.
        TOO_EARLY,
        /// It was started, or ended, before.
        REPEATED
    }

    public Started authorised(UUID orderId, Instant routeUntil) {
        Routing routing = routings.lock(orderId).orElse(null);
        if (routing == null) {
            return Started.TOO_EARLY;
        }
        if (!(routing.state() instanceof AwaitingPayment)) {
            return Started.REPEATED;
        }
        Instant now = clock.instant();
        if (routing.order().counterStoreId() != null) {
            reserveAtCounter(routing, routing.order().counterStoreId(), now);
            return Started.STARTED;
        }
        Routing seeking = routing.to(new Seeking(routeUntil));
        routings.save(seeking, null, List.of(), now);
        deadlines.set(RoutingDeadlines.ROUTE, orderId.toString(), routeUntil);
        search.soon(seeking, now);
        return Started.STARTED;
    }

    private void reserveAtCounter(Routing routing, UUID storeId, Instant now) {
        RoutedOrder order = routing.order();
        Optional<Store> found = stores.lock(storeId);
        if (found.isEmpty()) {
            endRouting.fail(routing, NobodyLeft.STORE_UNKNOWN, now);
            return;
        }
        Store store = found.get();
        Map<String, Money> prices = new HashMap<>();
        order.lines().forEach(line -> prices.put(line.sku(), line.unitPrice()));
        Map<String, Item> shelf = stock.reserveRegardless(order.id(), storeId, order.pieces(), prices, now);
        int courierSeconds = 0;
        int travelSeconds = 0;
        if (order.destination() != null && order.fulfilment() == Wanted.Fulfilment.DELIVERY) {
            Candidate figures = ranking.estimate(
                    new Wanted(
                            order.fulfilment(),
                            new TreeMap<>(),
                            order.destination(),
                            order.window(),
                            now,
                            settings.longestPromise(),
                            Map.of()),
                    Outlet.empty(store));
            courierSeconds = Objects.requireNonNull(figures.courierSeconds());
            travelSeconds = Objects.requireNonNull(figures.travelSeconds());
        }
        Offer offer = new Offer(
                ids.next(),
                order.id(),
                storeId,
                1,
                Offer.State.OPEN,
                true,
                SeekStore.linesFor(order, shelf),
                null,
                null,
                courierSeconds,
                travelSeconds,
                now,
                null,
                null,
                null,
                now);
        Offer accepted = offer.accepted(offer.whole(), store.profile().preparation(), true, order.window(), now);
        routings.save(
                routing.offering(new Accepted(storeId, accepted.id())),
                accepted,
                List.of(new CounterReserved(accepted, store)),
                now);
    }
}
