package io.yike.booking.timing.domain;

import io.yike.booking.keeping.domain.Rules;
import io.yike.booking.keeping.domain.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a resource can be booked. Bookings of like units may exchange them until they are handed out, so a time is free
/// exactly if at no moment of it too many units are taken.
public final class FreeTimes {

    private record Change(Instant at, int by) {}

    private FreeTimes() {}

    /// Spans in which a booking by the rules can be, in order: each begins on a step and is long enough for one. What
    /// may be kept overnight is free across closed hours too, and its bookings begin and end while it is open.
    public static List<Span> of(Terms terms, List<Pool> pools, Span within, Instant now) {
        Rules rules = terms.rules();
        List<Span> taken = new ArrayList<>(terms.blackouts());
        for (Pool pool : pools) {
            if (pool.needed() > pool.units()) {
                return List.of();
            }
            full(pool).forEach(span -> taken.add(span.widened(rules.bufferAfter(), rules.bufferBefore())));
        }
        Instant latest = now.plus(Duration.ofDays(rules.horizonDays()));
        Optional<Span> allowed = within.within(new Span(now.plus(rules.lead()), latest.plus(rules.max())));
        if (allowed.isEmpty()) {
            return List.of();
        }
        Fits fits = new Fits(terms, allowed.get());
        return Span.difference(fits.open(), taken).stream()
                .flatMap(span -> fits.trimmed(span).stream())
                .filter(span -> !span.start().isAfter(latest))
                .toList();
    }

    /// The first times of that length within these spans, one after the other, at which all of them can be had by
    /// their own rules.
    public static List<Span> first(List<Span> free, Duration length, List<Terms> all, int atMost) {
        List<Span> first = new ArrayList<>();
        for (Span span : free) {
            Fits fits = new Fits(all.getFirst(), span);
            Optional<Span> next = fits.first(span, length, length);
            while (first.size() < atMost && next.isPresent()) {
                Span candidate = next.get();
                boolean isForAll = all.stream().skip(1).allMatch(terms -> isByRules(terms, candidate));
                if (isForAll) {
                    first.add(candidate);
                }
                Instant from = isForAll ? candidate.end() : fits.after(candidate.start());
                next = Span.find(from, span.end()).flatMap(rest -> fits.first(rest, length, length));
            }
        }
        return first;
    }

    private static boolean isByRules(Terms terms, Span span) {
        return Steps.of(terms).isOn(span.start()) && terms.isOpen(span);
    }

    /// The first booking by the rules that a free span leaves room for; empty if it leaves none.
    ///
    /// @param length it is so long at least, and not longer than steps make it; null for any that is allowed
    public static Optional<Span> firstIn(Span free, @Nullable Duration length, Terms terms) {
        Rules rules = terms.rules();
        if (length == null || length.compareTo(rules.min()) < 0) {
            return new Fits(terms, free).first(free, rules.min(), rules.max());
        }
        return length.compareTo(rules.max()) > 0
                ? Optional.empty()
                : new Fits(terms, free).first(free, length, length.plus(rules.step()));
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
