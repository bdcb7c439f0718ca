package io.yike.booking.feeding.domain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;

class CalendarTest {

    private static final Instant START = Instant.parse("2026-11-26T10:00:00Z");

    private static String text(String summary) {
        return new Calendar(
                        "Kitchen",
                        List.of(new Calendar.Entry(
                                new UUID(0, 1), START, START.plusSeconds(5400), summary, "House", true, 3)))
                .text(START.minusSeconds(60));
    }

    @Test
    void writesABookingAsAnEvent() {
        assertThat(text("Kitchen").split("\r\n", -1))
                .containsExactly(
                        "BEGIN:VCALENDAR",
                        "VERSION:2.0",
                        "PRODID:-//Yike//booking-service//EN",
                        "CALSCALE:GREGORIAN",
                        "X-WR-CALNAME:Kitchen",
                        "BEGIN:VEVENT",
                        "UID:00000000-0000-0000-0000-000000000001@yike",
                        "DTSTAMP:20261126T095900Z",
                        "DTSTART:20261126T100000Z",
                        "DTEND:20261126T113000Z",
                        "SEQUENCE:3",
                        "SUMMARY:Kitchen",
                        "LOCATION:House",
                        "STATUS:CONFIRMED",
                        "END:VEVENT",
                        "END:VCALENDAR",
                        "");
    }

    @Test
    void escapesWhatWouldEndAValue() {
        assertThat(text("Oven, table; left\\right\nEND:VEVENT"))
                .contains("SUMMARY:Oven\\, table\\; left\\\\right\\nEND:VEVENT\r\n");
    }

    /// By the rules of RFC 5545 as ical4j has them, and back to what went in.
    @Test
    void isReadByAnotherProgramAsItWasMeant() throws Exception {
        String summary = "厨房与客厅🏠".repeat(20) + "; Oven, table \\ \"right\"\nEND:VEVENT";

        var calendar = new CalendarBuilder().build(new StringReader(text(summary)));

        assertThat(calendar.validate().getEntries()).isEmpty();
        assertThat(calendar.getComponents()).singleElement().isInstanceOfSatisfying(VEvent.class, event -> {
            assertThat(event.getRequiredProperty("SUMMARY").getValue()).isEqualTo(summary);
            assertThat(event.getRequiredProperty("UID").getValue()).isEqualTo(new UUID(0, 1) + "@yike");
            assertThat(Instant.from(requireNonNull(event.getDateTimeStart()).getDate()))
                    .isEqualTo(START);
            assertThat(Instant.from(requireNonNull(event.getDateTimeEnd()).getDate()))
                    .isEqualTo(START.plusSeconds(5400));
        });
    }

    @Test
    void foldsLongLinesWithoutCuttingACharacter() {
        String name = "厨房与客厅🏠".repeat(20);

        String text = text(name);

        assertThat(text.split("\r\n"))
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(75));
        assertThat(text.replace("\r\n ", "")).contains("SUMMARY:" + name + "\r\n");
    }

    @Test
    void quotesCellsThatASpreadsheetWouldMisread() {
        assertThat(Csv.of(List.of(List.of("a", "b,c", "say \"x\""), List.of("=1+1", "", "-2"))))
                .isEqualTo("a,\"b,c\",\"say \"\"x\"\"\"\r\n'=1+1,,'-2\r\n");
    }
}
