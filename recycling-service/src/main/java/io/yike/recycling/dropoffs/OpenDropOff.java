package io.yike.recycling.dropoffs;

import io.yike.kit.deadline.Deadlines;
import io.yike.kit.id.Ids;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.credit.Prices;
import io.yike.recycling.dropoffs.domain.DropOff;
import io.yike.recycling.dropoffs.domain.DropOffState;
import io.yike.recycling.points.Points;
import io.yike.recycling.points.domain.Bin;
import io.yike.recycling.points.domain.Material;
import io.yike.recycling.points.domain.RecyclingPoint;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Gives a resident a code for a bin. One drop-off at a time.
@Component
public class OpenDropOff {

    private final DropOffs dropOffs;
    private final Points points;
    private final Prices prices;
    private final Codes codes;
    private final Deadlines deadlines;
    private final RecyclingSettings settings;
    private final Ids ids;
    private final Clock clock;

    OpenDropOff(
            DropOffs dropOffs,
            Points points,
            Prices prices,
            Codes codes,
            Deadlines deadlines,
            RecyclingSettings settings,
            Ids ids,
            Clock clock) {
        this.dropOffs = dropOffs;
        this.points = points;
        this.prices = prices;
        this.codes = codes;
        this.deadlines = deadlines;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {
        record Opened(DropOff dropOff) implements Outcome {}

        record Refused(Reason reason) implements Outcome {}
    }

    /// Why no code is given.
    public enum Reason {
        POINT_UNKNOWN,
        MATERIAL_UNKNOWN,
        POINT_CLOSED,
        BIN_WITHOUT_DEVICE,
        MATERIAL_NOT_PRICED,
        DROP_OFF_UNDER_WAY
    }

    @Transactional
    public Outcome open(UUID residentId, UUID pointId, Material material) {
        Instant now = clock.instant();
        Optional<RecyclingPoint> point = points.find(pointId);
        if (point.isEmpty()) {
            return new Outcome.Refused(Reason.POINT_UNKNOWN);
        }
        Optional<Bin> bin = point.get().find(material);
        if (bin.isEmpty()) {
            return new Outcome.Refused(Reason.MATERIAL_UNKNOWN);
        }
        if (!point.get().isOpenAt(now, settings.zone())) {
            return new Outcome.Refused(Reason.POINT_CLOSED);
        }
        if (!points.hasDevice(bin.get().id())) {
            return new Outcome.Refused(Reason.BIN_WITHOUT_DEVICE);
        }
        if (prices.find(material, now).isEmpty()) {
            return new Outcome.Refused(Reason.MATERIAL_NOT_PRICED);
        }
        dropOffs.lockResident(residentId);
        if (dropOffs.hasOneUnderWay(residentId)) {
            return new Outcome.Refused(Reason.DROP_OFF_UNDER_WAY);
        }
        DropOff dropOff = add(residentId, bin.get().id(), now);
        deadlines.set(DropOffTimesOut.KIND, dropOff.id().toString(), dropOff.expiresAt());
        return new Outcome.Opened(dropOff);
    }

    /// A million codes, and at most a handful in use at a bin: the first one is nearly always unused.
    private DropOff add(UUID residentId, UUID binId, Instant now) {
        while (true) {
            DropOff dropOff = new DropOff(
                    ids.next(),
                    residentId,
                    binId,
                    codes.next(),
                    now,
                    now.plus(settings.dropOffs().codeLives()),
                    new DropOffState.Awaiting());
            if (dropOffs.add(dropOff)) {
                return dropOff;
            }
        }
    }
}
