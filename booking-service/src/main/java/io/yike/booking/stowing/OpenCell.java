package io.yike.booking.stowing;

import io.yike.booking.BookingSettings;
import io.yike.booking.locking.LockProvider;
import io.yike.booking.locking.domain.LockCode;
import io.yike.booking.stowing.domain.CellDecision;
import io.yike.booking.stowing.domain.CellHold;
import io.yike.booking.stowing.domain.CellHoldState;
import io.yike.booking.stowing.domain.CellUse;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Opens the door of a cell: by the code that was entered, or from afar.
@Component
public class OpenCell {

    private final CellHolds holds;
    private final ChangeCellHold changeCellHold;
    private final LockProvider provider;
    private final BookingSettings settings;
    private final Clock clock;

    OpenCell(
            CellHolds holds,
            ChangeCellHold changeCellHold,
            LockProvider provider,
            BookingSettings settings,
            Clock clock) {
        this.holds = holds;
        this.changeCellHold = changeCellHold;
        this.provider = provider;
        this.settings = settings;
        this.clock = clock;
    }

    /// What the keypad is answered.
    public sealed interface Answer {

        record Open(CellHold hold, CellUse use) implements Answer {}

        /// It opens nothing here now.
        record Wrong() implements Answer {}

        /// Too many wrong ones.
        record Locked() implements Answer {}
    }

    /// Opens what the code is for. Runs in the caller's transaction.
    public Answer byCode(UUID facilityId, String code) {
        Instant since = clock.instant().minus(settings.wrongCodesWithin());
        if (holds.wrongCodesLocked(facilityId, since) >= settings.wrongCodes()) {
            return new Answer.Locked();
        }
        Optional<CellHold> found = holds.findByCodeLocked(facilityId, code);
        if (found.isEmpty()) {
            return new Answer.Wrong();
        }
        CellHold hold = found.get();
        CellUse use = hold.state().findUse().orElseThrow();
        return changeCellHold.openLocked(hold, use) instanceof CellDecision.Changed(var opened, var _)
                ? new Answer.Open(opened, use)
                : new Answer.Wrong();
    }

    /// Counted in a transaction of its own: the one that found it wrong writes nothing.
    @Transactional
    public void countWrong(UUID facilityId) {
        holds.addWrongCode(facilityId, clock.instant());
    }

    /// What becomes of an opening from afar.
    public sealed interface Remote {

        record Open(CellHold hold) implements Remote {}

        /// It is not to be opened for this now.
        record NoCode() implements Remote {}

        record NoLock() implements Remote {}

        record Refused() implements Remote {}

        /// Nobody knows whether it is open.
        record Unreachable() implements Remote {}
    }

    /// Opens the lock, and then does what the opening means. Not in a transaction: the lock is asked outside of it.
    /// Asked
    /// again to put in what is in it, nothing more happens.
    ///
    /// @param byOfflineCode the lock was opened with what it knows by itself, after it could not be reached
    public Remote fromAfar(CellHold seen, CellUse use, boolean byOfflineCode) {
        if (seen.state() instanceof CellHoldState.Stored && use == CellUse.DROP) {
            return new Remote.Open(seen);
        }
        if (seen.state().findUse().filter(use::equals).isEmpty()) {
            return new Remote.NoCode();
        }
        String lockId = seen.place().lockId();
        if (lockId == null) {
            return new Remote.NoLock();
        }
        if (byOfflineCode) {
            return holds.isLockSilent(seen.id()) ? opened(seen, use) : new Remote.NoCode();
        }
        String reference = seen.id() + "-" + clock.instant().toEpochMilli();
        return switch (provider.open(lockId, reference)) {
            case LockCode.Answer.Done() -> opened(seen, use);
            case LockCode.Answer.Refused _ -> new Remote.Refused();
            case LockCode.Answer.Unknown _ -> {
                holds.lockIsSilent(seen.id());
                yield new Remote.Unreachable();
            }
        };
    }

    private Remote opened(CellHold seen, CellUse use) {
        return switch (changeCellHold.open(seen.id(), use).orElseThrow()) {
            case CellDecision.Changed(var hold, var _) -> new Remote.Open(hold);
            case CellDecision.Ignored(var hold) -> new Remote.Open(hold);
            case CellDecision.Refused() -> new Remote.NoCode();
        };
    }
}
