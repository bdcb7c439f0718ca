package io.yike.webhook.publishing;

import io.yike.webhook.publishing.domain.KnownDelivery;
import io.yike.webhook.publishing.domain.KnownOrder;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Whom orders and deliveries concern, learned from their events. Most events name only what they are about.
public interface KnownParties {

    Optional<KnownOrder> findOrder(UUID orderId);

    /// Adds what an event says about an order to what others have said, whichever came first.
    ///
    /// @return all that is known now
    KnownOrder learn(KnownOrder order, Instant now);

    /// The delivery, locked until the transaction ends; empty before its first event.
    Optional<KnownDelivery> findLocked(UUID deliveryId);

    void save(KnownDelivery delivery, Instant now);
}
