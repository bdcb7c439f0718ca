package io.yike.dispatch.delivering.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A courier's undertaking to bring a delivery.
///
/// @param fleetId the fleet the courier rides for, none for an independent one
/// @param pickupEta when courier and bag are expected to have met
/// @param dropoffEta when the bag is expected to be handed over
public record Carriage(UUID courierId, @Nullable UUID fleetId, Instant pickupEta, Instant dropoffEta) {

    /// @param pickup null to leave it as it is
    Carriage retimed(@Nullable Instant pickup, Instant dropoff) {
        return new Carriage(courierId, fleetId, pickup == null ? pickupEta : pickup, dropoff);
    }
}
