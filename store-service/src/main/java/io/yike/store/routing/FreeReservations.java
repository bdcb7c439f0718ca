package io.yike.store.routing;

import io.yike.kit.deadline.Deadlines;
import io.yike.kit.id.Ids;
import io.yike.store.routing.domain.Routing;
import io.yike.store.routing.domain.RoutingState.Accepted;
import io.yike.store.routing.domain.RoutingState.AwaitingPayment;
import io.yike.store.routing.domain.RoutingState.Completed;
import io.yike.store.routing.domain.RoutingState.Failed;
import io.yike.store.routing.domain.RoutingState.Offering;
import io.yike.store.routing.domain.RoutingState.Ready;
import io.yike.store.routing.domain.RoutingState.Released;
import io.yike.store.routing.domain.RoutingState.Scheduled;
import io.yike.store.routing.domain.RoutingState.Seeking;
import io.yike.store.stocking.Items;
import io.yike.store.stocking.Reservations;
import io.yike.store.stocking.ReserveStock;
import io.yike.store.stocking.Shortages;
import io.yike.store.stocking.domain.Item;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Where a store counted less than is reserved: frees the newest reservations that no store has accepted, one
/// at a time and each in a transaction of its own, until the count suffices or only accepted orders are left.
@Service
@Transactional
public class FreeReservations implements Shortages {

    private final Items items;
    private final Reservations reservations;
    private final Routings routings;
    private final ReserveStock stock;
    private final AnswerOffer answers;
    private final StoreSearch search;
    private final Deadlines deadlines;
    private final Ids ids;

    FreeReservations(
            Items items,
            Reservations reservations,
            Routings routings,
            ReserveStock stock,
            AnswerOffer answers,
            StoreSearch search,
            Deadlines deadlines,
            Ids ids) {
        this.items = items;
        this.reservations = reservations;
        this.routings = routings;
        this.stock = stock;
        this.answers = answers;
        this.search = search;
        this.deadlines = deadlines;
        this.ids = ids;
    }

    @Override
    public void appeared(Item item, Instant now) {
        again(item.storeId(), item.sku(), now);
    }

    public void freeNewest(UUID storeId, String sku, Instant now) {
        if (!isShort(storeId, sku)) {
            return;
        }
        Optional<UUID> newest = reservations.newestUnaccepted(storeId, sku);
        if (newest.isEmpty()) {
            return;
        }
        Routing routing = routings.lock(newest.get()).orElseThrow();
        switch (routing.state()) {
            case Offering offering
            when offering.storeId().equals(storeId) -> answers.withdrawSoldOut(routing, offering, now);
            case Scheduled held
            when held.storeId().equals(storeId) -> {
                stock.release(routing.order().id(), now);
                Routing seeking = routing.to(new Seeking(held.routeUntil()));
                routings.save(seeking, null, List.of(), now);
                search.soon(seeking, now);
            }
            case Offering _,
                    Scheduled _,
                    AwaitingPayment _,
                    Seeking _,
                    Accepted _,
                    Ready _,
                    Completed _,
                    Failed _,
                    Released _ -> {}
        }
        if (isShort(storeId, sku)) {
            again(storeId, sku, now);
        }
    }

    private boolean isShort(UUID storeId, String sku) {
        return items.find(storeId, sku)
                .filter(item -> item.stock().shortage() > 0)
                .isPresent();
    }

    private void again(UUID storeId, String sku, Instant now) {
        deadlines.set(RoutingDeadlines.SHORTAGE, storeId + "/" + sku + "/" + ids.next(), now);
    }
}
