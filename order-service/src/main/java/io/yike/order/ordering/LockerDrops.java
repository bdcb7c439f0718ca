package io.yike.order.ordering;

import io.yike.order.ordering.domain.LockerDrop;
import io.yike.order.ordering.domain.Order;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Where it lives which locker cells orders are to be put into. The order is locked before, so nothing changes in
/// between.
public interface LockerDrops {

    void add(LockerDrop drop);

    void save(LockerDrop drop);

    Optional<LockerDrop> find(UUID orderId);

    /// Of those of these orders that have one.
    Map<UUID, LockerDrop> list(Collection<UUID> orderIds);

    /// Asks booking-service for a cell, in the running transaction.
    ///
    /// @param until when the bag is there at the latest
    void askFor(Order order, UUID holdId, UUID facilityId, LockerDrop.Size size, Instant until, Instant at);

    /// Tells booking-service that a cell is not needed, in the running transaction.
    void giveUp(UUID orderId, UUID holdId, Instant at);
}
