package io.yike.dispatch.earnings.domain;

import io.yike.payments.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of a courier's ledger; never changed.
///
/// @param day in the city's time zone
public record Earning(
        UUID id,
        UUID courierId,
        @Nullable UUID fleetId,
        UUID deliveryId,
        Kind kind,
        Money amount,
        LocalDate day,
        Instant at) {

    /// What the row is for.
    public enum Kind {
        /// The courier is owed it for a delivery.
        DELIVERED,
        /// The courier is owed it for a bag brought back, where the courier was not at fault.
        RETURNED,
        /// The courier holds it: cash taken at the door.
        CASH_COLLECTED
    }
}
