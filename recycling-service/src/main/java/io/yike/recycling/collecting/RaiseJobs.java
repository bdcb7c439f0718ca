package io.yike.recycling.collecting;

import io.yike.kit.id.Ids;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.collecting.domain.Cause;
import io.yike.recycling.forecast.Forecast;
import io.yike.recycling.telemetry.ForecastFullness;
import io.yike.recycling.telemetry.domain.BinState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Makes jobs of bins that are full, or will be soon, and of pickups that are booked. Two bins of one point are one
/// job.
@Component
public class RaiseJobs {

    private static final int MOST_URGENT = 10;

    /// A booked pickup is promised to somebody: nearly as urgent as what overflows.
    private static final int PROMISED = 9;

    /// A forecast reads four weeks, and the lead is kept meanwhile: the others have their turn in the next looks.
    private static final int MOST_FORECASTS = 25;

    private final Jobs jobs;
    private final ForecastFullness forecastFullness;
    private final RecyclingSettings settings;
    private final Ids ids;
    private final Clock clock;

    RaiseJobs(Jobs jobs, ForecastFullness forecastFullness, RecyclingSettings settings, Ids ids, Clock clock) {
        this.jobs = jobs;
        this.forecastFullness = forecastFullness;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional
    public void raise() {
        jobs.lead();
        Instant now = clock.instant();
        Instant since = now.minus(settings.telemetry().staleAfter());
        int made = 0;
        for (Jobs.Filling bin : jobs.listFilling(
                since,
                now.minus(settings.collecting().forecastEvery()),
                now.plus(settings.collecting().lookAhead()))) {
            if (bin.state().fillAt(now).orElse(0.0) >= settings.collecting().full()) {
                need(bin, Cause.FULL, MOST_URGENT, now);
            } else if (bin.fullAt().isPresent() || made++ < MOST_FORECASTS) {
                bin.fullAt()
                        .or(() -> forecast(bin.state(), now))
                        .map(at -> Duration.between(now, at))
                        .filter(left -> left.compareTo(settings.collecting().lookAhead()) <= 0)
                        .ifPresent(left -> need(bin, Cause.SOON_FULL, urgency(left), now));
            }
        }
        jobs.voidEndedPickups(now);
        jobs.listWaitingPickups()
                .forEach(pickup ->
                        jobs.needPickup(ids.next(), pickup.pickupId(), pickup.missed() ? MOST_URGENT : PROMISED, now));
    }

    private void need(Jobs.Filling bin, Cause cause, int urgency, Instant now) {
        jobs.need(ids.next(), bin.pointId(), bin.state().binId(), cause, urgency, now);
    }

    /// Nine within the next hour, one less for each hour more.
    private static int urgency(Duration left) {
        return Math.clamp(MOST_URGENT - 1 - left.toHours(), 1, MOST_URGENT - 1);
    }

    private Optional<Instant> forecast(BinState state, Instant now) {
        Optional<Instant> fullAt = forecastFullness.of(state).map(Forecast::fullAt);
        jobs.keepForecast(state.binId(), now, fullAt.orElse(null));
        return fullAt;
    }
}
