package io.yike.recycling.dropoffs;

import io.yike.kit.deadline.Deadlines;
import io.yike.kit.id.Ids;
import io.yike.payments.Money;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.credit.BookCredit;
import io.yike.recycling.credit.Prices;
import io.yike.recycling.credit.domain.Price;
import io.yike.recycling.dropoffs.domain.DropOff;
import io.yike.recycling.dropoffs.domain.DropOff.Decision;
import io.yike.recycling.dropoffs.domain.HoldReason;
import io.yike.recycling.dropoffs.domain.WeighIn;
import io.yike.recycling.dropoffs.domain.WeighInState;
import io.yike.recycling.points.Points;
import io.yike.recycling.points.domain.Bin;
import io.yike.recycling.points.domain.Device;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Records what was dropped in and credits it, once. Beyond a limit against fraud the credit is held.
@Component
public class RecordWeighIn {

    private final DropOffs dropOffs;
    private final WeighIns weighIns;
    private final Points points;
    private final Prices prices;
    private final BookCredit bookCredit;
    private final Deadlines deadlines;
    private final RecyclingSettings settings;
    private final Ids ids;
    private final Clock clock;

    RecordWeighIn(
            DropOffs dropOffs,
            WeighIns weighIns,
            Points points,
            Prices prices,
            BookCredit bookCredit,
            Deadlines deadlines,
            RecyclingSettings settings,
            Ids ids,
            Clock clock) {
        this.dropOffs = dropOffs;
        this.weighIns = weighIns;
        this.points = points;
        this.prices = prices;
        this.bookCredit = bookCredit;
        this.deadlines = deadlines;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /// What a device weighed.
    public record Weighed(UUID dropOffId, long grams, List<String> barcodes, Instant at) {}

    /// What became of it.
    public sealed interface Outcome {
        record Recorded(WeighIn weighIn) implements Outcome {}

        record Refused(Reason reason) implements Outcome {}

        record UnknownDevice() implements Outcome {}
    }

    /// Why it is not recorded.
    public enum Reason {
        DEVICE_RETIRED,
        DROP_OFF_UNKNOWN,
        DROP_OFF_NOT_OPENED,
        DROP_OFF_WEIGHED,
        WEIGHED_TOO_EARLY,
        WEIGHED_IN_FUTURE
    }

    @Transactional
    public Outcome record(UUID deviceId, Weighed weighed) {
        Instant now = clock.instant();
        Optional<Device> device = points.findLocked(deviceId);
        if (device.isEmpty()) {
            return new Outcome.UnknownDevice();
        }
        Optional<DropOff> found = dropOffs.findLocked(weighed.dropOffId())
                .filter(dropOff -> dropOff.binId().equals(device.get().binId()));
        // What was opened while it was in the bin is weighed by it, and the resident is not the one to lose by a
        // replacement in between.
        boolean opened =
                found.flatMap(DropOff::openedAt).filter(device.get()::wasInBin).isPresent();
        if (device.get().isRetired() && !opened) {
            return new Outcome.Refused(Reason.DEVICE_RETIRED);
        }
        if (found.isEmpty()) {
            return new Outcome.Refused(Reason.DROP_OFF_UNKNOWN);
        }
        return switch (found.get().weigh()) {
            case Decision.Refused(DropOff.Refusal refusal) -> new Outcome.Refused(reason(refusal));
            case Decision.Ignored _ -> new Outcome.Refused(Reason.DROP_OFF_WEIGHED);
            case Decision.Changed(DropOff done) -> record(done, weighed, now);
        };
    }

    private static Reason reason(DropOff.Refusal refusal) {
        return switch (refusal) {
            case WRONG_CODE, DROP_OFF_NOT_OPENED -> Reason.DROP_OFF_NOT_OPENED;
            case DROP_OFF_WEIGHED -> Reason.DROP_OFF_WEIGHED;
        };
    }

    private Outcome record(DropOff dropOff, Weighed weighed, Instant now) {
        Instant openedAt = dropOff.openedAt().orElseThrow();
        Duration tolerance = settings.telemetry().aheadAtMost();
        if (weighed.at().isBefore(openedAt.minus(tolerance))) {
            return new Outcome.Refused(Reason.WEIGHED_TOO_EARLY);
        }
        if (weighed.at().isAfter(now.plus(tolerance))) {
            return new Outcome.Refused(Reason.WEIGHED_IN_FUTURE);
        }
        Bin bin = points.getBin(dropOff.binId());
        // A clock that runs a little slow does not reach back to the price before.
        Instant pricedAt = weighed.at().isBefore(openedAt) ? openedAt : weighed.at();
        Price price = prices.find(bin.material(), pricedAt).orElseThrow();
        dropOffs.lockResident(dropOff.residentId());
        dropOffs.save(dropOff);
        deadlines.clear(DropOffTimesOut.KIND, dropOff.id().toString());

        UUID weighInId = ids.next();
        boolean barcodeSeen = weighIns.addItems(weighInId, weighed.barcodes());
        Set<HoldReason> reasons = settings.fraud()
                .beyond(
                        weighed.grams(),
                        weighIns.recent(dropOff.residentId(), now.minus(Duration.ofDays(1))),
                        barcodeSeen);
        Money credited = price.of(weighed.grams());
        WeighIn weighIn = new WeighIn(
                weighInId,
                dropOff.id(),
                dropOff.residentId(),
                bin.pointId(),
                bin.material(),
                weighed.grams(),
                price.perKilogram(),
                credited,
                reasons.isEmpty() ? WeighInState.CREDITED : WeighInState.HELD,
                reasons,
                weighed.at(),
                now,
                1,
                List.of());
        weighIns.add(weighIn);
        if (reasons.isEmpty()) {
            bookCredit.credit(weighInId, dropOff.residentId(), credited);
        } else {
            bookCredit.hold(weighInId, dropOff.residentId(), credited);
        }
        return new Outcome.Recorded(weighIn);
    }
}
