package io.yike.booking.reserving.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.booking.keeping.domain.FairLimits.CoolDown;
import io.yike.booking.keeping.domain.Rules.Kept;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.reserving.domain.FairUse.Refusal;
import io.yike.booking.reserving.domain.FairUse.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairUseTest {

    private static final ZoneId HELSINKI = ZoneId.of("Europe/Helsinki");
    private static final Instant NOW = Instant.parse("2026-10-20T10:00:00Z");

    /// The week of 2026-10-25, when clocks go back, has 169 hours.
    @Test
    void aWeekIsWhatTheCalendarSays() {
        Span week = FairUse.week(Instant.parse("2026-10-25T21:59:59Z"), HELSINKI);

        assertThat(week.start()).isEqualTo("2026-10-18T21:00:00Z");
        assertThat(week.end()).isEqualTo("2026-10-25T22:00:00Z");
        assertThat(week.length()).isEqualTo(Duration.ofHours(169));
        assertThat(FairUse.weekly(2, 3, week)).isEmpty();
        assertThat(FairUse.weekly(3, 3, week)).contains(new Refusal(Rule.WEEKLY_LIMIT_REACHED, week.end()));
    }

    @Test
    void coolsDownFromTheLastTimeOn() {
        CoolDown twice = new CoolDown(2, Duration.ofDays(30), Duration.ofDays(7));
        Instant last = NOW.minus(Duration.ofDays(3));
        Instant before = NOW.minus(Duration.ofDays(20));

        assertThat(FairUse.coolDown(List.of(last), twice, NOW)).isEmpty();
        assertThat(FairUse.coolDown(List.of(last, before), twice, NOW))
                .contains(new Refusal(Rule.COOLING_DOWN, last.plus(Duration.ofDays(7))));
        assertThat(FairUse.coolDown(List.of(last, NOW.minus(Duration.ofDays(31))), twice, NOW))
                .isEmpty();
        assertThat(FairUse.coolDown(List.of(before, before), twice, NOW)).isEmpty();
    }

    @Test
    void keepsAShareUntilADayBefore() {
        Kept quarter = new Kept("elderly", 25, Duration.ofDays(1));
        Instant start = NOW.plus(Duration.ofDays(3));
        Duration open = Duration.ofHours(8);

        assertThat(FairUse.kept(quarter, start, open, Duration.ofHours(6), NOW)).isEmpty();
        assertThat(FairUse.kept(quarter, start, open, Duration.ofHours(7), NOW))
                .contains(new Refusal(Rule.KEPT_FOR_A_GROUP, start.minus(Duration.ofDays(1))));
        assertThat(FairUse.kept(quarter, start, open, Duration.ofHours(8), start.minus(Duration.ofDays(1))))
                .isEmpty();
        // So many units are so many times as long.
        assertThat(FairUse.kept(quarter, start, open.multipliedBy(3), Duration.ofHours(18), NOW))
                .isEmpty();
        assertThat(FairUse.kept(quarter, start, open.multipliedBy(3), Duration.ofHours(20), NOW))
                .isPresent();
    }
}
