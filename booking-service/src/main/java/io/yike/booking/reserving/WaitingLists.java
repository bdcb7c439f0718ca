package io.yike.booking.reserving;

import io.yike.booking.keeping.domain.Span;
import io.yike.booking.reserving.domain.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where those live who wait for a time.
public interface WaitingLists {

    Optional<Waiting> find(UUID waitingId);

    /// Locked until the transaction ends.
    Optional<Waiting> findLocked(UUID waitingId);

    /// Newest first, of one resident.
    List<Waiting> list(UUID residentId, @Nullable UUID before, int limit);

    /// Adds somebody.
    ///
    /// @return false if they wait for that already
    boolean add(Waiting waiting);

    void save(Waiting waiting);

    /// To whom a booking was offered; locked.
    Optional<Waiting> findOffered(UUID bookingId);

    /// Who waits at a facility for a time that overlaps a span and begins after `now`, in the order in which they came.
    /// Until the transaction ends, nobody else makes offers there.
    List<Waiting> inLine(UUID facilityId, Span span, Instant now);

    /// The same for whatever time that begins after `now`.
    List<Waiting> inLine(UUID facilityId, Instant now);

    /// Nobody waits any more for what has begun.
    void passAll(Instant now);
}
