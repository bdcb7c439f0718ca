package io.yike.recycling.telemetry;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.yike.kit.id.Ids;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.telemetry.domain.Alarm;
import io.yike.recycling.telemetry.domain.AlarmKind;
import io.yike.recycling.telemetry.domain.BinReadings;
import io.yike.recycling.telemetry.domain.Reading;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Raises and clears alarms by what was measured, in the order in which it was measured. A reading that comes
/// late decides nothing that a newer one has decided. Runs in the caller's transaction, with the devices
/// locked.
@Component
class WatchAlarms {

    private final Alarms alarms;
    private final BinStates states;
    private final OpenDoors openDoors;
    private final RecyclingSettings settings;
    private final Ids ids;

    WatchAlarms(Alarms alarms, BinStates states, OpenDoors openDoors, RecyclingSettings settings, Ids ids) {
        this.alarms = alarms;
        this.states = states;
        this.openDoors = openDoors;
        this.settings = settings;
        this.ids = ids;
    }

    /// Until when each kind has been decided by it, by bin.
    Map<UUID, Map<AlarmKind, Instant>> watch(Collection<BinReadings> measured) {
        List<UUID> bins = measured.stream().map(BinReadings::binId).toList();
        Map<UUID, Map<AlarmKind, Instant>> before = states.decided(bins);
        Map<UUID, Map<AlarmKind, Alarm>> standing = alarms.standing(bins).stream()
                .collect(groupingBy(Alarm::binId, toMap(Alarm::kind, Function.identity())));
        Map<UUID, Map<AlarmKind, Instant>> decided = new HashMap<>();
        for (BinReadings one : measured) {
            decided.put(
                    one.binId(),
                    watch(
                            one.binId(),
                            one.readings().stream()
                                    .sorted(Comparator.comparing(Reading::measuredAt))
                                    .toList(),
                            before.getOrDefault(one.binId(), Map.of()),
                            standing.getOrDefault(one.binId(), Map.of())));
        }
        return decided;
    }

    private Map<AlarmKind, Instant> watch(
            UUID binId, List<Reading> inOrder, Map<AlarmKind, Instant> before, Map<AlarmKind, Alarm> standing) {
        Map<AlarmKind, Instant> decided = new EnumMap<>(AlarmKind.class);
        for (AlarmKind kind : AlarmKind.values()) {
            @Nullable Instant until = before.get(kind);
            Optional<Alarm> alarm = Optional.ofNullable(standing.get(kind));
            for (Reading reading : inOrder) {
                if (!says(kind, reading)
                        || (until != null && !reading.measuredAt().isAfter(until))) {
                    continue;
                }
                decided.put(kind, reading.measuredAt());
                boolean wrong = isWrong(binId, kind, reading);
                if (wrong && alarm.isEmpty()) {
                    Alarm raised = new Alarm(ids.next(), binId, kind, reading.measuredAt(), null);
                    alarms.raise(raised);
                    alarm = Optional.of(raised);
                } else if (!wrong && alarm.isPresent()) {
                    alarms.clear(alarm.get(), reading.measuredAt());
                    alarm = Optional.empty();
                }
            }
        }
        return decided;
    }

    private static boolean says(AlarmKind kind, Reading reading) {
        return switch (kind) {
            case FIRE -> reading.temperatureCelsius() != null;
            case TILT -> reading.tiltDegrees() != null;
            case DOOR -> reading.doorOpen() != null;
        };
    }

    private boolean isWrong(UUID binId, AlarmKind kind, Reading reading) {
        return switch (kind) {
            case FIRE ->
                reading.temperatureCelsius() != null
                        && reading.temperatureCelsius() >= settings.alarms().fireCelsius();
            case TILT ->
                reading.tiltDegrees() != null
                        && reading.tiltDegrees() >= settings.alarms().tiltDegrees();
            case DOOR ->
                Boolean.TRUE.equals(reading.doorOpen()) && !openDoors.isExpectedOpen(binId, reading.measuredAt());
        };
    }
}
