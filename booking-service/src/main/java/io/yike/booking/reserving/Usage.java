package io.yike.booking.reserving;

import io.yike.booking.keeping.domain.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What residents have had, as far as fair use goes by it.
public interface Usage {

    /// Until the transaction ends, nobody else counts for this resident at this facility.
    void lock(UUID facilityId, UUID residentId);

    /// Bookings that begin within a span and were neither cancelled nor refused nor left to expire.
    ///
    /// @param resourceId only of this resource, or null
    /// @param except the booking that does not count, or null
    int count(UUID residentId, UUID facilityId, @Nullable UUID resourceId, Span within, @Nullable UUID except);

    /// When bookings began, after a time, to which the resident did not come; latest first.
    List<Instant> missed(UUID residentId, UUID facilityId, Instant since);

    /// How much of a resource others than a group have, of what begins within a span: of all its units together.
    Duration takenByOthers(UUID resourceId, String group, Span within, @Nullable UUID except);
}
