package io.yike.dispatch.delivering.domain;

import io.yike.travel.Coordinate;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is to be brought, from where, to where, by when.
///
/// @param platformId the platform whose order it is
/// @param residentId the resident whose order it is
/// @param promiseAt when it was promised at the door
/// @param notBefore the start of the window, if one was chosen
/// @param cell the locker cell at `dropoff`; null for a door
/// @param redirection the place of the event that said so last among those of the order; 0 for none
/// @param collect what the courier collects at the door
public record Errand(
        UUID orderId,
        UUID storeId,
        @Nullable UUID platformId,
        @Nullable UUID residentId,
        Coordinate pickup,
        Coordinate dropoff,
        Instant promiseAt,
        @Nullable Instant notBefore,
        @Nullable Collection collect,
        Unreachable unreachable,
        @Nullable LockerCell cell,
        long redirection) {

    /// To another place.
    ///
    /// @param to a cell there; null for a door
    public Errand redirected(long sequence, Coordinate place, @Nullable LockerCell to) {
        return new Errand(
                orderId,
                storeId,
                platformId,
                residentId,
                pickup,
                place,
                promiseAt,
                notBefore,
                collect,
                unreachable,
                to,
                sequence);
    }
}
