package io.yike.order.ordering.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How far the courier is. Runs beside preparation, so a courier may be assigned before or after the bag is ready.
public sealed interface Delivery {

    /// Nothing has been heard from dispatch-service.
    record NotBegun() implements Delivery {}

    /// dispatch-service is on it.
    ///
    /// @param sequence of the last event; what is older comes late and changes nothing
    /// @param fleetId the fleet of the courier, if they ride for one
    /// @param pickupEta when the courier is expected at the store
    /// @param dropoffEta when the courier is expected at the door
    record Begun(
            UUID id,
            long sequence,
            Phase phase,
            @Nullable UUID courierId,
            @Nullable UUID fleetId,
            @Nullable Instant pickupEta,
            @Nullable Instant dropoffEta)
            implements Delivery {}

    enum Phase {
        PENDING,
        ASSIGNED,
        AT_PICKUP,
        PICKED_UP,
        AT_DROPOFF,
        DELIVERED,
        RETURNING,
        RETURNED,
        CANCELLED;

        /// The bag is on the road.
        public boolean hasTheBag() {
            return switch (this) {
                case PICKED_UP, AT_DROPOFF, RETURNING -> true;
                case PENDING, ASSIGNED, AT_PICKUP, DELIVERED, RETURNED, CANCELLED -> false;
            };
        }

        /// A courier is on this delivery, with the bag or without.
        public boolean hasACourier() {
            return switch (this) {
                case ASSIGNED, AT_PICKUP, PICKED_UP, AT_DROPOFF, RETURNING -> true;
                case PENDING, DELIVERED, RETURNED, CANCELLED -> false;
            };
        }
    }

    default boolean bagIsOut() {
        return switch (this) {
            case NotBegun() -> false;
            case Begun begun -> begun.phase().hasTheBag();
        };
    }

    default boolean courierIsOnIt() {
        return switch (this) {
            case NotBegun() -> false;
            case Begun begun -> begun.phase().hasACourier();
        };
    }

    /// Who is owed for bringing it, e.g. `fleet:ID` or `courier:ID`; null while no courier is known.
    default @Nullable String carrier() {
        return switch (this) {
            case NotBegun() -> null;
            case Begun begun ->
                begun.fleetId() != null
                        ? "fleet:" + begun.fleetId()
                        : begun.courierId() == null ? null : "courier:" + begun.courierId();
        };
    }
}
