package io.yike.booking.locking;

import io.yike.booking.keeping.domain.Span;
import io.yike.booking.locking.domain.LockCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where codes at locks live, with the steps that are due, and what locks know by themselves.
public interface LockCodes {

    /// Writes that the locks of what is booked are to know the booking's present code.
    void setAll(UUID bookingId, Span valid, Instant due);

    /// Writes that no lock is to know a code of the booking.
    void revokeAll(UUID bookingId, Instant due);

    /// Of the booking's present code.
    List<LockCode> present(UUID bookingId);

    /// Takes at most `limit` due steps for the caller alone until `lease` is over. In a transaction of its own,
    /// so that a caller that dies with them is followed by another.
    ///
    /// @param doubt how long after a code was on its way to a lock it may still arrive there
    List<LockCode> lease(Instant now, Duration lease, Duration doubt, int limit);

    /// Locks the code until the transaction ends.
    LockCode lock(LockCode code);

    /// Writes what became of it, and gives up the lease.
    ///
    /// @param due when its step is to be taken, if it has one
    void save(LockCode code, Instant due);

    /// What the lock of a resource knows by itself.
    Optional<String> offlineCode(UUID resourceId);

    void setOfflineCode(UUID resourceId, String code);
}
