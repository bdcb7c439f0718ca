package io.yike.store.routing;

import io.yike.store.routing.domain.Routing;
import io.yike.store.routing.domain.RoutingState.Scheduled;
import io.yike.store.routing.domain.RoutingState.Seeking;
import io.yike.store.stocking.ReserveStock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Offers an order for a window to the store that holds its stock, when preparation must soon begin.
@Service
@Transactional
public class OfferScheduled {

    private final Routings routings;
    private final SeekStore seekStore;
    private final ReserveStock stock;
    private final StoreSearch search;

    OfferScheduled(Routings routings, SeekStore seekStore, ReserveStock stock, StoreSearch search) {
        this.routings = routings;
        this.seekStore = seekStore;
        this.stock = stock;
        this.search = search;
    }

    /// Does nothing if the order ended or went elsewhere meanwhile.
    public void offer(UUID orderId, Instant now) {
        Routing routing = routings.lock(orderId).orElse(null);
        if (routing == null
                || !(routing.state() instanceof Scheduled held)
                || seekStore.offerHeld(routing, held, now)) {
            return;
        }
        stock.release(orderId, now);
        Routing seeking = routing.to(new Seeking(held.routeUntil()));
        routings.save(seeking, null, List.of(), now);
        search.soon(seeking, now);
    }
}
