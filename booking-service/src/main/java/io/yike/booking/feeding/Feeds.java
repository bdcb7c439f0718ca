package io.yike.booking.feeding;

import io.yike.booking.keeping.domain.Span;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where links to calendars live, and what is read by them.
public interface Feeds {

    /// A link. What opens it is derived from its id by a key of the configuration, and stands nowhere.
    ///
    /// @param residentId whose bookings; or null
    /// @param resourceId what is booked; or null
    record Link(
            UUID id,
            @Nullable UUID residentId,
            @Nullable UUID resourceId,
            @Nullable UUID facilityId,
            boolean revoked,
            Instant createdAt) {}

    void add(Link link);

    Optional<Link> find(UUID linkId);

    /// Of these residents and facilities, newest first.
    List<Link> list(Set<UUID> residents, Set<UUID> facilities);

    void revoke(UUID linkId);

    /// A booking as feeds show it.
    ///
    /// @param what the names of what is booked
    record Booked(
            UUID bookingId,
            UUID residentId,
            Span span,
            int people,
            String what,
            String facility,
            @Nullable String address,
            String state,
            long version) {}

    /// What a resident has or had, from a time on; nothing that expired, or was cancelled or refused.
    List<Booked> ofResident(UUID residentId, Instant from);

    /// What is booked of a resource, of the rooms that it is in, or of its parts.
    List<Booked> ofResource(UUID resourceId, Instant from);

    /// Everything at a facility whose time touches the span.
    List<Booked> ofFacility(UUID facilityId, Span span);
}
