package io.yike.order.ordering.domain;

import io.yike.payments.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where an order stands. What is known only there lives there.
///
/// Two of the names told to the outside have two of these behind them: an order is `placed` before and after its
/// payment is authorised, and `accepted` while a counter's store still says what it took from its shelves.
public sealed interface OrderState {

    /// Committed; its payment is on the way.
    record Placed() implements OrderState {}

    /// Paid for; store-service looks for a store until [#routeUntil].
    record Authorised(Instant routeUntil) implements OrderState {}

    /// A store has been asked. On its decline or silence the next one is.
    ///
    /// @param earlier the offers before this one, whose answers come too late
    record Offered(Offer offer, List<UUID> earlier, Instant routeUntil) implements OrderState {
        public Offered {
            earlier = List.copyOf(earlier);
        }
    }

    /// Taken at a store's counter and paid for; the store has not yet said what it put into the bag.
    record Taken(UUID storeId, Instant takenAt) implements OrderState {}

    /// A store has it and prepares.
    record Accepted(Acceptance acceptance) implements OrderState {}

    /// Packed; waits for the courier or the resident.
    record Ready(Acceptance acceptance, Instant readyAt) implements OrderState {}

    /// In the recipient's hands.
    ///
    /// @param readyAt null if the store never said so
    record Completed(Acceptance acceptance, @Nullable Instant readyAt, Money total, Instant completedAt)
            implements OrderState {}

    /// Called off.
    ///
    /// @param from what it was before
    /// @param acceptance null if no store had it
    record Cancelled(OrderStatus from, @Nullable Acceptance acceptance, Ending ending, Instant cancelledAt)
            implements OrderState {}

    /// No store could take it.
    record Unfulfilled(Ending ending, Instant unfulfilledAt) implements OrderState {}

    /// Not handed over; the bag is back at the store or never left it.
    record Returned(Acceptance acceptance, @Nullable Instant readyAt, Ending ending, Instant returnedAt)
            implements OrderState {}

    /// The name that is told to the outside.
    default OrderStatus status() {
        return switch (this) {
            case Placed _, Authorised _ -> OrderStatus.PLACED;
            case Offered _ -> OrderStatus.OFFERED;
            case Taken _, Accepted _ -> OrderStatus.ACCEPTED;
            case Ready _ -> OrderStatus.READY;
            case Completed _ -> OrderStatus.COMPLETED;
            case Cancelled _ -> OrderStatus.CANCELLED;
            case Unfulfilled _ -> OrderStatus.UNFULFILLED;
            case Returned _ -> OrderStatus.RETURNED;
        };
    }

    /// The store that has been asked, or has it.
    default Optional<UUID> findStoreId() {
        return switch (this) {
            case Placed _, Authorised _, Unfulfilled _ -> Optional.empty();
            case Offered offered -> Optional.of(offered.offer().storeId());
            case Taken taken -> Optional.of(taken.storeId());
            case Accepted _, Ready _, Completed _, Cancelled _, Returned _ ->
                findAcceptance().map(Acceptance::storeId);
        };
    }

    /// What the store said when it took the order.
    default Optional<Acceptance> findAcceptance() {
        return switch (this) {
            case Placed _, Authorised _, Offered _, Taken _, Unfulfilled _ -> Optional.empty();
            case Accepted accepted -> Optional.of(accepted.acceptance());
            case Ready ready -> Optional.of(ready.acceptance());
            case Completed completed -> Optional.of(completed.acceptance());
            case Cancelled cancelled -> Optional.ofNullable(cancelled.acceptance());
            case Returned returned -> Optional.of(returned.acceptance());
        };
    }

    /// When it was packed.
    default Optional<Instant> findReadyAt() {
        return switch (this) {
            case Placed _, Authorised _, Offered _, Taken _, Accepted _, Cancelled _, Unfulfilled _ -> Optional.empty();
            case Ready ready -> Optional.of(ready.readyAt());
            case Completed completed -> Optional.ofNullable(completed.readyAt());
            case Returned returned -> Optional.ofNullable(returned.readyAt());
        };
    }

    /// How it ended other than completed.
    default Optional<Ending> findEnding() {
        return switch (this) {
            case Placed _, Authorised _, Offered _, Taken _, Accepted _, Ready _, Completed _ -> Optional.empty();
            case Cancelled cancelled -> Optional.of(cancelled.ending());
            case Unfulfilled unfulfilled -> Optional.of(unfulfilled.ending());
            case Returned returned -> Optional.of(returned.ending());
        };
    }

    /// When it ended.
    default Optional<Instant> findEndedAt() {
        return switch (this) {
            case Placed _, Authorised _, Offered _, Taken _, Accepted _, Ready _ -> Optional.empty();
            case Completed completed -> Optional.of(completed.completedAt());
            case Cancelled cancelled -> Optional.of(cancelled.cancelledAt());
            case Unfulfilled unfulfilled -> Optional.of(unfulfilled.unfulfilledAt());
            case Returned returned -> Optional.of(returned.returnedAt());
        };
    }
}
