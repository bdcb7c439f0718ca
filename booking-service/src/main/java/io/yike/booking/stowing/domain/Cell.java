package io.yike.booking.stowing.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A cell of a locker.
///
/// @param label what stands on its door
/// @param lockId at the lock provider; null if there is only the keypad
/// @param retired held by nobody any more
/// @param free held by nobody now
public record Cell(
        UUID id,
        UUID facilityId,
        String label,
        CellSize size,
        @Nullable String lockId,
        boolean retired,
        boolean free) {}
