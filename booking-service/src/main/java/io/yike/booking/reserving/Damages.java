package io.yike.booking.reserving;

import io.yike.payments.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was broken or went missing.
public interface Damages {

    /// A report.
    ///
    /// @param unitId which unit; null for the room, or whatever has none
    /// @param kept how much of the deposit was kept for it, in minor units; null for nothing
    record Damage(
            UUID id,
            UUID bookingId,
            @Nullable UUID unitId,
            String description,
            @Nullable String photo,
            @Nullable Long kept,
            String reportedBy,
            Instant reportedAt) {}

    void add(Damage damage);

    /// Of a booking, oldest first.
    List<Damage> list(UUID bookingId);

    /// Says how much of the deposit was kept for it.
    void keep(UUID damageId, Money kept);
}
