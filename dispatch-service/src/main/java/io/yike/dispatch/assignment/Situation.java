package io.yike.dispatch.assignment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The facts of one batch.
///
/// @param approach how long each courier takes from where they will be free to each delivery's pickup; a pair that is
///     missing is not possible
public record Situation(
        Instant now,
        List<WaitingDelivery> deliveries,
        List<AvailableCourier> couriers,
        Map<UUID, Map<UUID, Duration>> approach) {

    public Situation {
        deliveries = List.copyOf(deliveries);
        couriers = List.copyOf(couriers);
        approach = Map.copyOf(approach);
    }

    /// A delivery that nobody brings yet.
    ///
    /// @param readyAt when the bag is expected to be ready, or was
    /// @param promiseAt when it was promised at the door; later is late
    /// @param ride from the pickup to the drop-off
    /// @param refusedBy couriers it must not be offered to now
    public record WaitingDelivery(UUID id, Instant readyAt, Instant promiseAt, Duration ride, Set<UUID> refusedBy) {

        public WaitingDelivery {
            refusedBy = Set.copyOf(refusedBy);
        }
    }

    /// A courier who can take one more delivery, now or soon.
    ///
    /// @param freeAt now, or when what they carry is handed over
    /// @param askable whether they can be offered something now; if not, the plan only counts on them for later
    public record AvailableCourier(UUID id, Instant freeAt, boolean askable) {}
}
