package io.yike.order.erasing;

import io.yike.kit.page.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who was shown who receives an order.
public interface RecipientReadings {

    /// One reading.
    record Reading(UUID id, UUID orderId, String reader, Instant readAt) {}

    /// Newest first.
    ///
    /// @param orderId only of this order, null for all
    /// @param residentId only of this resident's orders, null for all
    List<Reading> list(@Nullable UUID orderId, @Nullable UUID residentId, @Nullable Cursor after, int limit);
}
