package io.yike.booking.timing.domain;

import io.yike.booking.keeping.domain.OpeningHours;
import io.yike.booking.keeping.domain.Rules;
import io.yike.booking.keeping.domain.Span;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/// Everything that decides whether a time of one resource may be booked, but for who has it already.
///
/// @param blackouts of the resource, of the rooms that it is in, and of its parts
public record Terms(ZoneId zone, OpeningHours hours, Rules rules, List<Span> blackouts) {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    public Terms {
        blackouts = List.copyOf(blackouts);
    }

    /// Whether the house is open for a booking of this time: all the time; of what may be kept overnight, as it begins
    /// and as it ends, be it that the door just opens or just closes then.
    boolean isOpen(Span span) {
        if (!rules.overnight()) {
            return hours.openings(span, zone).stream().anyMatch(open -> open.contains(span));
        }
        Span begin = new Span(span.start(), span.start().plus(A_MINUTE));
        return hours.openings(begin, zone).stream()
                        .anyMatch(open -> open.start().equals(span.start()))
                && hours
                        .openings(
                                new Span(span.end().minus(A_MINUTE), span.end().plus(A_MINUTE)), zone)
                        .stream()
                        .anyMatch(open -> open.touches(span.end()));
    }

    /// What a booking of this time keeps from others.
    public Span blocked(Span span) {
        return span.widened(rules.bufferBefore(), rules.bufferAfter());
    }
}
