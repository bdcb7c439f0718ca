package io.yike.booking.dispensing.domain;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What came in one delivery, under one number.
///
/// @param expiresOn from this day on, nothing of it goes out; by the facility's calendar
/// @param received pieces
/// @param remaining pieces that have not been given out
/// @param recalled why nothing of it goes out any more; null if it does
public record Lot(
        UUID id,
        UUID medicineId,
        String code,
        LocalDate expiresOn,
        int received,
        int remaining,
        @Nullable String recalled) {

    public boolean isInReach(LocalDate day) {
        return recalled == null && day.isBefore(expiresOn);
    }
}
