package io.yike.recycling.telemetry;

import io.yike.kit.id.Ids;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.telemetry.domain.Alarm;
import io.yike.recycling.telemetry.domain.AlarmKind;
import io.yike.recycling.telemetry.domain.Reading;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Raises and clears alarms by what was measured, in the order in which it was measured. A reading that comes late
/// decides nothing that a newer one has decided. Runs in the caller's transaction, with the device locked.
@Component
class WatchAlarms {

    private final Alarms alarms;
    private final OpenDoors openDoors;
    private final RecyclingSettings settings;
    private final Ids ids;

    WatchAlarms(Alarms alarms, OpenDoors openDoors, RecyclingSettings settings, Ids ids) {
        this.alarms = alarms;
        this.openDoors = openDoors;
        this.settings = settings;
        this.ids = ids;
    }

    void watch(UUID binId, List<Reading> readings) {
        Map<AlarmKind, Instant> decided = alarms.decided(binId);
        for (AlarmKind kind : AlarmKind.values()) {
            Instant until = decided.getOrDefault(kind, Instant.MIN);
            List<Reading> undecided = readings.stream()
                    .filter(reading -> reading.measuredAt().isAfter(until) && says(kind, reading))
                    .sorted(Comparator.comparing(Reading::measuredAt))
                    .toList();
            if (!undecided.isEmpty()) {
                decide(binId, kind, undecided);
            }
        }
    }

    private void decide(UUID binId, AlarmKind kind, List<Reading> readings) {
        Optional<Alarm> standing = alarms.findStanding(binId, kind);
        for (Reading reading : readings) {
            boolean wrong = isWrong(binId, kind, reading);
            if (wrong && standing.isEmpty()) {
                Alarm alarm = new Alarm(ids.next(), binId, kind, reading.measuredAt(), null);
                alarms.raise(alarm);
                standing = Optional.of(alarm);
            } else if (!wrong && standing.isPresent()) {
                alarms.clear(standing.get(), reading.measuredAt());
                standing = Optional.empty();
            }
        }
        alarms.decide(binId, kind, readings.getLast().measuredAt());
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
