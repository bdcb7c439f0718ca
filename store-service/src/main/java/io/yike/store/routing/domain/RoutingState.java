package io.yike.store.routing.domain;

import io.yike.store.ranking.NobodyLeft;
import java.time.Instant;
import java.util.UUID;

/// Where an order stands on its way to a store.
public sealed interface RoutingState {

    /// Placed; its payment is not authorised.
    record AwaitingPayment() implements RoutingState {}

    /// The next store is looked for; nothing is held.
    ///
    /// @param routeUntil when routing gives up
    record Seeking(Instant routeUntil) implements RoutingState {}

    /// For a window: stock is held at a store, which is offered the order at `offerAt`.
    record Scheduled(Instant routeUntil, UUID storeId, Instant offerAt) implements RoutingState {}

    /// A store has the offer, and its stock is held.
    record Offering(Instant routeUntil, UUID storeId, UUID offerId) implements RoutingState {}

    /// The store packs.
    record Accepted(UUID storeId, UUID offerId) implements RoutingState {}

    /// The bag stands ready; its stock is still held, since it has not left.
    record Ready(UUID storeId, UUID offerId) implements RoutingState {}

    /// Handed over; the stock is sold.
    record Completed(UUID storeId, UUID offerId) implements RoutingState {}

    /// No store is left; nothing is held.
    record Failed(NobodyLeft reason) implements RoutingState {}

    /// The order ended elsewhere: cancelled, unfulfilled or returned; nothing is held.
    record Released(String reason) implements RoutingState {}

    /// Its name on the wire and in the row.
    default String code() {
        return switch (this) {
            case AwaitingPayment _ -> "awaiting_payment";
            case Seeking _ -> "seeking";
            case Scheduled _ -> "scheduled";
            case Offering _ -> "offering";
            case Accepted _ -> "accepted";
            case Ready _ -> "ready";
            case Completed _ -> "completed";
            case Failed _ -> "failed";
            case Released _ -> "released";
        };
    }
}
