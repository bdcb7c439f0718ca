package io.yike.booking.timing.domain;

import io.yike.booking.keeping.domain.OpeningHours;
import io.yike.booking.keeping.domain.Rules;
import io.yike.booking.keeping.domain.Span;
import java.time.ZoneId;
import java.util.List;

/// Everything that decides whether a time of one resource may be booked, but for who has it already.
///
/// @param blackouts of the resource, of the rooms that it is in, and of its parts
public record Terms(ZoneId zone, OpeningHours hours, Rules rules, List<Span> blackouts) {

    public Terms {
        blackouts = List.copyOf(blackouts);
    }

    /// What a booking of this time keeps from others.
    public Span blocked(Span span) {
        return span.widened(rules.bufferBefore(), rules.bufferAfter());
    }
}
