package io.yike.kit.json;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Dates and times as RFC 3339 writes them.
public final class Rfc3339 {

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern DATE_TIME = Pattern.compile(
            DATE + "T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})", Pattern.CASE_INSENSITIVE);

    /// `2026-11-23T10:00:00Z`.
    private static final int SHORTEST = 20;

    private Rfc3339() {}

    /// Reads a `date-time`.
    ///
    /// @throws DateTimeException if it is none
    public static OffsetDateTime dateTime(String text) {
        OffsetDateTime usual = usual(text);
        if (usual != null) {
            return usual;
        }
        if (!DATE_TIME.matcher(text).matches()) {
            throw new DateTimeException("not an RFC 3339 date-time");
        }
        return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT));
    }

    /// `2026-11-23T10:00:00.123Z`: nearly all are spelled so, and a pattern and a formatter take several times as long.
    /// Null for whatever is spelled otherwise.
    private static @Nullable OffsetDateTime usual(String text) {
        int length = text.length();
        if (length < SHORTEST
                || length > SHORTEST + 10
                || length == SHORTEST + 1
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':'
                || (length > SHORTEST && text.charAt(SHORTEST - 1) != '.')
                || text.charAt(length - 1) != 'Z') {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        int nano = number(text, SHORTEST, length - 1);
        if ((year | month | day | hour | minute | second | nano) < 0) {
            return null;
        }
        for (int digits = Math.max(0, length - SHORTEST - 1); digits < 9; digits++) {
            nano *= 10;
        }
        return OffsetDateTime.of(year, month, day, hour, minute, second, nano, ZoneOffset.UTC);
    }

    /// What the digits there say, 0 where there are none; negative if one is none.
    private static int number(String text, int from, int until) {
        int number = 0;
        for (int at = from; at < until; at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
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
