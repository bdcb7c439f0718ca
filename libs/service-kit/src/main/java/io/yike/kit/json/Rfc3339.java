package io.yike.kit.json;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Pattern;

/// Dates and times as RFC 3339 writes them.
public final class Rfc3339 {

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern DATE_TIME = Pattern.compile(
            DATE + "T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})", Pattern.CASE_INSENSITIVE);

    private Rfc3339() {}

    /// Reads a `date-time`.
    ///
    /// @throws DateTimeException if it is none
    public static OffsetDateTime dateTime(String text) {
        if (!DATE_TIME.matcher(text).matches()) {
            throw new DateTimeException("not an RFC 3339 date-time");
        }
        return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT));
    }

    /// Reads a `full-date`.
    ///
    /// @throws DateTimeException if it is none
    public static LocalDate date(String text) {
        if (!DATE.matcher(text).matches()) {
            throw new DateTimeException("not an RFC 3339 full-date");
        }
        return LocalDate.parse(text);
    }
}
