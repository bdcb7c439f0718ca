package io.yike.order.tracking;

import io.yike.kit.security.Caller;
import java.util.UUID;

/// Who may see which order.
public interface OrderSight {

    Sight of(UUID orderId, Caller caller);

    /// How much of an order somebody sees.
    enum Sight {
        /// As if it did not exist.
        NOTHING,
        /// What a store needs: no recipient, no address, no payment, no other store.
        AS_STORE,
        EVERYTHING
    }
}
