package io.yike.webhook.delivering.adapter;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// The header of that name (RFC 9110, section 10.2.3): seconds, or a date.
final class RetryAfter {

    private static final int MOST_DIGITS = 9;

    private RetryAfter() {}

    /// How long to wait; null if it says nothing that can be understood.
    static @Nullable Duration parse(String value, Instant now) {
        String text = value.strip();
        if (text.matches("[0-9]{1," + MOST_DIGITS + "}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
        } catch (DateTimeException neither) {
            return null;
        }
    }
}
