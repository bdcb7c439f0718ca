package io.yike.recycling.pickups.adapter;

import io.yike.recycling.pickups.domain.Payment;
import io.yike.recycling.pickups.domain.PickupState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a pickup ended, for rows and answers.
final class Ends {

    private Ends() {}

    static @Nullable Instant of(PickupState state) {
        return switch (state) {
            case PickupState.Held _, PickupState.Booked _, PickupState.Missed _ -> null;
            case PickupState.Collected(Payment _, Instant at) -> at;
            case PickupState.NotCollected(Payment _, PickupState.Reason _, Instant at) -> at;
            case PickupState.Cancelled(Payment _, PickupState.Why _, Instant at) -> at;
            case PickupState.Expired(Instant at) -> at;
        };
    }
}
