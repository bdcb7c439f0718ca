package io.yike.booking.timing.domain;

import io.yike.booking.keeping.domain.Rules;
import io.yike.booking.keeping.domain.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The times by the rules of one resource within a span, whoever has it.
final class Fits {

    /// An end at the very moment the door opens is found, too.
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final Span within;
    private final Rules rules;
    private final Steps steps;
    private final List<Span> openings;

    Fits(Terms terms, Span within) {
        this.within = within;
        this.rules = terms.rules();
        this.steps = Steps.of(terms);
        this.openings = terms.hours()
                .openings(rules.overnight() ? within.widened(Duration.ZERO, A_MINUTE) : within, terms.zone());
    }

    /// What somebody may have it for: while it is open, or all the time.
    List<Span> open() {
        return rules.overnight() ? List.of(within) : openings;
    }

    /// From the first step on at which a booking can begin in a span that is free, until the last moment at which one
    /// can end in it; empty if none fits.
    Optional<Span> trimmed(Span free) {
        return first(free, rules.min(), rules.max())
                .map(first -> new Span(first.start(), rules.overnight() ? lastEnd(free) : free.end()));
    }

    private Instant lastEnd(Span free) {
        for (Span open : openings.reversed()) {
            if (!open.start().isAfter(free.end())) {
                return open.end().isBefore(free.end()) ? open.end() : free.end();
            }
        }
        throw new IllegalStateException("What begins in it ends in it");
    }

    /// The first booking, and of those the shortest, that fits into a span that is free.
    ///
    /// @param min it is so long at least; rounded up to steps
    /// @param max and not longer than this
    Optional<Span> first(Span free, Duration min, Duration max) {
        for (Span open : openings) {
            if (!open.overlaps(free)) {
                continue;
            }
            Instant start = steps.atOrAfter(open.start().isBefore(free.start()) ? free.start() : open.start());
            while (start.isBefore(open.end()) && !start.plus(min).isAfter(free.end())) {
                Optional<Span> fit = shortest(start, open, free.end(), min, max);
                if (fit.isPresent()) {
                    return fit;
                }
                if (!rules.overnight()) {
                    break;
                }
                start = steps.after(start);
            }
        }
        return Optional.empty();
    }

    Instant after(Instant step) {
        return steps.after(step);
    }

    private Optional<Span> shortest(Instant start, Span begun, Instant limit, Duration min, Duration max) {
        for (Span open : rules.overnight() ? openings : List.of(begun)) {
            Duration untilOpen = Duration.between(start, open.start());
            Duration length = inSteps(untilOpen.compareTo(min) > 0 ? untilOpen : min);
            Instant end = start.plus(length);
            if (length.compareTo(max) > 0 || end.isAfter(limit)) {
                return Optional.empty();
            }
            if (!end.isAfter(open.end())) {
                return Optional.of(new Span(start, end));
            }
        }
        return Optional.empty();
    }

    private Duration inSteps(Duration length) {
        long whole = length.dividedBy(rules.step());
        Duration steps = rules.step().multipliedBy(whole);
        return steps.compareTo(length) < 0 ? steps.plus(rules.step()) : steps;
    }
}
