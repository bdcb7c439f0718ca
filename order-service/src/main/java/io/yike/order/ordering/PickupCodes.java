package io.yike.order.ordering;

import io.yike.order.ordering.domain.PickupCode;
import java.util.Optional;
import java.util.UUID;

/// Where the codes of pickup orders live.
public interface PickupCodes {

    Optional<PickupCode> find(UUID orderId);

    /// Writes the code, over the one before.
    void save(UUID orderId, PickupCode code);
}
