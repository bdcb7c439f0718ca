package io.yike.recycling.telemetry;

import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.RecyclingSettings.Telemetry;
import io.yike.recycling.points.Points;
import io.yike.recycling.points.domain.Device;
import io.yike.recycling.telemetry.domain.BinReadings;
import io.yike.recycling.telemetry.domain.DeviceBatch;
import io.yike.recycling.telemetry.domain.Reading;
import io.yike.recycling.telemetry.domain.ReadingFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Takes in what devices measured: late, twice, in any order, by a clock that is wrong. A reading that cannot
/// be is refused by itself; the others of its batch are kept. Many batches cost about as many statements as
/// one.
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

    /// What became of a device's readings.
    public sealed interface Outcome {
        /// The possible ones are kept, or were known already.
        ///
        /// @param clockOff by how much the device's times were put right
        record Taken(int kept, int repeated, List<Refused> refused, Duration clockOff) implements Outcome {}

        record Retired() implements Outcome {}

        record Unknown() implements Outcome {}
    }

    /// Takes a batch in as it comes.
    ///
    /// @param sentAt the device's clock as it sent
    /// @param measured by the device's clock
    @Transactional
    public Outcome take(UUID deviceId, Instant sentAt, List<Reading> measured) {
        return take(List.of(new DeviceBatch(deviceId, sentAt, clock.instant(), measured)))
                .getFirst();
    }

    /// Takes batches in together.
    ///
    /// @return what became of each, in the same order; what is known already is counted with the first batch
    ///     of a device
    @Transactional
    public List<Outcome> take(List<DeviceBatch> batches) {
        Instant now = clock.instant();
        Map<UUID, Device> devices =
                points.locked(batches.stream().map(DeviceBatch::deviceId).collect(Collectors.toSet()));
        List<Sorted> sorted = batches.stream()
                .map(batch -> sort(batch, devices.get(batch.deviceId()), now))
                .toList();
        Map<UUID, BinReadings> possible = new LinkedHashMap<>();
        for (Sorted one : sorted) {
            if (!one.possible().isEmpty()) {
                possible.merge(
                        one.batch().deviceId(),
                        new BinReadings(one.batch().deviceId(), one.binId(), one.possible()),
                        BinReadings::and);
            }
        }
        Map<UUID, Integer> kept = possible.isEmpty() ? Map.of() : readings.add(possible.values(), now);
        List<BinReadings> news = possible.values().stream()
                .filter(one -> kept.containsKey(one.deviceId()))
                .toList();
        if (!news.isEmpty()) {
            states.advance(news, watchAlarms.watch(news));
        }
        return outcomes(sorted, kept);
    }

    /// A batch, and which of its readings are possible.
    private record Sorted(
            DeviceBatch batch, @Nullable Device device, List<Reading> possible, List<Refused> refused, Duration off) {

        UUID binId() {
            if (device == null) {
                throw new IllegalStateException("Nothing is possible of an unknown device");
            }
            return device.binId();
        }
    }

    private Sorted sort(DeviceBatch batch, @Nullable Device device, Instant now) {
        Telemetry rules = settings.telemetry();
        Duration off = batch.clockOff(rules.clockOffAtLeast());
        List<Reading> possible = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        if (device != null && !device.isRetired()) {
            Instant oldest = now.minus(rules.oldest());
            Instant newest = now.plus(rules.aheadAtMost());
            for (int index = 0; index < batch.readings().size(); index++) {
                Reading reading = batch.readings().get(index).shifted(off);
                Optional<ReadingFault> fault = reading.fault(oldest, newest);
                if (fault.isPresent()) {
                    refused.add(new Refused(index, fault.get()));
                } else {
                    possible.add(reading);
                }
            }
        }
        return new Sorted(batch, device, possible, refused, off);
    }

    private static List<Outcome> outcomes(List<Sorted> sorted, Map<UUID, Integer> kept) {
        Map<UUID, Integer> left = new LinkedHashMap<>(kept);
        List<Outcome> outcomes = new ArrayList<>();
        for (Sorted one : sorted) {
            if (one.device() == null) {
                outcomes.add(new Outcome.Unknown());
            } else if (one.device().isRetired()) {
                outcomes.add(new Outcome.Retired());
            } else {
                UUID deviceId = one.batch().deviceId();
                int ofThis =
                        Math.min(left.getOrDefault(deviceId, 0), one.possible().size());
                left.merge(deviceId, -ofThis, Integer::sum);
                outcomes.add(new Outcome.Taken(ofThis, one.possible().size() - ofThis, one.refused(), one.off()));
            }
        }
        return outcomes;
    }
}
