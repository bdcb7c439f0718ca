package io.yike.recycling.telemetry;

import io.yike.recycling.telemetry.domain.BinState;
import io.yike.recycling.telemetry.domain.Reading;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The newest that is known of each bin.
public interface BinStates {

    /// Takes what is newer than what is known, whatever the order.
    void advance(UUID binId, List<Reading> readings);

    /// Of bins that have ever reported.
    Map<UUID, BinState> of(Collection<UUID> binIds);
}
