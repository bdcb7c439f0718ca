package io.yike.recycling.telemetry;

import io.yike.recycling.forecast.HourlyFill;
import io.yike.recycling.telemetry.domain.BinReadings;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Where readings live.
public interface Readings {

    /// Adds those that are not known yet.
    ///
    /// @return how many those were of each device that has any
    Map<UUID, Integer> add(Collection<BinReadings> measured, Instant receivedAt);

    /// How full the bin was at the first reading of each hour since, in the order of time.
    List<HourlyFill> hourly(UUID binId, Instant since);

    /// Forgets what was measured before.
    int forget(Instant before);
}
