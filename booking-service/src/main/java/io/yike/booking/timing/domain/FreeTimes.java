package io.yike.booking.timing.domain;

import io.yike.booking.keeping.domain.Rules;
import io.yike.booking.keeping.domain.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// When a resource can be booked. Bookings of like units may exchange them until they are handed out, so a time is free
/// exactly if at no moment of it too many units are taken.
public final class FreeTimes {

    private record Change(Instant at, int by) {}

    private FreeTimes() {}

    /// Spans in which a booking by the rules can be, in order: each begins on a step and is long enough for the
    /// shortest.
    public static List<Span> of(Terms terms, List<Pool> pools, Span within, Instant now) {
        Rules rules = terms.rules();
        List<Span> taken = new ArrayList<>(terms.blackouts());
        for (Pool pool : pools) {
            if (pool.needed() > pool.units()) {
                return List.of();
            }
            full(pool).forEach(span -> taken.add(span.widened(rules.bufferAfter(), rules.bufferBefore())));
        }
        Instant earliest = now.plus(rules.lead());
        Instant latest = now.plus(Duration.ofDays(rules.horizonDays()));
        Steps steps = new Steps(terms.zone(), rules.step());
        return Span.difference(terms.hours().openings(within, terms.zone()), taken).stream()
                .flatMap(span -> {
                    Instant from = span.start().isBefore(earliest) ? earliest : span.start();
                    Instant start = steps.atOrAfter(from);
                    Instant last = latest.plus(rules.max());
                    Instant end = span.end().isAfter(last) ? last : span.end();
                    return start.isAfter(latest) ? Stream.<Span>of() : Span.find(start, end).stream();
                })
                .filter(span -> span.length().compareTo(rules.min()) >= 0)
                .toList();
    }

    /// The first times of that length within these spans, each on a step, one after the other.
    public static List<Span> first(List<Span> free, Duration length, Terms terms, int atMost) {
        Steps steps = new Steps(terms.zone(), terms.rules().step());
        List<Span> first = new ArrayList<>();
        for (Span span : free) {
            Instant start = steps.atOrAfter(span.start());
            while (first.size() < atMost && !start.plus(length).isAfter(span.end())) {
                first.add(new Span(start, start.plus(length)));
                start = steps.atOrAfter(start.plus(length));
            }
        }
        return first;
    }

    /// When fewer units are left than are needed.
    private static List<Span> full(Pool pool) {
        List<Change> changes = new ArrayList<>();
        for (Span span : pool.taken()) {
            changes.add(new Change(span.start(), 1));
            changes.add(new Change(span.end(), -1));
        }
        changes.sort(Comparator.comparing(Change::at).thenComparingInt(Change::by));
        List<Span> full = new ArrayList<>();
        int taken = 0;
        for (int i = 0; i + 1 < changes.size(); i++) {
            taken += changes.get(i).by();
            if (taken > pool.units() - pool.needed()) {
                Span.find(changes.get(i).at(), changes.get(i + 1).at()).ifPresent(full::add);
            }
        }
        return full;
    }
}
