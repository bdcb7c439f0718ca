package io.yike.dispatch.assignment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is offered what. Each courier and each delivery occurs at most once.
public record Plan(List<Match> matches) {

    public Plan {
        matches = List.copyOf(matches);
    }

    /// One offer to make.
    ///
    /// @param arrival of the courier at the store
    /// @param pickupEta when courier and bag have met and the courier leaves
    /// @param dropoffEta when the bag is handed over
    /// @param lateness of the hand-over after the promise, zero when in time
    /// @param added how much longer the courier is under way with it than without
    /// @param others what they carry besides, and when with it
    public record Match(
            UUID deliveryId,
            UUID courierId,
            Instant arrival,
            Instant pickupEta,
            Instant dropoffEta,
            Duration lateness,
            Duration added,
            List<Carried> others) {

        public Match {
            others = List.copyOf(others);
        }
    }

    /// A delivery of the same trip.
    ///
    /// @param pickupEta null when the courier has the bag
    public record Carried(UUID deliveryId, @Nullable Instant pickupEta, Instant dropoffEta) {}
}
