package io.yike.booking.timing.domain;

import io.yike.booking.keeping.domain.Rules;
import io.yike.booking.keeping.domain.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Whether a time is allowed by what its keeper has laid down.
public final class TimeRules {

    private TimeRules() {}

    /// Why not; empty if it is.
    public static Optional<TimeRefusal> refuse(Terms terms, Span span, Instant now) {
        Rules rules = terms.rules();
        if (span.length().compareTo(rules.min()) < 0) {
            return Optional.of(TimeRefusal.TOO_SHORT);
        }
        if (span.length().compareTo(rules.max()) > 0) {
            return Optional.of(TimeRefusal.TOO_LONG);
        }
        if (!Steps.of(terms).isOn(span.start())
                || !span.length()
                        .minus(rules.step().multipliedBy(span.length().dividedBy(rules.step())))
                        .isZero()) {
            return Optional.of(TimeRefusal.NOT_ON_A_STEP);
        }
        if (span.start().isBefore(now.plus(rules.lead()))) {
            return Optional.of(TimeRefusal.TOO_SOON);
        }
        if (span.start().isAfter(now.plus(Duration.ofDays(rules.horizonDays())))) {
            return Optional.of(TimeRefusal.TOO_FAR_AHEAD);
        }
        if (!terms.isOpen(span)) {
            return Optional.of(TimeRefusal.CLOSED);
        }
        if (terms.blackouts().stream().anyMatch(span::overlaps)) {
            return Optional.of(TimeRefusal.BLACKED_OUT);
        }
        return Optional.empty();
    }
}
