package io.yike.recycling.telemetry;

import io.yike.kit.page.Cursor;
import io.yike.recycling.telemetry.domain.Alarm;
import io.yike.recycling.telemetry.domain.AlarmKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where alarms live. Adding and clearing tell of it as well.
public interface Alarms {

    void raise(Alarm alarm);

    /// Ends it at that time.
    void clear(Alarm alarm, Instant at);

    Optional<Alarm> findStanding(UUID binId, AlarmKind kind);

    /// Until when each kind has been decided; a kind that is not there never was.
    Map<AlarmKind, Instant> decided(UUID binId);

    void decide(UUID binId, AlarmKind kind, Instant until);

    /// Newest first.
    ///
    /// @param open null for all
    List<Alarm> list(@Nullable Boolean open, @Nullable Cursor after, int limit);
}
