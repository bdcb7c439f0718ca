package io.yike.recycling.telemetry;

import io.yike.kit.page.Cursor;
import io.yike.recycling.telemetry.domain.Alarm;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where alarms live. Adding and clearing tell of it as well.
public interface Alarms {

    void raise(Alarm alarm);

    /// Ends it at that time.
    void clear(Alarm alarm, Instant at);

    /// Those that stand at these bins.
    List<Alarm> standing(Collection<UUID> binIds);

    /// Newest first.
    ///
    /// @param open null for all
    List<Alarm> list(@Nullable Boolean open, @Nullable Cursor after, int limit);
}
