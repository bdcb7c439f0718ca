package io.yike.recycling.dropoffs;

import io.yike.kit.deadline.Deadlines;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.dropoffs.domain.DropOff;
import io.yike.recycling.dropoffs.domain.DropOff.Decision;
import io.yike.recycling.points.Points;
import io.yike.recycling.points.domain.Device;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Opens a bin by a code. Wrong codes are counted, and lock the bin for a while.
@Component
public class EnterCode {

    private final DropOffs dropOffs;
    private final WrongCodes wrongCodes;
    private final Points points;
    private final Deadlines deadlines;
    private final RecyclingSettings settings;
    private final Clock clock;

    EnterCode(
            DropOffs dropOffs,
            WrongCodes wrongCodes,
            Points points,
            Deadlines deadlines,
            RecyclingSettings settings,
            Clock clock) {
        this.dropOffs = dropOffs;
        this.wrongCodes = wrongCodes;
        this.points = points;
        this.deadlines = deadlines;
        this.settings = settings;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {
        record Opened(DropOff dropOff) implements Outcome {}

        record WrongCode() implements Outcome {}

        record Locked() implements Outcome {}

        record Retired() implements Outcome {}

        record Unknown() implements Outcome {}
    }

    @Transactional
    public Outcome enter(UUID deviceId, String code) {
        Instant now = clock.instant();
        Optional<Device> device = points.findLocked(deviceId);
        if (device.isEmpty()) {
            return new Outcome.Unknown();
        }
        if (device.get().isRetired()) {
            return new Outcome.Retired();
        }
        if (wrongCodes.isLocked(deviceId, now)) {
            return new Outcome.Locked();
        }
        Optional<DropOff> found = dropOffs.findByCodeLocked(device.get().binId(), code);
        if (found.isPresent()) {
            DropOff dropOff = found.get();
            switch (dropOff.enterCode(now, settings.dropOffs().openFor())) {
                case Decision.Changed(DropOff opened) -> {
                    dropOffs.save(opened);
                    wrongCodes.forget(deviceId);
                    deadlines.set(DropOffTimesOut.KIND, opened.id().toString(), opened.expiresAt());
                    return new Outcome.Opened(opened);
                }
                case Decision.Ignored _ -> {
                    return new Outcome.Opened(dropOff);
                }
                case Decision.Refused _ -> {
                    // As wrong as any other.
                }
            }
        }
        wrongCodes.count(
                deviceId,
                now,
                now.minus(settings.dropOffs().lockedFor()),
                settings.dropOffs().wrongCodes(),
                now.plus(settings.dropOffs().lockedFor()));
        return new Outcome.WrongCode();
    }
}
