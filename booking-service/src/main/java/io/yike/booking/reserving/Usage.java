package io.yike.booking.reserving;

import io.yike.booking.keeping.domain.Span;
import java.time.Instant;
import java.util.Collection;
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

    /// When bookings began, after a time, to which the resident did not come, or which they gave back only then; latest
    /// first.
    List<Instant> missed(UUID residentId, UUID facilityId, Instant since);

    /// So many units for so long.
    record Taken(Span span, int quantity) {}

    /// What others than a group have of some resources within a span.
    ///
    /// @param except the booking that does not count, or null
    List<Taken> takenByOthers(Collection<UUID> resourceIds, String group, Span within, @Nullable UUID except);
}
