package io.yike.recycling.pickups;

import io.yike.recycling.pickups.domain.Slot;
import java.time.Instant;
import java.util.Optional;

/// Why a slot cannot be had.
public enum SlotRefusal {
    SLOT_UNKNOWN,
    SLOT_TOO_SOON,
    SLOT_CLOSED,
    SLOT_FULL;

    /// Looks at a slot.
    ///
    /// @param notBefore it must begin after then
    /// @param wantsRoom whether a place in it is wanted that is not had yet
    static Optional<SlotRefusal> of(Optional<Slot> slot, Instant notBefore, boolean wantsRoom) {
        if (slot.isEmpty()) {
            return Optional.of(SLOT_UNKNOWN);
        }
        if (!slot.get().start().isAfter(notBefore)) {
            return Optional.of(SLOT_TOO_SOON);
        }
        if (slot.get().closed()) {
            return Optional.of(SLOT_CLOSED);
        }
        return wantsRoom && slot.get().free() < 1 ? Optional.of(SLOT_FULL) : Optional.empty();
    }
}
