package io.yike.order.erasing;

import io.yike.order.erasing.domain.Erasure;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Where erasures live, and what they take away.
public interface Erasures {

    /// Lets no other erasure of this resident run beside this one, until the transaction ends.
    void lock(UUID residentId);

    /// Whether an order of the resident's has not ended, or its bag is still out.
    boolean hasOrdersUnderWay(UUID residentId);

    /// Forgets who received and paid for the resident's orders and where exactly they went, in the running
    /// transaction.
    void forget(UUID residentId);

    /// Writes the erasure and tells the other services, in the running transaction.
    void add(Erasure erasure);

    Optional<Erasure> find(UUID id);

    /// Notes that a service has forgotten; the first time counts.
    ///
    /// @return whether there is such an erasure
    boolean forgotten(UUID id, String service, Instant at);
}
