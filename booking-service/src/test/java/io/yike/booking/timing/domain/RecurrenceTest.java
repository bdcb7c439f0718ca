package io.yike.booking.timing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.booking.timing.domain.Recurrence.Parsed;
import io.yike.booking.timing.domain.Recurrence.Why;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrenceTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Helsinki");

    private static List<String> times(String rule, String first) {
        return switch (Recurrence.parse(rule, ZONE)) {
            case Parsed.Good(Recurrence recurrence) ->
                recurrence.from(LocalDateTime.parse(first)).stream()
                        .map(LocalDateTime::toString)
                        .toList();
            case Parsed.Bad(Why why) -> List.of(why.name());
        };
    }

    /// 2026-03-24 is a Tuesday; clocks are moved on the 29th, and the times on the wall stay.
    @Test
    void findsTheTimesOfARule() {
        assertThat(times("FREQ=WEEKLY;COUNT=3", "2026-03-24T18:00"))
                .containsExactly("2026-03-24T18:00", "2026-03-31T18:00", "2026-04-07T18:00");
        assertThat(times("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=4", "2026-03-24T18:00"))
                .containsExactly("2026-03-26T18:00", "2026-04-06T18:00", "2026-04-09T18:00", "2026-04-20T18:00");
        assertThat(times("FREQ=DAILY;INTERVAL=10;UNTIL=20260413", "2026-03-24T18:00"))
                .containsExactly("2026-03-24T18:00", "2026-04-03T18:00", "2026-04-13T18:00");
        assertThat(times("FREQ=DAILY;UNTIL=20260326T155959Z", "2026-03-24T18:00"))
                .containsExactly("2026-03-24T18:00", "2026-03-25T18:00");
        assertThat(times("FREQ=MONTHLY;COUNT=3", "2026-01-31T09:00"))
                .containsExactly("2026-01-31T09:00", "2026-03-31T09:00", "2026-05-31T09:00");
        assertThat(times("FREQ=DAILY;UNTIL=20300101", "2026-03-24T18:00")).hasSize(Recurrence.MOST + 1);
        assertThat(times("FREQ=MONTHLY;INTERVAL=12;UNTIL=20270101", "2026-02-28T09:00"))
                .containsExactly("2026-02-28T09:00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=WEEKLY|RECURRENCE_WITHOUT_END",
                "FREQ=DAILY;COUNT=10000|RECURRENCE_TOO_LONG",
                "FREQ=DAILY;COUNT=0|RECURRENCE_NOT_UNDERSTOOD",
                "FREQ=DAILY;COUNT=99999999999|RECURRENCE_NOT_UNDERSTOOD",
                "FREQ=DAILY;COUNT=2;UNTIL=20270101|RECURRENCE_NOT_UNDERSTOOD",
                "FREQ=SECONDLY;COUNT=5|RECURRENCE_NOT_UNDERSTOOD",
                "FREQ=WEEKLY;BYDAY=1MO;COUNT=5|RECURRENCE_NOT_UNDERSTOOD",
                "FREQ=WEEKLY;BYSETPOS=1;COUNT=5|RECURRENCE_NOT_UNDERSTOOD",
                "FREQ=WEEKLY;FREQ=DAILY;COUNT=5|RECURRENCE_NOT_UNDERSTOOD",
                "FREQ=DAILY;INTERVAL=0;COUNT=5|RECURRENCE_NOT_UNDERSTOOD",
                "FREQ=DAILY;UNTIL=someday|RECURRENCE_NOT_UNDERSTOOD",
                "every Tuesday|RECURRENCE_NOT_UNDERSTOOD",
            })
    void namesWhatIsWrongWithARule(String rule, Why why) {
        assertThat(Recurrence.parse(rule, ZONE)).isEqualTo(new Parsed.Bad(why));
    }
}
