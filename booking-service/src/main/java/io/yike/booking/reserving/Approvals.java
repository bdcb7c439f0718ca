package io.yike.booking.reserving;

import io.yike.booking.keeping.Resources;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.reserving.domain.Booking;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Whether a keeper has to approve of a booking, and until when.
@Component
class Approvals {

    private final Resources resources;
    private final Clock clock;

    Approvals(Resources resources, Clock clock) {
        this.resources = resources;
        this.clock = clock;
    }

    /// Until when the keeper decides about this booking at that time: within the shortest time that one of its
    /// resources gives them, and before it begins. Empty if nobody is asked.
    Optional<Instant> decideBy(Booking booking, Span at) {
        Instant now = clock.instant();
        return booking.lines().stream()
                .flatMap(line -> resources.find(line.resourceId()).stream())
                .flatMap(
                        resource -> Stream.ofNullable(resource.profile().rules().approval()))
                .min(Comparator.<Duration>naturalOrder())
                .map(now::plus)
                .map(until -> until.isAfter(at.start()) ? at.start() : until);
    }
}
