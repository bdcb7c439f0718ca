package io.yike.recycling.pickups.domain;

import org.jspecify.annotations.Nullable;

/// Where things stand.
///
/// @param lift one into which they fit
/// @param assisted the resident cannot help to carry
/// @param note null once it is forgotten
public record Standing(
        int floor,
        boolean lift,
        Where where,
        boolean assisted,
        @Nullable String note) {

    /// How far the crew has to come.
    public enum Where {
        KERBSIDE,
        DOOR,
        INSIDE
    }

    /// Floors over which things are carried by hand.
    public int floorsToCarry() {
        return where == Where.KERBSIDE || lift ? 0 : Math.abs(floor);
    }
}
