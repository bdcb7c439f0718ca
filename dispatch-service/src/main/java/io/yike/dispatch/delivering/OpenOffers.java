package io.yike.dispatch.delivering;

import java.time.Instant;
import java.util.UUID;

/// The offer of a delivery that a courier has not answered.
public interface OpenOffers {

    /// Takes it back; the delivery is locked.
    void withdrawFor(UUID deliveryId, Instant now);
}
