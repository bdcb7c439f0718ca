package io.yike.recycling.telemetry;

import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.forecast.FillForecast;
import io.yike.recycling.forecast.Forecast;
import io.yike.recycling.telemetry.domain.BinState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// When a bin will be full, by what it did in the last four weeks. Without a fresh reading there is no forecast.
@Component
public class ForecastFullness {

    private static final Duration LOOK_BACK = Duration.ofDays(28);

    private final Readings readings;
    private final RecyclingSettings settings;
    private final Clock clock;

    ForecastFullness(Readings readings, RecyclingSettings settings, Clock clock) {
        this.readings = readings;
        this.settings = settings;
        this.clock = clock;
    }

    public Optional<Forecast> of(BinState state) {
        Instant now = clock.instant();
        return state.fillAt(now)
                .flatMap(fill -> FillForecast.of(
                        readings.hourly(state.binId(), now.minus(LOOK_BACK)), fill, now, settings.zone()));
    }
}
