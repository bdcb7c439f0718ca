package io.yike.dispatch.delivering.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a delivery stands. Data lives in the state that has it.
public sealed interface DeliveryState {

    /// When it came into this state.
    Instant at();

    /// Nobody brings it; it is offered to couriers.
    ///
    /// @param leftBy the courier who withdrew or fell silent last
    record Pending(Instant at, @Nullable UUID leftBy) implements DeliveryState {}

    /// A courier is on the way to the store.
    record Assigned(Carriage carriage, Instant at) implements DeliveryState {}

    /// The courier is at the store.
    record AtPickup(Carriage carriage, Instant at) implements DeliveryState {}

    /// The courier has the bag.
    record PickedUp(Carriage carriage, Instant at) implements DeliveryState {}

    /// The courier is at the door.
    record AtDropoff(Carriage carriage, Instant at) implements DeliveryState {}

    /// Final: handed over.
    record Delivered(
            Carriage carriage,
            Instant at,
            Proof proof,
            @Nullable UUID photoId,
            @Nullable Collection collected) implements DeliveryState {}

    /// The bag goes back to the store.
    record Returning(Carriage carriage, Instant at, ReturnReason reason) implements DeliveryState {}

    /// Final: the store has the bag again, or it is lost.
    record Returned(Carriage carriage, Instant at, ReturnReason reason) implements DeliveryState {}

    /// Final: ended before a courier had the bag.
    record Cancelled(Instant at, CancelReason reason) implements DeliveryState {}

    default DeliveryStatus status() {
        return switch (this) {
            case Pending _ -> DeliveryStatus.PENDING;
            case Assigned _ -> DeliveryStatus.ASSIGNED;
            case AtPickup _ -> DeliveryStatus.AT_PICKUP;
            case PickedUp _ -> DeliveryStatus.PICKED_UP;
            case AtDropoff _ -> DeliveryStatus.AT_DROPOFF;
            case Delivered _ -> DeliveryStatus.DELIVERED;
            case Returning _ -> DeliveryStatus.RETURNING;
            case Returned _ -> DeliveryStatus.RETURNED;
            case Cancelled _ -> DeliveryStatus.CANCELLED;
        };
    }

    default boolean isFinal() {
        return switch (this) {
            case Pending _, Assigned _, AtPickup _, PickedUp _, AtDropoff _, Returning _ -> false;
            case Delivered _, Returned _, Cancelled _ -> true;
        };
    }

    /// Who brings it, or brought it.
    default Optional<Carriage> findCarriage() {
        return switch (this) {
            case Pending _, Cancelled _ -> Optional.empty();
            case Assigned assigned -> Optional.of(assigned.carriage());
            case AtPickup atPickup -> Optional.of(atPickup.carriage());
            case PickedUp pickedUp -> Optional.of(pickedUp.carriage());
            case AtDropoff atDropoff -> Optional.of(atDropoff.carriage());
            case Delivered delivered -> Optional.of(delivered.carriage());
            case Returning returning -> Optional.of(returning.carriage());
            case Returned returned -> Optional.of(returned.carriage());
        };
    }

    /// Who is at it now.
    default Optional<Carriage> findLiveCarriage() {
        return isFinal() ? Optional.empty() : findCarriage();
    }

    /// Whether the courier has the bag.
    default boolean hasBag() {
        return switch (this) {
            case PickedUp _, AtDropoff _, Returning _ -> true;
            case Pending _, Assigned _, AtPickup _, Delivered _, Returned _, Cancelled _ -> false;
        };
    }
}
