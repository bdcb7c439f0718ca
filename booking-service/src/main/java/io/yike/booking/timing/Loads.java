package io.yike.booking.timing;

import io.yike.booking.keeping.domain.Span;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What others have of rooms and items.
public interface Loads {

    /// How many units there are to be had, by resource; a room without parts is one. Those that have none are absent.
    Map<UUID, Integer> units(Collection<UUID> resourceIds);

    /// What is blocked within a span, by resource: one span for each unit. A unit that is out is counted on not to be
    /// back before `backAt`.
    ///
    /// @param except the booking that does not count, or null
    Map<UUID, List<Span>> taken(Collection<UUID> resourceIds, Span within, Instant backAt, @Nullable UUID except);
}
