package io.yike.order.tracking;

import io.yike.order.tracking.domain.Excerpt;
import io.yike.order.tracking.domain.StoredEntry;
import io.yike.order.tracking.domain.TimelineEntry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What happened to each order, in the order in which it became known.
public interface Timeline {

    /// Adds an entry. The caller holds the order's lock, so that no sequence is given twice or skipped.
    void append(UUID orderId, TimelineEntry entry);

    /// At most `limit` entries of the excerpt after `sequence`, oldest first.
    List<StoredEntry> list(UUID orderId, Excerpt excerpt, long sequence, int limit);

    /// The sequence of the last entry of each of these orders.
    Map<UUID, Long> latest(Collection<UUID> orderIds);
}
