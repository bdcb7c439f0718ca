package io.yike.recycling.forecast;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A rate for each of the 168 hours of the week, and from it the hour in which the bin will be full.
///
/// The rate of an hour is the mean of what that hour brought, each capped at the 95th percentile of all hours:
/// a mean, since bins fill by few large drops and most hours bring nothing, so that a median would be zero;
/// capped, since a sensor that is knocked jumps. An hour of the week that has been seen n times is weighted n /
/// (n + 2) against the same hour of all days, and that against all hours alike (shrinkage towards the more
/// often seen mean, as in B. Efron, C. Morris, "Stein's Paradox in Statistics", Scientific American 236 (5),
/// 1977).
///
/// The error of an hour is the median absolute deviation from its rate × 1.4826, which is the standard deviation where
/// errors are normal; hours err independently, so after k hours the error is √k times as large.
public final class FillForecast {

    /// Nothing farther ahead is worth saying.
    static final int FARTHEST_HOURS = 28 * 24;

    /// With less than a day of history there is no hour of the week to go by.
    static final int LEAST_HOURS = 24;

    /// A fall by more is an emptying, a smaller one the sensor's noise.
    private static final double EMPTIED_PERCENT = 5;

    private static final double FULL = 100;
    private static final double PRIOR = 2;
    private static final double CAP_AT = 0.95;
    private static final double NORMAL = 1.4826;

    private final double[] rates = new double[7 * 24];
    private final double error;
    private final int hoursKnown;
    private final ZoneId zone;

    private record Rise(int hourOfWeek, double percent) {}

    private FillForecast(List<Rise> rises, ZoneId zone) {
        this.zone = zone;
        this.hoursKnown = rises.size();
        double cap = quantile(rises.stream().mapToDouble(Rise::percent).toArray(), CAP_AT);
        List<Rise> capped = rises.stream()
                .map(rise -> new Rise(rise.hourOfWeek, Math.min(rise.percent, cap)))
                .toList();
        double all = capped.stream().mapToDouble(Rise::percent).average().orElse(0);
        for (int hour = 0; hour < rates.length; hour++) {
            int of = hour;
            double ofDay = shrunk(
                    capped.stream()
                            .filter(rise -> rise.hourOfWeek % 24 == of % 24)
                            .toList(),
                    all);
            rates[hour] =
                    shrunk(capped.stream().filter(rise -> rise.hourOfWeek == of).toList(), ofDay);
        }
        this.error = spread(capped);
    }

    /// The forecast from what is known; empty while that is less than a day.
    ///
    /// @param history in the order of time; hours may be missing
    /// @param fillPercent as of `at`
    public static Optional<Forecast> of(List<HourlyFill> history, double fillPercent, Instant at, ZoneId zone) {
        List<Rise> rises = rises(history, zone);
        return rises.size() < LEAST_HOURS ? Optional.empty() : new FillForecast(rises, zone).forecast(fillPercent, at);
    }

    private static List<Rise> rises(List<HourlyFill> history, ZoneId zone) {
        List<Rise> rises = new ArrayList<>();
        for (int index = 1; index < history.size(); index++) {
            HourlyFill before = history.get(index - 1);
            HourlyFill after = history.get(index);
            double percent = after.fillPercent() - before.fillPercent();
            boolean follows = Duration.between(before.hour(), after.hour()).equals(Duration.ofHours(1));
            if (follows && percent > -EMPTIED_PERCENT) {
                rises.add(new Rise(hourOfWeek(before.hour(), zone), Math.max(0, percent)));
            }
        }
        return rises;
    }

    /// Empty when it would not be full within four weeks.
    private Optional<Forecast> forecast(double fillPercent, Instant at) {
        Optional<Instant> fullAt = whenFull(fillPercent, at, 0);
        return fullAt.map(full -> new Forecast(
                full,
                whenFull(fillPercent, at, error).orElse(full),
                whenFull(fillPercent, at, -error).orElse(at.plus(Duration.ofHours(FARTHEST_HOURS))),
                error,
                hoursKnown));
    }

    private Optional<Instant> whenFull(double fillPercent, Instant at, double errorPerRootHour) {
        double fill = fillPercent;
        Instant from = at;
        double hours = 0;
        while (hours < FARTHEST_HOURS) {
            if (fill + errorPerRootHour * Math.sqrt(hours) >= FULL) {
                return Optional.of(from);
            }
            double rate = rates[hourOfWeek(from, zone)];
            double left = secondsLeftInHour(from) / 3600.0;
            double missing = FULL - fill - errorPerRootHour * Math.sqrt(hours + left);
            if (rate * left >= missing && rate > 0) {
                double part = Math.clamp((FULL - fill - errorPerRootHour * Math.sqrt(hours)) / rate, 0, left);
                return Optional.of(from.plusSeconds(Math.round(part * 3600)));
            }
            fill += rate * left;
            hours += left;
            from = from.plusSeconds(Math.round(left * 3600));
        }
        return Optional.empty();
    }

    private static double secondsLeftInHour(Instant at) {
        return 3600 - Math.floorMod(at.getEpochSecond(), 3600L);
    }

    private static int hourOfWeek(Instant at, ZoneId zone) {
        ZonedDateTime local = at.atZone(zone);
        return (local.getDayOfWeek().getValue() - 1) * 24 + local.getHour();
    }

    private static double shrunk(List<Rise> rises, double towards) {
        double sum = rises.stream().mapToDouble(Rise::percent).sum();
        return (sum + PRIOR * towards) / (rises.size() + PRIOR);
    }

    /// Where more than half of the hours bring just their rate, the median says nothing and the mean deviation counts.
    private double spread(List<Rise> rises) {
        double[] deviations = rises.stream()
                .mapToDouble(rise -> Math.abs(rise.percent - rates[rise.hourOfWeek]))
                .toArray();
        double median = quantile(deviations, 0.5) * NORMAL;
        return median > 0 ? median : Arrays.stream(deviations).average().orElse(0);
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
    }
}
