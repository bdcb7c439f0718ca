package io.yike.recycling.figures;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The figures of a city for some days.
///
/// @param grams that plants took, by stream
/// @param households of the city; null where nobody has said how many
public record CityFigures(
        LocalDate from,
        LocalDate to,
        Map<String, Long> grams,
        Duration overflow,
        long metres,
        Figures.Visits visits,
        long residents,
        @Nullable Long households) {

    /// Empty while nobody has said how many households there are.
    public OptionalDouble participationRate() {
        return households == null ? OptionalDouble.empty() : OptionalDouble.of((double) residents / households);
    }

    public double kilometres() {
        return metres / 1000.0;
    }

    /// Empty where nothing was collected.
    public OptionalDouble kilometresPerTonne() {
        long sum = grams.values().stream().mapToLong(Long::longValue).sum();
        return sum == 0 ? OptionalDouble.empty() : OptionalDouble.of(metres * 1000.0 / sum);
    }

    /// Empty where no job ended.
    public OptionalDouble firstTimeRate() {
        return visits.ended() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) visits.atOnce() / visits.ended());
    }
}
