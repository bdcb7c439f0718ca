package io.yike.recycling.pickups.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Old appliances that an order takes along.
///
/// @param pickupId null if it was refused
/// @param refused null if it was booked
public record TakeBack(
        UUID id,
        UUID orderId,
        UUID residentId,
        @Nullable UUID pickupId,
        @Nullable Why refused) {

    /// Why nothing is fetched.
    public enum Why {
        ITEM_UNKNOWN,
        NOT_AN_APPLIANCE,
        NO_SLOT
    }
}
