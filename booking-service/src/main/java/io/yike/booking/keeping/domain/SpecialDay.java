package io.yike.booking.keeping.domain;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A date with openings of its own instead of the week's; none is a closing day.
public record SpecialDay(LocalDate date, @Nullable String reason, List<Opening> openings) {

    public SpecialDay {
        openings = List.copyOf(openings);
    }
}
