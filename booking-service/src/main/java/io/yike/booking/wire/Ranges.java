package io.yike.booking.wire;

import io.yike.booking.keeping.domain.Opening;
import io.yike.booking.keeping.domain.Span;
import io.yike.kit.jdbc.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Spans and openings as ranges of the database.
public final class Ranges {

    private static final Pattern TIMES = Pattern.compile("[\\[(]\"?([^\",]*)\"?,\"?([^\")]*)\"?[)\\]]");
    private static final Pattern MINUTES = Pattern.compile("\\[(\\d+),(\\d+)\\)");

    private static final DateTimeFormatter POSTGRES = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendOffset("+HH:mm", "+00")
            .toFormatter();

    private Ranges() {}

    /// The span in columns `NAME_start` and `NAME_end`.
    public static Span span(Row row, String name) throws SQLException {
        return new Span(row.instant(name + "_start"), row.instant(name + "_end"));
    }

    /// As a parameter that is cast to `tstzmultirange`.
    public static String multirange(Collection<Span> spans) {
        return spans.stream()
                .map(span -> "[" + span.start() + "," + span.end() + ")")
                .collect(Collectors.joining(",", "{", "}"));
    }

    /// Reads a `tstzmultirange` as text.
    public static List<Span> spans(String multirange) {
        return TIMES.matcher(multirange)
                .results()
                .map(found -> new Span(instant(found.group(1)), instant(found.group(2))))
                .toList();
    }

    /// As a parameter that is cast to `int4multirange`.
    public static String minutes(Collection<Opening> openings, int from) {
        return openings.stream()
                .map(opening -> "[" + (from + opening.from()) + "," + (from + opening.to()) + ")")
                .collect(Collectors.joining(",", "{", "}"));
    }

    /// Reads an `int4multirange` as text: its part between two minutes, counted from the first.
    public static List<Opening> openings(String multirange, int from, int to) {
        return MINUTES.matcher(multirange)
                .results()
                .map(found -> new int[] {
                    Math.max(from, Integer.parseInt(Objects.requireNonNull(found.group(1)))),
                    Math.min(to, Integer.parseInt(Objects.requireNonNull(found.group(2))))
                })
                .filter(part -> part[0] < part[1])
                .map(part -> new Opening(part[0] - from, part[1] - from))
                .toList();
    }

    private static Instant instant(@Nullable String text) {
        return OffsetDateTime.parse(Objects.requireNonNull(text), POSTGRES).toInstant();
    }
}
