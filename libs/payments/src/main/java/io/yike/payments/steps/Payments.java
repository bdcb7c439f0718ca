package io.yike.payments.steps;

import io.yike.payments.HeldPayment;
import io.yike.payments.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Where the payments of a service live, with the steps that are due.
public interface Payments<P extends HeldPayment<P>> {

    /// So long after what was to be paid for has ended, an authorisation that was under way may still turn up.
    Duration QUIET = Duration.ofHours(1);

    /// Writes a new payment.
    ///
    /// @param due when its first step is to be taken
    void add(P payment, Instant due);

    /// By what is paid for, oldest first.
    Map<UUID, List<P>> list(Collection<UUID> subjectIds);

    /// The payments for this, locked until the transaction ends, oldest first. Whoever asks has the lock of what is
    /// paid for.
    List<P> lockAll(UUID subjectId);

    /// Locks the payment until the transaction ends.
    P lock(UUID paymentId);

    /// Writes what became of a payment, and gives up the lease.
    ///
    /// @param due when its step is to be taken, if it has one
    void save(P payment, Instant due);

    /// Takes at most `limit` due steps for the caller alone until `lease` is over. In a transaction of its own, so
    /// that a caller that dies with them is followed by another.
    List<P> lease(Instant now, Duration lease, int limit);

    /// Writes down what is to be taken of it, the rest to be let go; does nothing if it is settled.
    ///
    /// @param locked as [#lockAll(UUID)] gave it
    default void settle(P locked, Money due, Instant now) {
        P settled = locked.settle(due, now.plus(QUIET));
        if (!settled.equals(locked)) {
            save(settled, now);
        }
    }
}
