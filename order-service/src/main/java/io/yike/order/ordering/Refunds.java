package io.yike.order.ordering;

import io.yike.order.ordering.domain.Refund;
import java.util.List;
import java.util.UUID;

/// Where refunds live.
public interface Refunds {

    void add(Refund refund);

    Refund get(UUID id);

    /// Writes what became of one.
    void save(Refund refund);

    /// At most `limit` of an order, the latest first.
    List<Refund> list(UUID orderId, int limit);
}
