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
    }

    /// Opens what the code is for. Runs in the caller's transaction.
    public Answer byCode(UUID facilityId, String code) {
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

    /// Whether a code may be tried at the facility now. One that opens nothing is counted before that is said, so that
    /// many at once are not more tries than one after the other.
    @Transactional
    public boolean mayTry(UUID facilityId, String code) {
        Instant now = clock.instant();
        if (holds.wrongCodesLocked(facilityId, now.minus(settings.wrongCodesWithin())) >= settings.wrongCodes()) {
            return false;
        }
        if (!holds.isCode(facilityId, code)) {
            holds.addWrongCode(facilityId, now);
        }
        return true;
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

    /// Opens the lock, and then does what the opening means. Not in a transaction: the lock is asked outside of
    /// it. Asked again to put in what is in it, nothing more happens.
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
