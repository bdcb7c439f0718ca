package io.yike.booking.keeping.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// From a time on, until just before another.
public record Span(Instant start, Instant end) {

    public Span {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("A span ends after it starts");
        }
    }

    /// Empty if it would end before or as it starts.
    public static Optional<Span> find(Instant start, Instant end) {
        return start.isBefore(end) ? Optional.of(new Span(start, end)) : Optional.empty();
    }

    public Duration length() {
        return Duration.between(start, end);
    }

    public boolean overlaps(Span other) {
        return start.isBefore(other.end) && other.start.isBefore(end);
    }

    public boolean contains(Span other) {
        return !other.start.isBefore(start) && !other.end.isAfter(end);
    }

    /// Whether a moment is in it, or is just its end.
    public boolean touches(Instant moment) {
        return !moment.isBefore(start) && !moment.isAfter(end);
    }

    public Optional<Span> within(Span other) {
        return find(latest(start, other.start), earliest(end, other.end));
    }

    /// Begins so much earlier and ends so much later.
    public Span widened(Duration before, Duration after) {
        return new Span(start.minus(before), end.plus(after));
    }

    /// What all of them cover, in order, without overlaps.
    public static List<Span> union(Collection<Span> spans) {
        List<Span> union = new ArrayList<>();
        for (Span span :
                spans.stream().sorted(Comparator.comparing(Span::start)).toList()) {
            if (!union.isEmpty() && !union.getLast().end.isBefore(span.start)) {
                Span last = union.removeLast();
                union.add(new Span(last.start, latest(last.end, span.end)));
            } else {
                union.add(span);
            }
        }
        return union;
    }

    /// What is in the first and in none of the others, in order.
    public static List<Span> difference(Collection<Span> spans, Collection<Span> without) {
        List<Span> rest = new ArrayList<>();
        List<Span> holes = union(without);
        for (Span span : union(spans)) {
            Instant from = span.start;
            for (Span hole : holes) {
                if (hole.end.isAfter(from) && hole.start.isBefore(span.end)) {
                    find(from, hole.start).ifPresent(rest::add);
                    from = latest(from, hole.end);
                }
            }
            find(from, span.end).ifPresent(rest::add);
        }
        return rest;
    }

    /// What is in both, in order.
    public static List<Span> intersection(Collection<Span> some, Collection<Span> others) {
        List<Span> both = new ArrayList<>();
        for (Span one : union(some)) {
            for (Span other : union(others)) {
                one.within(other).ifPresent(both::add);
            }
        }
        return both;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
