package io.yike.dispatch.couriers;

import java.time.Instant;
import java.util.UUID;

/// The offers that a courier has not answered.
public interface OffersOfCourier {

    /// Takes back what is open; the deliveries are offered to others.
    void withdraw(UUID courierId, Instant now);
}
