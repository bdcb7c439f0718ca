package io.yike.recycling.telemetry;

import io.yike.recycling.RecyclingSettings;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Forgets readings that no forecast looks at any more.
@Component
public class ForgetReadings {

    private final Readings readings;
    private final Refusals refusals;
    private final RecyclingSettings settings;
    private final Clock clock;

    ForgetReadings(Readings readings, Refusals refusals, RecyclingSettings settings, Clock clock) {
        this.readings = readings;
        this.refusals = refusals;
        this.settings = settings;
        this.clock = clock;
    }

    @Transactional
    public int forget() {
        Instant before = clock.instant().minus(settings.telemetry().keepFor());
        refusals.forget(before);
        return readings.forget(before);
    }
}
