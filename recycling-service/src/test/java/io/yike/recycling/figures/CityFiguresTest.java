package io.yike.recycling.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Rates of what was counted; none of nothing.
class CityFiguresTest {

    private static CityFigures of(Map<String, Long> grams, Figures.Visits visits, @Nullable Long households) {
        LocalDate day = LocalDate.of(2026, 11, 26);
        return new CityFigures(day, day, grams, Duration.ZERO, 5_000, visits, 30, households);
    }

    @Test
    void ratesGoByWhatWasCounted() {
        CityFigures figures = of(Map.of("paper", 1_500_000L, "glass", 500_000L), new Figures.Visits(20, 19), 120L);

        assertThat(figures.kilometres()).isEqualTo(5.0);
        assertThat(figures.kilometresPerTonne()).hasValue(2.5);
        assertThat(figures.firstTimeRate()).hasValue(0.95);
        assertThat(figures.participationRate()).hasValue(0.25);
    }

    @Test
    void ofNothingThereIsNoRate() {
        CityFigures figures = of(Map.of(), new Figures.Visits(0, 0), null);

        assertThat(figures.kilometresPerTonne()).isEmpty();
        assertThat(figures.firstTimeRate()).isEmpty();
        assertThat(figures.participationRate()).isEmpty();
    }
}
