package io.yike.order.ordering.domain;

import io.yike.payments.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What happened to an order. Each of these stands in its timeline; those that other services need are told to them.
public sealed interface OrderEvent {

    Instant at();

    Actor actor();

    record Placed(Instant at, Actor actor) implements OrderEvent {}

    /// The money is held, or will be paid at the door.
    ///
    /// @param routeUntil until when a store is looked for
    record Authorised(Instant at, Actor actor, Instant routeUntil) implements OrderEvent {}

    record Offered(Instant at, Actor actor, Offer offer) implements OrderEvent {}

    record OfferDeclined(Instant at, Actor actor, UUID offerId, UUID storeId, String reason, Fault fault)
            implements OrderEvent {}

    record OfferExpired(Instant at, Actor actor, UUID offerId, UUID storeId) implements OrderEvent {}

    record Accepted(Instant at, Actor actor, Acceptance acceptance) implements OrderEvent {}

    record Ready(Instant at, Actor actor, UUID storeId, Instant readyAt) implements OrderEvent {}

    /// It is in the recipient's hands.
    ///
    /// @param collected what was paid at the hand-over; null if nothing was due there
    record Completed(
            Instant at,
            Actor actor,
            UUID storeId,
            Money total,
            @Nullable Money collected) implements OrderEvent {}

    record Cancelled(
            Instant at,
            Actor actor,
            OrderStatus from,
            @Nullable UUID storeId,
            Ending ending) implements OrderEvent {}

    record Unfulfilled(Instant at, Actor actor, Ending ending) implements OrderEvent {}

    record Returned(Instant at, Actor actor, UUID storeId, Ending ending) implements OrderEvent {}

    /// Time to fetch it is running out.
    ///
    /// @param remaining until it goes back to the shelf
    record PickupReminded(Instant at, Actor actor, Duration remaining) implements OrderEvent {}

    record PickupCodeReissued(Instant at, Actor actor) implements OrderEvent {}

    /// The buyer has money back that was taken for it.
    record Refunded(Instant at, Actor actor, Refund refund) implements OrderEvent {}

    /// The bag goes elsewhere.
    ///
    /// @param cell where to; null for the recipient's door
    /// @param reason why it goes to the door
    record Redirected(
            Instant at,
            Actor actor,
            LockerDrop.@Nullable Cell cell,
            @Nullable String reason) implements OrderEvent {}

    /// The locker is full: the buyer is asked which other it shall be.
    ///
    /// @param facilityId the one that is full
    record LockerChoiceWanted(
            Instant at, Actor actor, UUID facilityId, List<LockerDrop.Alternative> alternatives, Instant until)
            implements OrderEvent {}

    record Delivering(Instant at, Actor actor, DeliveryStep step) implements OrderEvent {}
}
