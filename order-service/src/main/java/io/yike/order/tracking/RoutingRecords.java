package io.yike.order.tracking;

import io.yike.order.tracking.domain.Attempt;
import io.yike.order.tracking.domain.RoutingRecord;
import java.time.Instant;
import java.util.UUID;

/// Which stores were asked for each order, and why.
public interface RoutingRecords {

    void add(UUID orderId, Attempt attempt);

    void accepted(UUID offerId, Instant at);

    void declined(UUID offerId, String reason, String fault, Instant at);

    void expired(UUID offerId, Instant at);

    /// The order has ended: whoever has not answered need not any more.
    void withdrawOpen(UUID orderId, Instant at);

    void failed(UUID orderId, RoutingRecord.Failure failure);

    RoutingRecord get(UUID orderId);
}
