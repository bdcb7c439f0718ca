package io.yike.booking.timing.domain;

import io.yike.booking.keeping.domain.Span;
import java.util.List;
import java.util.UUID;

/// Units alike, of which a booking would need some: one kind of items, or one room without parts.
///
/// @param units how many there are
/// @param needed how many of them at once
/// @param taken what others have blocked, one span for each unit they have
public record Pool(UUID resourceId, int units, int needed, List<Span> taken) {

    public Pool {
        taken = List.copyOf(taken);
    }
}
