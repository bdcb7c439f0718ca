package io.yike.recycling.telemetry;

import io.yike.recycling.telemetry.domain.AlarmKind;
import io.yike.recycling.telemetry.domain.BinReadings;
import io.yike.recycling.telemetry.domain.BinState;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/// The newest that is known of each bin.
public interface BinStates {

    /// Takes what is newer than what is known, whatever the order.
    ///
    /// @param decided until when each kind of alarm has been decided now, by bin
    void advance(Collection<BinReadings> measured, Map<UUID, Map<AlarmKind, Instant>> decided);

    /// Until when each kind of alarm has been decided, by bin; a kind that is not there never was.
    Map<UUID, Map<AlarmKind, Instant>> decided(Collection<UUID> binIds);

    /// Of bins that have ever reported.
    Map<UUID, BinState> of(Collection<UUID> binIds);
}
