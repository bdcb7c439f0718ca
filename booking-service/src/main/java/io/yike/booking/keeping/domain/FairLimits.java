package io.yike.booking.keeping.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What one resident may have at a facility.
///
/// @param perWeek bookings that begin in one week; null for any number
public record FairLimits(
        @Nullable Integer perWeek, @Nullable CoolDown coolDown) {

    /// Whoever did not come has to wait.
    ///
    /// @param noShows so often
    /// @param within in so long
    /// @param length since the last time
    public record CoolDown(int noShows, Duration within, Duration length) {}

    public static FairLimits none() {
        return new FairLimits(null, null);
    }
}
