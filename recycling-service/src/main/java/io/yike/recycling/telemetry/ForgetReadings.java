package io.yike.recycling.telemetry;

import io.yike.recycling.RecyclingSettings;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Forgets readings that no forecast looks at any more.
@Component
public class ForgetReadings {

    private final Readings readings;
    private final RecyclingSettings settings;
    private final Clock clock;

    ForgetReadings(Readings readings, RecyclingSettings settings, Clock clock) {
        this.readings = readings;
        this.settings = settings;
        this.clock = clock;
    }

    @Transactional
    public int forget() {
        return readings.forget(clock.instant().minus(settings.telemetry().keepFor()));
    }
}
