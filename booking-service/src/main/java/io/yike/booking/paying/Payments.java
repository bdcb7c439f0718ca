package io.yike.booking.paying;

import io.yike.booking.paying.domain.Payment;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Where the payments live, with the steps that are due.
public interface Payments {

    /// Writes a new payment.
    ///
    /// @param due when its first step is to be taken
    void add(Payment payment, Instant due);

    /// By booking, oldest first.
    Map<UUID, List<Payment>> list(Collection<UUID> bookingIds);

    /// The payments of a booking, locked until the transaction ends, oldest first.
    List<Payment> lockAll(UUID bookingId);

    /// Locks the payment until the transaction ends.
    Payment lock(UUID paymentId);

    /// Writes what became of a payment, and gives up the lease.
    ///
    /// @param due when its step is to be taken, if it has one
    void save(Payment payment, Instant due);

    /// Takes at most `limit` due steps for the caller alone until `lease` is over. In a transaction of its own,
    /// so
    /// that a caller that dies with them is followed by another.
    List<Payment> lease(Instant now, Duration lease, int limit);
}
