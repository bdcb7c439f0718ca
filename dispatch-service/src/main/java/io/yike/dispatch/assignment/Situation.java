package io.yike.dispatch.assignment;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// The facts of one batch.
public record Situation(Instant now, List<WaitingDelivery> deliveries, List<AvailableCourier> couriers, Ways ways) {

    public Situation {
        deliveries = List.copyOf(deliveries);
        couriers = List.copyOf(couriers);
    }

    /// A delivery that nobody brings yet.
    ///
    /// @param pickup the store's place
    /// @param dropoff the door's place
    /// @param readyAt when the bag is expected to be ready, or was
    /// @param promiseAt when it was promised at the door; later is late
    /// @param refusedBy couriers it must not be offered to now
    public record WaitingDelivery(
            UUID id, int pickup, int dropoff, Instant readyAt, Instant promiseAt, Set<UUID> refusedBy) {

        public WaitingDelivery {
            refusedBy = Set.copyOf(refusedBy);
        }
    }

    /// A courier who can take one more delivery, now or soon.
    ///
    /// @param place where they can go on from
    /// @param freeAt when they can go on from there, not before now
    /// @param askable whether they can be offered something now; if not, the plan only counts on them for later
    /// @param room how many more they can take now; without any they take one once another is handed over
    /// @param trip what they still do, in this order
    public record AvailableCourier(UUID id, int place, Instant freeAt, boolean askable, int room, List<Stop> trip) {

        public AvailableCourier {
            trip = List.copyOf(trip);
        }
    }

    /// What a courier does at a place. A pickup stands before the drop-off of the same delivery; a bag that they have
    /// already has its drop-off only.
    public sealed interface Stop {

        UUID deliveryId();

        int place();

        /// Fetches a bag.
        ///
        /// @param readyAt the bag is not there before
        record Pickup(UUID deliveryId, int place, Instant readyAt) implements Stop {}

        /// Hands a bag over.
        ///
        /// @param promiseAt later is late
        record Dropoff(UUID deliveryId, int place, Instant promiseAt) implements Stop {}
    }
}
