package io.yike.recycling.paying;

import io.yike.recycling.paying.domain.ProviderPayment;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Where the payments of pickups live, with the steps that are due. A pickup has at most one.
public interface ProviderPayments {

    /// Writes a new payment.
    ///
    /// @param due when its first step is to be taken
    void add(ProviderPayment payment, Instant due);

    /// By pickup.
    Map<UUID, ProviderPayment> list(Collection<UUID> pickupIds);

    /// Locked until the transaction ends; whoever asks has the pickup's lock.
    Optional<ProviderPayment> findLocked(UUID pickupId);

    /// Writes what became of a payment, and gives up the lease.
    ///
    /// @param due when its step is to be taken, if it has one
    void save(ProviderPayment payment, Instant due);

    /// Takes at most `limit` due steps for the caller alone until `lease` is over. In a transaction of its own, so
    /// that a caller that dies with them is followed by another.
    List<ProviderPayment> lease(Instant now, Duration lease, int limit);
}
