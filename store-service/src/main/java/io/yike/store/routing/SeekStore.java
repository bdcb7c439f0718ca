package io.yike.store.routing;

import io.yike.kit.deadline.Deadlines;
import io.yike.kit.id.Ids;
import io.yike.store.StoreSettings;
import io.yike.store.indexing.StoreIndex;
import io.yike.store.ranking.Candidate;
import io.yike.store.ranking.NobodyLeft;
import io.yike.store.ranking.PassedOver;
import io.yike.store.ranking.Ranking;
import io.yike.store.ranking.Wanted;
import io.yike.store.registering.Stores;
import io.yike.store.registering.domain.Store;
import io.yike.store.routing.domain.Offer;
import io.yike.store.routing.domain.OfferedLine;
import io.yike.store.routing.domain.RoutedOrder;
import io.yike.store.routing.domain.Routing;
import io.yike.store.routing.domain.RoutingEvent;
import io.yike.store.routing.domain.RoutingEvent.OfferAccepted;
import io.yike.store.routing.domain.RoutingEvent.OfferMade;
import io.yike.store.routing.domain.RoutingState.Accepted;
import io.yike.store.routing.domain.RoutingState.Offering;
import io.yike.store.routing.domain.RoutingState.Scheduled;
import io.yike.store.routing.domain.RoutingState.Seeking;
import io.yike.store.stocking.Items;
import io.yike.store.stocking.ReserveStock;
import io.yike.store.stocking.ReserveStock.Outcome;
import io.yike.store.stocking.domain.Item;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// Finds the next store for an order: ranks, reserves at the first that truly has the goods, and offers it the order.
/// For a window that lies ahead, the stock is held and the offer comes later. Nobody left: the routing fails.
///
/// Ranking may ask a routing engine, so it comes before the transaction; what it was based on is looked at again under
/// the lock. Locks are taken in one order everywhere: routing, store, items by SKU. A store that turns out unable is
/// rolled back to a savepoint, which gives its locks back before the next one is tried.
@Service
public class SeekStore {

    private final Routings routings;
    private final Stores stores;
    private final Items items;
    private final ReserveStock stock;
    private final EndRouting endRouting;
    private final StoreIndex index;
    private final Ranking ranking;
    private final Deadlines deadlines;
    private final Ids ids;
    private final StoreSettings settings;
    private final Clock clock;
    private final StoreSearch search;
    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;

    SeekStore(
            Routings routings,
            Stores stores,
            Items items,
            ReserveStock stock,
            EndRouting endRouting,
            StoreIndex index,
            Ranking ranking,
            Deadlines deadlines,
            Ids ids,
            StoreSettings settings,
            Clock clock,
            StoreSearch search,
            PlatformTransactionManager transactions) {
        this.routings = routings;
        this.stores = stores;
        this.items = items;
        this.stock = stock;
        this.endRouting = endRouting;
        this.index = index;
        this.ranking = ranking;
        this.deadlines = deadlines;
        this.ids = ids;
        this.settings = settings;
        this.clock = clock;
        this.search = search;
        this.transaction = new TransactionTemplate(transactions);
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /// The order as it was ranked, and the stores in that order.
    ///
    /// @param asked who had it before
    private record Ranked(Routing routing, Map<UUID, PassedOver> asked, List<Candidate> candidates) {}

    private enum Step {
        DONE,
        /// Each store that was able by the index is not by the database: others may be.
        ALL_UNABLE,
        /// The order is not what was ranked any more.
        OVERTAKEN
    }

    /// Does nothing unless the order is seeking; so it may be called twice. Not to be called in a transaction.
    public void seek(UUID orderId) {
        // What the database says against stores that the index takes for able.
        Map<UUID, Candidate> unable = new HashMap<>();
        Step step = Step.OVERTAKEN;
        while (step != Step.DONE) {
            Ranked ranked = rank(orderId, unable).orElse(null);
            if (ranked == null) {
                return;
            }
            step = Objects.requireNonNull(transaction.execute(_ -> settle(ranked, unable)));
            if (step == Step.ALL_UNABLE) {
                index.catchUp();
            }
        }
    }

    /// Has an order sought again whose seeking was not heard of in time: the process may have died.
    @Transactional
    public void resume(UUID orderId) {
        Routing routing = routings.lock(orderId).orElse(null);
        if (routing != null && routing.state() instanceof Seeking) {
            search.again(routing, clock.instant());
        }
    }

    private Optional<Ranked> rank(UUID orderId, Map<UUID, Candidate> unable) {
        Routing routing = routings.find(orderId).orElse(null);
        if (routing == null || !(routing.state() instanceof Seeking)) {
            return Optional.empty();
        }
        Map<UUID, Candidate> known = new HashMap<>();
        routings.candidates(orderId).forEach(candidate -> known.put(candidate.storeId(), candidate));
        known.putAll(unable);
        Map<UUID, PassedOver> asked = routings.asked(orderId);
        Map<UUID, PassedOver> out = new HashMap<>(asked);
        unable.forEach((store, candidate) -> out.put(store, Objects.requireNonNull(candidate.passedOver())));
        return Optional.of(new Ranked(routing, asked, rank(routing.order(), known, out, clock.instant())));
    }

    private Step settle(Ranked ranked, Map<UUID, Candidate> unable) {
        UUID orderId = ranked.routing().order().id();
        Routing routing = routings.lock(orderId).orElse(null);
        if (routing == null || !(routing.state() instanceof Seeking seeking)) {
            return Step.DONE;
        }
        Instant now = clock.instant();
        if (!now.isBefore(seeking.routeUntil())) {
            endRouting.fail(routing, NobodyLeft.ROUTING_TIMEOUT, now);
            return Step.DONE;
        }
        if (!routings.asked(orderId).equals(ranked.asked())) {
            return Step.OVERTAKEN;
        }
        List<Candidate> candidates = new ArrayList<>(ranked.candidates());
        if (candidates.stream().noneMatch(Candidate::isEligible)) {
            routings.keepCandidates(orderId, candidates);
            endRouting.fail(routing, NobodyLeft.of(candidates), now);
            return Step.DONE;
        }
        return takeFirst(routing, seeking, candidates, unable, now) ? Step.DONE : Step.ALL_UNABLE;
    }

    /// Whether one of the eligible stores truly had the goods; those that had not are unable.
    private boolean takeFirst(
            Routing routing, Seeking seeking, List<Candidate> candidates, Map<UUID, Candidate> unable, Instant now) {
        for (int i = 0; i < candidates.size() && candidates.get(i).isEligible(); i++) {
            int position = i;
            PassedOver reason = savepoint.execute(inside -> {
                PassedOver why = take(routing, seeking, candidates, position, now);
                if (why != null) {
                    inside.setRollbackOnly();
                }
                return why;
            });
            if (reason == null) {
                return true;
            }
            Candidate passedOver = candidates.get(i).passedOver(reason);
            candidates.set(i, passedOver);
            unable.put(passedOver.storeId(), passedOver);
        }
        return false;
    }

    /// Offers an order that was held for its window; if the store no longer can, the next one is sought.
    ///
    /// @return false if the store fell away
    boolean offerHeld(Routing routing, Scheduled held, Instant now) {
        UUID orderId = routing.order().id();
        Store store = stores.lock(held.storeId()).orElseThrow();
        List<Candidate> candidates = routings.candidates(orderId);
        if (reasonAgainst(store, now) != null) {
            return false;
        }
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).storeId().equals(store.id())) {
                List<Candidate> told = offeredTo(candidates, i);
                routings.keepCandidates(orderId, told);
                Map<String, Item> shelf =
                        items.lock(store.id(), routing.order().pieces().keySet());
                offer(routing, held.routeUntil(), store, shelf, told, i, now);
                return true;
            }
        }
        throw new IllegalStateException("The store that holds order " + orderId + " was no candidate");
    }

    /// The candidates of the order; those that are out keep their figures and their reason, and their place among
    /// them, however many others there are.
    private List<Candidate> rank(
            RoutedOrder order, Map<UUID, Candidate> known, Map<UUID, PassedOver> out, Instant now) {
        Wanted wanted = new Wanted(
                order.fulfilment(),
                order.pieces(),
                Objects.requireNonNull(order.destination()),
                order.window(),
                now,
                settings.longestPromise(),
                out);
        List<Candidate> ranked = ranking.rank(wanted, index.map());
        if (ranked.stream().noneMatch(Candidate::isEligible)) {
            index.catchUp();
            ranked = ranking.rank(wanted, index.map());
        }
        List<Candidate> gone = out.keySet().stream()
                .filter(known::containsKey)
                .map(store -> Objects.requireNonNull(known.get(store)))
                .sorted(Comparator.comparingInt(Candidate::distanceMetres))
                .limit(Ranking.MOST_CANDIDATES - 1)
                .toList();
        Set<UUID> kept = gone.stream().map(Candidate::storeId).collect(Collectors.toSet());
        List<Candidate> others = ranked.stream()
                .filter(candidate -> !kept.contains(candidate.storeId()))
                .limit(Ranking.MOST_CANDIDATES - gone.size())
                .toList();
        List<Candidate> passedOver = new ArrayList<>(gone);
        List<Candidate> candidates = new ArrayList<>();
        others.forEach(candidate -> (candidate.isEligible() ? candidates : passedOver).add(candidate));
        passedOver.sort(Comparator.comparingInt(Candidate::distanceMetres).thenComparing(Candidate::storeId));
        candidates.addAll(passedOver);
        return candidates;
    }

    /// Why the store cannot have it after all; null if it has.
    private @Nullable PassedOver take(
            Routing routing, Seeking seeking, List<Candidate> candidates, int position, Instant now) {
        RoutedOrder order = routing.order();
        Candidate candidate = candidates.get(position);
        Instant offerAt = offerAt(order, candidate);
        boolean later = offerAt != null && offerAt.isAfter(now);
        List<Candidate> told = later ? candidates : offeredTo(candidates, position);
        // Before the store is locked, for which the other orders wait that go to it at the same time.
        routings.keepCandidates(order.id(), told);
        search.over(routing);
        Optional<Store> locked = stores.lock(candidate.storeId());
        if (locked.isEmpty()) {
            return PassedOver.STORE_CLOSED;
        }
        Store store = locked.get();
        PassedOver reason = later ? null : reasonAgainst(store, now);
        if (reason != null) {
            return reason;
        }
        Outcome outcome = stock.reserve(
                order.id(), store.id(), order.pieces(), store.profile().safetyStock(), now);
        return switch (outcome) {
            case Outcome.NotCarried _ -> PassedOver.ITEM_NOT_CARRIED;
            case Outcome.SoldOut _ -> PassedOver.ITEM_SOLD_OUT;
            case Outcome.Reserved reserved -> {
                if (later) {
                    hold(routing, seeking.routeUntil(), store, Objects.requireNonNull(offerAt), now);
                } else {
                    offer(routing, seeking.routeUntil(), store, reserved.items(), told, position, now);
                }
                yield null;
            }
        };
    }

    private @Nullable PassedOver reasonAgainst(Store store, Instant now) {
        return switch (store.availability().stateAt(now)) {
            case BUSY -> PassedOver.STORE_BUSY;
            case PAUSED -> PassedOver.STORE_PAUSED;
            case CLOSED -> PassedOver.STORE_CLOSED;
            case OPEN -> routings.load(store.id()) >= store.profile().loadCap() ? PassedOver.LOAD_CAP : null;
        };
    }

    /// Window start − preparation − travel − lead; null for as soon as possible.
    private @Nullable Instant offerAt(RoutedOrder order, Candidate candidate) {
        if (order.window() == null) {
            return null;
        }
        int travel =
                order.fulfilment() == Wanted.Fulfilment.PICKUP ? 0 : Objects.requireNonNull(candidate.travelSeconds());
        return order.window()
                .start()
                .minusSeconds((long) candidate.preparationSeconds() + travel)
                .minus(settings.windowLead());
    }

    private void hold(Routing routing, Instant routeUntil, Store store, Instant offerAt, Instant now) {
        routings.save(routing.to(new Scheduled(routeUntil, store.id(), offerAt)), null, List.of(), now);
        deadlines.set(RoutingDeadlines.WINDOW, routing.order().id().toString(), offerAt);
    }

    private static List<Candidate> offeredTo(List<Candidate> candidates, int position) {
        List<Candidate> told = new ArrayList<>(candidates);
        told.set(position, candidates.get(position).offered());
        return List.copyOf(told);
    }

    /// @param candidates as they are kept, the one at `position` as the one it is offered to
    private void offer(
            Routing routing,
            Instant routeUntil,
            Store store,
            Map<String, Item> shelf,
            List<Candidate> candidates,
            int position,
            Instant now) {
        RoutedOrder order = routing.order();
        Candidate candidate = candidates.get(position);
        Instant latest = now.plus(settings.answerWithin());
        Instant expiresAt = latest.isBefore(routeUntil) ? latest : routeUntil;
        Instant promise = now.plusSeconds(Objects.requireNonNull(candidate.promiseSeconds()));
        boolean early =
                order.window() != null && promise.isBefore(order.window().start());
        boolean pickup = order.fulfilment() == Wanted.Fulfilment.PICKUP;
        Offer offer = new Offer(
                ids.next(),
                order.id(),
                store.id(),
                routing.attempts() + 1,
                Offer.State.OPEN,
                false,
                linesFor(order, shelf),
                null,
                null,
                Objects.requireNonNull(candidate.courierSeconds()),
                pickup ? 0 : Objects.requireNonNull(candidate.travelSeconds()),
                now,
                expiresAt,
                null,
                null,
                early ? Objects.requireNonNull(order.window()).start() : promise);
        RoutingEvent made = new OfferMade(offer, store.profile().name(), candidates);
        if (store.profile().autoAccept()) {
            Offer accepted = offer.accepted(offer.whole(), store.profile().preparation(), true, order.window(), now);
            Routing taken = routing.offering(new Accepted(store.id(), offer.id()));
            routings.save(taken, accepted, List.of(made, new OfferAccepted(accepted, store)), now);
            deadlines.clear(RoutingDeadlines.ROUTE, order.id().toString());
            return;
        }
        routings.save(routing.offering(new Offering(routeUntil, store.id(), offer.id())), offer, List.of(made), now);
        deadlines.set(RoutingDeadlines.OFFER, offer.id().toString(), expiresAt);
    }

    static List<OfferedLine> linesFor(RoutedOrder order, Map<String, Item> shelf) {
        return order.lines().stream()
                .map(line -> {
                    Item item = Objects.requireNonNull(shelf.get(line.sku()), line.sku());
                    return new OfferedLine(
                            line.line(),
                            line.sku(),
                            item.name(),
                            line.quantity(),
                            line.unitPrice(),
                            item.price(),
                            line.changeable());
                })
                .toList();
    }
}
