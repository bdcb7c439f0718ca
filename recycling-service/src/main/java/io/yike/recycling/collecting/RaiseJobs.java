package io.yike.recycling.collecting;

import io.yike.kit.id.Ids;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.collecting.domain.Cause;
import io.yike.recycling.forecast.Forecast;
import io.yike.recycling.points.Points;
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

    private final Jobs jobs;
    private final Points points;
    private final ForecastFullness forecastFullness;
    private final RecyclingSettings settings;
    private final Ids ids;
    private final Clock clock;

    RaiseJobs(
            Jobs jobs,
            Points points,
            ForecastFullness forecastFullness,
            RecyclingSettings settings,
            Ids ids,
            Clock clock) {
        this.jobs = jobs;
        this.points = points;
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
        for (BinState state : jobs.listFilling(settings.collecting().filling(), since)) {
            double fill = state.fillAt(now).orElse(0.0);
            if (fill >= settings.collecting().full()) {
                need(state, Cause.FULL, MOST_URGENT, now);
            } else {
                fullAt(state, now)
                        .map(at -> Duration.between(now, at))
                        .filter(left -> left.compareTo(settings.collecting().lookAhead()) <= 0)
                        .ifPresent(left -> need(state, Cause.SOON_FULL, urgency(left), now));
            }
        }
        jobs.voidEndedPickups(now);
        jobs.listWaitingPickups()
                .forEach(pickup ->
                        jobs.needPickup(ids.next(), pickup.pickupId(), pickup.missed() ? MOST_URGENT : PROMISED, now));
    }

    private void need(BinState state, Cause cause, int urgency, Instant now) {
        jobs.need(ids.next(), points.getBin(state.binId()).pointId(), state.binId(), cause, urgency, now);
    }

    /// Nine within the next hour, one less for each hour more.
    private static int urgency(Duration left) {
        return Math.clamp(MOST_URGENT - 1 - left.toHours(), 1, MOST_URGENT - 1);
    }

    /// A forecast reads four weeks: it is made anew only now and then.
    private Optional<Instant> fullAt(BinState state, Instant now) {
        Optional<Jobs.Forecasted> kept =
                jobs.findForecast(state.binId(), now.minus(settings.collecting().forecastEvery()));
        if (kept.isPresent()) {
            return Optional.ofNullable(kept.get().fullAt());
        }
        Optional<Instant> fullAt = forecastFullness.of(state).map(Forecast::fullAt);
        jobs.keepForecast(state.binId(), now, fullAt.orElse(null));
        return fullAt;
    }
}
