package io.yike.booking.feeding.domain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A calendar as RFC 5545 has it.
public record Calendar(String name, List<Entry> entries) {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int LONGEST_LINE = 75;

    public Calendar {
        entries = List.copyOf(entries);
    }

    /// One booking.
    ///
    /// @param isCertain or only held, or asked for
    /// @param version counts its changes, so that a program that has read it before takes the newer
    public record Entry(
            UUID bookingId,
            Instant start,
            Instant end,
            String summary,
            @Nullable String location,
            boolean isCertain,
            long version) {}

    /// As text, with the line ends that the standard wants.
    ///
    /// @param now when it was written
    public String text(Instant now) {
        StringBuilder text = new StringBuilder();
        line(text, "BEGIN:VCALENDAR");
        line(text, "VERSION:2.0");
        line(text, "PRODID:-//Yike//booking-service//EN");
        line(text, "CALSCALE:GREGORIAN");
        line(text, "X-WR-CALNAME:" + escaped(name));
        for (Entry entry : entries) {
            line(text, "BEGIN:VEVENT");
            line(text, "UID:" + entry.bookingId() + "@yike");
            line(text, "DTSTAMP:" + UTC.format(now));
            line(text, "DTSTART:" + UTC.format(entry.start()));
            line(text, "DTEND:" + UTC.format(entry.end()));
            line(text, "SEQUENCE:" + entry.version());
            line(text, "SUMMARY:" + escaped(entry.summary()));
            String location = entry.location();
            if (location != null) {
                line(text, "LOCATION:" + escaped(location));
            }
            line(text, "STATUS:" + (entry.isCertain() ? "CONFIRMED" : "TENTATIVE"));
            line(text, "END:VEVENT");
        }
        line(text, "END:VCALENDAR");
        return text.toString();
    }

    /// Section 3.3.11.
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\r\n", "\\n")
                .replace("\n", "\\n")
                .replace("\r", "\\n");
    }

    /// Section 3.1: no line is longer than 75 octets, and none is cut inside a character.
    private static void line(StringBuilder text, String content) {
        int octets = 0;
        for (int at = 0; at < content.length(); at = content.offsetByCodePoints(at, 1)) {
            String character = Character.toString(content.codePointAt(at));
            int length = character.getBytes(StandardCharsets.UTF_8).length;
            if (octets + length > LONGEST_LINE) {
                text.append("\r\n ");
                octets = 1;
            }
            text.append(character);
            octets += length;
        }
        text.append("\r\n");
    }
}
