package io.yike.recycling.telemetry;

import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.RecyclingSettings.Telemetry;
import io.yike.recycling.points.Points;
import io.yike.recycling.points.domain.Device;
import io.yike.recycling.telemetry.domain.Reading;
import io.yike.recycling.telemetry.domain.ReadingFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Takes in what a device measured: late, twice, in any order, by a clock that is wrong. A reading that cannot be is
/// refused by itself; the others of its batch are kept.
@Component
public class TakeReadings {

    private final Points points;
    private final Readings readings;
    private final BinStates states;
    private final WatchAlarms watchAlarms;
    private final RecyclingSettings settings;
    private final Clock clock;

    TakeReadings(
            Points points,
            Readings readings,
            BinStates states,
            WatchAlarms watchAlarms,
            RecyclingSettings settings,
            Clock clock) {
        this.points = points;
        this.readings = readings;
        this.states = states;
        this.watchAlarms = watchAlarms;
        this.settings = settings;
        this.clock = clock;
    }

    /// A reading that cannot be.
    public record Refused(int index, ReadingFault fault) {}

    /// What became of a batch.
    public sealed interface Outcome {
        /// The possible ones are kept, or were known already.
        ///
        /// @param clockOff by how much the device's times were put right
        record Taken(int kept, int repeated, List<Refused> refused, Duration clockOff) implements Outcome {}

        record Retired() implements Outcome {}

        record Unknown() implements Outcome {}
    }

    /// Takes a batch in.
    ///
    /// @param sentAt the device's clock as it sent
    /// @param measured by the device's clock
    @Transactional
    public Outcome take(UUID deviceId, Instant sentAt, List<Reading> measured) {
        Instant now = clock.instant();
        Optional<Device> device = points.findLocked(deviceId);
        if (device.isEmpty()) {
            return new Outcome.Unknown();
        }
        if (device.get().isRetired()) {
            return new Outcome.Retired();
        }
        Telemetry rules = settings.telemetry();
        Duration off = Duration.between(sentAt, now);
        Duration clockOff = off.abs().compareTo(rules.clockOffAtLeast()) > 0 ? off : Duration.ZERO;
        List<Reading> possible = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (int index = 0; index < measured.size(); index++) {
            Reading reading = measured.get(index).shifted(clockOff);
            Optional<ReadingFault> fault = reading.fault(now.minus(rules.oldest()), now.plus(rules.aheadAtMost()));
            if (fault.isPresent()) {
                refused.add(new Refused(index, fault.get()));
            } else {
                possible.add(reading);
            }
        }
        UUID binId = device.get().binId();
        int kept = possible.isEmpty() ? 0 : readings.add(deviceId, binId, possible, now);
        if (kept > 0) {
            states.advance(binId, possible);
            watchAlarms.watch(binId, possible);
        }
        return new Outcome.Taken(kept, possible.size() - kept, refused, clockOff);
    }
}
