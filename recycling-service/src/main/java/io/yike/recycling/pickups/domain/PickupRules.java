package io.yike.recycling.pickups.domain;

import java.time.Duration;

/// What may be done until when.
///
/// @param amendBefore changes are taken until so long before the slot
/// @param freeBefore a cancellation costs nothing until so long before the slot
/// @param lateFeePercent of the price, from then until the slot begins
/// @param reportFor so long after the slot it can be reported that nobody came
/// @param fetchWithin so long after the slot, or the report, it is given up
public record PickupRules(
        Duration amendBefore, Duration freeBefore, int lateFeePercent, Duration reportFor, Duration fetchWithin) {

    public PickupRules {
        if (lateFeePercent < 0 || lateFeePercent > 100) {
            throw new IllegalArgumentException("a fee is a part of the price");
        }
    }
}
