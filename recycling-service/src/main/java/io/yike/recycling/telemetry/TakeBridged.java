package io.yike.recycling.telemetry;

import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.RecyclingSettings.Telemetry;
import io.yike.recycling.telemetry.Refusals.Refusal;
import io.yike.recycling.telemetry.TakeReadings.Outcome;
import io.yike.recycling.telemetry.TakeReadings.Refused;
import io.yike.recycling.telemetry.domain.DeviceBatch;
import io.yike.recycling.telemetry.domain.Reading;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Takes in what a fleet bridge brings, as if each device had said it itself. Nobody reads an answer: what is
/// refused is counted.
@Component
public class TakeBridged {

    private final TakeReadings takeReadings;
    private final Refusals refusals;
    private final RecyclingSettings settings;
    private final Clock clock;

    TakeBridged(TakeReadings takeReadings, Refusals refusals, RecyclingSettings settings, Clock clock) {
        this.takeReadings = takeReadings;
        this.refusals = refusals;
        this.settings = settings;
        this.clock = clock;
    }

    /// A batch that its device has signed.
    ///
    /// @param receivedAt when the bridge had it. Without, or with a time that cannot be, the device's clock
    ///     is believed: how long a message waited says nothing of a clock
    public record Bridged(UUID deviceId, Instant sentAt, Optional<Instant> receivedAt, List<Reading> readings) {}

    /// Takes it all in, or nothing.
    ///
    /// @param refused what was refused of the messages before
    /// @return how many readings were kept
    @Transactional
    public int take(List<Bridged> bridged, List<Refusal> refused) {
        Instant now = clock.instant();
        Map<Refusal, Long> counts = new HashMap<>();
        refused.forEach(one -> counts.merge(one, 1L, Long::sum));
        List<Outcome> outcomes = bridged.isEmpty()
                ? List.of()
                : takeReadings.take(bridged.stream().map(one -> batch(one, now)).toList());
        int kept = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            UUID deviceId = bridged.get(i).deviceId();
            switch (outcomes.get(i)) {
                case Outcome.Unknown() -> counts.merge(new Refusal(null, "device_unknown"), 1L, Long::sum);
                case Outcome.Retired() -> counts.merge(new Refusal(deviceId, "device_retired"), 1L, Long::sum);
                case Outcome.Taken taken -> {
                    kept += taken.kept();
                    for (Refused reading : taken.refused()) {
                        String code = reading.fault().name().toLowerCase(Locale.ROOT);
                        counts.merge(new Refusal(deviceId, code), 1L, Long::sum);
                    }
                }
            }
        }
        if (!counts.isEmpty()) {
            refusals.count(counts, now);
        }
        return kept;
    }

    /// Keeps a message that failed through no fault of its own.
    @Transactional
    public void failed(UUID deviceId, byte[] body, String error) {
        Instant now = clock.instant();
        refusals.keepFailed(deviceId, body, error, now);
        refusals.count(Map.of(new Refusal(deviceId, "failed"), 1L), now);
    }

    private DeviceBatch batch(Bridged bridged, Instant now) {
        Telemetry rules = settings.telemetry();
        Instant arrivedAt = bridged.receivedAt()
                .filter(at -> at.isAfter(now.minus(rules.oldest())) && at.isBefore(now.plus(rules.aheadAtMost())))
                .orElse(bridged.sentAt());
        return new DeviceBatch(bridged.deviceId(), bridged.sentAt(), arrivedAt, bridged.readings());
    }
}
