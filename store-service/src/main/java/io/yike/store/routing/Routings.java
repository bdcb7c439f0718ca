package io.yike.store.routing;

import io.yike.kit.page.Cursor;
import io.yike.store.ranking.Candidate;
import io.yike.store.ranking.PassedOver;
import io.yike.store.routing.domain.Offer;
import io.yike.store.routing.domain.RoutedOrder;
import io.yike.store.routing.domain.Routing;
import io.yike.store.routing.domain.RoutingEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where routings and their offers live. A change is written together with what is told of it.
public interface Routings {

    /// False if the order is known already.
    boolean add(RoutedOrder order, Instant now);

    Optional<Routing> find(UUID orderId);

    /// What was ordered, by the orders' ids.
    Map<UUID, RoutedOrder> orders(Set<UUID> orderIds);

    /// Locks the row until the transaction ends. Whoever changes a routing, its offers or its reservation holds this
    /// lock.
    Optional<Routing> lock(UUID orderId);

    void save(Routing routing, @Nullable Offer offer, List<RoutingEvent> events, Instant now);

    List<Candidate> candidates(UUID orderId);

    /// All of them, in place of those before.
    void keepCandidates(UUID orderId, List<Candidate> candidates);

    /// The order does not go to this one of its candidates after all.
    void passOver(UUID orderId, UUID storeId, PassedOver reason);

    /// The stores that had the order and do not have it any more, with how that ended.
    Map<UUID, PassedOver> asked(UUID orderId);

    Optional<Offer> findOffer(UUID offerId);

    /// Newest first.
    List<Offer> listOffers(
            UUID storeId, Offer.@Nullable State state, @Nullable UUID orderId, @Nullable Cursor after, int limit);

    List<UUID> openOffers(UUID storeId);

    /// Offered or accepted and not yet ready.
    int load(UUID storeId);
}
