package io.yike.recycling.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class FillForecastTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    /// A Monday, 08:00 in Shanghai.
    private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");

    /// 1: two percent an hour, from 40 %: full in 30 hours, for certain.
    @Test
    void goesOnAsItAlwaysWent() {
        List<HourlyFill> history = history(7 * 24, _ -> 2);

        Forecast forecast = forecast(history, 40).orElseThrow();

        assertThat(forecast.fullAt()).isEqualTo(MONDAY.plus(Duration.ofHours(30)));
        assertThat(forecast.errorPercent()).isZero();
        assertThat(forecast.earliest()).isEqualTo(forecast.fullAt()).isEqualTo(forecast.latest());
        assertThat(forecast.hoursKnown()).isGreaterThan(150);
    }

    /// 2: nothing by night, ten percent an hour from 18 to 20: what is missing on Monday morning comes on Monday
    /// evening.
    @Test
    void waitsForTheHoursInWhichItFills() {
        List<HourlyFill> history = history(28 * 24, hour -> hour.getHour() == 18 || hour.getHour() == 19 ? 10 : 0);

        Forecast forecast = forecast(history, 85).orElseThrow();

        assertThat(forecast.fullAt().atZone(SHANGHAI).toLocalDate())
                .isEqualTo(MONDAY.atZone(SHANGHAI).toLocalDate());
        assertThat(forecast.fullAt().atZone(SHANGHAI).getHour()).isBetween(18, 20);
    }

    /// 3: one reading of a sensor that was knocked changes next to nothing.
    @Test
    void bearsASensorThatJumps() {
        List<HourlyFill> quiet = history(14 * 24, _ -> 1);
        List<HourlyFill> knocked = new ArrayList<>(quiet);
        knocked.set(100, new HourlyFill(quiet.get(100).hour(), 99));

        Instant expected = forecast(quiet, 50).orElseThrow().fullAt();
        Instant actual = forecast(knocked, 50).orElseThrow().fullAt();

        assertThat(Math.abs(Duration.between(expected, actual).toHours())).isLessThanOrEqualTo(2);
    }

    /// 4: noise of ± 3 % an hour is the error that is shown, and the range holds the true time most of the time.
    @Test
    void showsItsError() {
        int inside = 0;
        for (int seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            List<HourlyFill> history = history(28 * 24, _ -> Math.max(0, 2 + random.nextGaussian()));
            Forecast forecast = forecast(history, 20).orElseThrow();
            assertThat(forecast.errorPercent()).isCloseTo(1, within(0.3));
            double fill = 20;
            Instant at = MONDAY;
            while (fill < 100) {
                fill += Math.max(0, 2 + random.nextGaussian());
                at = at.plus(Duration.ofHours(1));
            }
            boolean early = at.isBefore(forecast.earliest().minus(Duration.ofHours(1)));
            boolean late = at.isAfter(forecast.latest().plus(Duration.ofHours(1)));
            inside += early || late ? 0 : 1;
        }

        assertThat(inside).isBetween(120, 195);
    }

    /// 5: a day is the least that it goes by.
    @Test
    void saysNothingOfWhatItHardlyKnows() {
        assertThat(forecast(history(20, _ -> 2), 40)).isEmpty();
        assertThat(forecast(List.of(), 40)).isEmpty();
    }

    /// 6: a bin into which nobody drops anything is not full within four weeks.
    @Test
    void saysNothingOfABinThatDoesNotFill() {
        assertThat(forecast(history(14 * 24, _ -> 0), 40)).isEmpty();
    }

    /// 7: what is full is full now.
    @Test
    void isFullAtOnceWhenItIs() {
        assertThat(forecast(history(14 * 24, _ -> 1), 100).orElseThrow().fullAt())
                .isEqualTo(MONDAY);
    }

    /// 8: a gap in the history is no hour in which nothing came.
    @Test
    void leavesOutHoursThatNobodyReported() {
        List<HourlyFill> history = history(14 * 24, _ -> 2).stream()
                .filter(hour -> hour.hour().getEpochSecond() / 3600 % 5 < 3)
                .toList();

        assertThat(forecast(history, 40).orElseThrow().fullAt()).isEqualTo(MONDAY.plus(Duration.ofHours(30)));
    }

    private static Optional<Forecast> forecast(List<HourlyFill> history, double fill) {
        return FillForecast.of(history, fill, MONDAY, SHANGHAI);
    }

    /// So many hours until Monday; emptied whenever it is full.
    private static List<HourlyFill> history(int hours, ToDoubleFunction<ZonedDateTime> rise) {
        List<HourlyFill> history = new ArrayList<>();
        double fill = 0;
        for (int hour = hours; hour >= 0; hour--) {
            Instant at = MONDAY.minus(Duration.ofHours(hour));
            history.add(new HourlyFill(at, fill));
            fill += rise.applyAsDouble(at.atZone(SHANGHAI));
            fill = fill > 100 ? 0 : fill;
        }
        return history;
    }
}
