package io.yike.booking.stowing;

import io.yike.booking.stowing.Cells.Locker;
import io.yike.booking.stowing.domain.CellDecision.Changed;
import io.yike.booking.stowing.domain.CellHold;
import io.yike.booking.stowing.domain.CellHold.Parties;
import io.yike.booking.stowing.domain.CellSize;
import io.yike.kit.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Keeps a cell for a bag or a parcel. Runs in the caller's transaction.
@Component
public class HoldCell {

    private final Cells cells;
    private final CellHolds holds;
    private final ChangeCellHold changeCellHold;
    private final CellSettings settings;
    private final Ids ids;
    private final Clock clock;

    HoldCell(Cells cells, CellHolds holds, ChangeCellHold changeCellHold, CellSettings settings, Ids ids, Clock clock) {
        this.cells = cells;
        this.holds = holds;
        this.changeCellHold = changeCellHold;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /// A cell that another service wants for the bag of an order.
    ///
    /// @param holdId named by whoever asks, so that asking twice holds one
    /// @param lat of the recipient's door, in WGS 84
    /// @param until when the bag is there at the latest
    public record Wish(
            UUID holdId,
            UUID orderId,
            @Nullable UUID platformId,
            @Nullable UUID residentId,
            UUID facilityId,
            CellSize size,
            double lat,
            double lng,
            Instant until) {}

    public enum Why {
        CELLS_FULL,
        LOCKER_UNKNOWN,
        OUT_OF_REACH,
        TOO_LATE
    }

    /// What became of it.
    public sealed interface Outcome {}

    /// The cell is held.
    public record Granted(CellHold hold) implements Outcome {}

    /// None is held.
    ///
    /// @param alternatives lockers within reach that have a cell now
    public record Refused(Why why, List<Locker> alternatives) implements Outcome {

        public Refused {
            alternatives = List.copyOf(alternatives);
        }
    }

    /// It was granted or refused before.
    public record Known() implements Outcome {}

    /// Grants or refuses, and tells so.
    public Outcome forOrder(Wish wish) {
        holds.lockName(wish.holdId());
        if (holds.find(wish.holdId()).isPresent() || holds.isRefused(wish.holdId())) {
            return new Known();
        }
        Instant now = clock.instant();
        Outcome outcome = judge(wish, now);
        if (outcome instanceof Refused refused) {
            holds.refuse(wish, refused, now);
        }
        return outcome;
    }

    private Outcome judge(Wish wish, Instant now) {
        if (!wish.until().isAfter(now)) {
            return new Refused(Why.TOO_LATE, List.of());
        }
        Optional<Locker> locker = cells.findLocker(wish.facilityId(), wish.lat(), wish.lng());
        if (locker.isEmpty()) {
            return new Refused(Why.LOCKER_UNKNOWN, near(wish));
        }
        if (locker.get().metres() > settings.reachMetres()) {
            return new Refused(Why.OUT_OF_REACH, near(wish));
        }
        Instant longest = now.plus(settings.longestDrop());
        Instant dropBy = wish.until().isAfter(longest) ? longest : wish.until();
        Parties parties = Parties.ofOrder(wish.orderId(), wish.platformId(), wish.residentId());
        return cells.takeFree(wish.facilityId(), wish.size())
                .<Outcome>map(place -> granted(CellHold.granted(wish.holdId(), parties, null, place, dropBy, now)))
                .orElseGet(() -> new Refused(Why.CELLS_FULL, near(wish)));
    }

    private List<Locker> near(Wish wish) {
        return cells.lockersNear(
                wish.lat(),
                wish.lng(),
                settings.reachMetres(),
                wish.size(),
                wish.facilityId(),
                settings.alternatives());
    }

    /// A cell for a carrier's parcel.
    public Outcome forParcel(
            UUID fleetId, UUID facilityId, CellSize size, UUID residentId, @Nullable String reference) {
        Instant now = clock.instant();
        if (cells.findLocker(facilityId).isEmpty()) {
            return new Refused(Why.LOCKER_UNKNOWN, List.of());
        }
        return cells.takeFree(facilityId, size)
                .<Outcome>map(place -> granted(CellHold.granted(
                        ids.next(),
                        Parties.ofParcel(fleetId, residentId),
                        reference,
                        place,
                        now.plus(settings.dropWithin()),
                        now)))
                .orElseGet(() -> new Refused(
                        Why.CELLS_FULL,
                        cells.lockersNear(facilityId, settings.reachMetres(), size, settings.alternatives())));
    }

    private Granted granted(Changed granted) {
        holds.add(granted);
        changeCellHold.followUp(granted.hold());
        return new Granted(granted.hold());
    }
}
