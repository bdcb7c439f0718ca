package io.yike.dispatch.trips.domain;

import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.travel.Coordinate;
import java.time.Instant;

/// One thing a courier does with one delivery.
///
/// @param plannedAt when it was undertaken to be done
public record TripStep(Kind kind, Delivery delivery, Instant plannedAt) {

    /// What is done. At the same moment, pickups come first.
    public enum Kind {
        PICKUP,
        DROPOFF,
        /// The bag goes back to its store.
        BRING_BACK
    }

    public Coordinate place() {
        return switch (kind) {
            case PICKUP, BRING_BACK -> delivery.errand().pickup();
            case DROPOFF -> delivery.errand().dropoff();
        };
    }

    boolean isAtOneStopWith(TripStep other) {
        return kind == other.kind && place().equals(other.place());
    }
}
