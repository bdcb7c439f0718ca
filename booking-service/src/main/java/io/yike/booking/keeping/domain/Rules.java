package io.yike.booking.keeping.domain;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which times of a resource may be booked, and by whom.
///
/// @param step bookings begin on a step from midnight on, and last a number of steps
/// @param lead how long before it begins it must be booked
/// @param horizonDays how far ahead it may begin
/// @param bufferBefore nobody else has it so long before a booking
/// @param noShow not begun so long after its start, a booking is over
/// @param capacity people at once
/// @param groups only for residents of one of these; for all if empty
/// @param perWeek bookings of one resident that begin in one week; null for any number
/// @param approval how long the keeper has to decide about a booking; null where nobody is asked
/// @param overnight whether it may be kept while the facility is closed; it is then open as a booking begins and ends
public record Rules(
        Duration step,
        Duration min,
        Duration max,
        Duration lead,
        int horizonDays,
        Duration bufferBefore,
        Duration bufferAfter,
        Duration noShow,
        int capacity,
        Set<String> groups,
        @Nullable Integer perWeek,
        @Nullable Kept kept,
        @Nullable Duration approval,
        boolean overnight) {

    /// A share of each day is for a group, until so long before a booking would begin.
    public record Kept(String group, int percent, Duration untilBefore) {}

    public Rules {
        groups = Set.copyOf(groups);
    }

    /// Whether some length satisfies all of them.
    public boolean areConsistent() {
        return min.compareTo(max) <= 0
                && min.toMinutes() % step.toMinutes() == 0
                && max.toMinutes() % step.toMinutes() == 0;
    }
}
