package io.yike.store.routing.domain;

import io.yike.store.ranking.Candidate;
import io.yike.store.ranking.NobodyLeft;
import io.yike.store.registering.domain.Store;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What the other services are told about a routing.
public sealed interface RoutingEvent {

    /// A store was offered the order.
    record OfferMade(Offer offer, String storeName, List<Candidate> candidates) implements RoutingEvent {}

    /// The store accepted, whole or in part.
    record OfferAccepted(Offer offer, Store store) implements RoutingEvent {}

    /// The store declined, or its offer was taken back for a reason of its own.
    record OfferDeclined(Offer offer, DeclineReason reason) implements RoutingEvent {}

    /// The store stayed silent.
    record OfferExpired(Offer offer) implements RoutingEvent {}

    /// No store is left.
    record RoutingFailed(NobodyLeft reason, List<Candidate> candidates) implements RoutingEvent {}

    /// The bag stands ready.
    record OrderReady(UUID storeId, Instant readyAt) implements RoutingEvent {}

    /// A counter order has its stock.
    record CounterReserved(Offer offer, Store store) implements RoutingEvent {}
}
