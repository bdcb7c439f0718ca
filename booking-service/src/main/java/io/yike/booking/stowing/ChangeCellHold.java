package io.yike.booking.stowing;

import io.yike.booking.stowing.domain.CellDecision;
import io.yike.booking.stowing.domain.CellDecision.Changed;
import io.yike.booking.stowing.domain.CellHold;
import io.yike.booking.stowing.domain.CellHoldState;
import io.yike.booking.stowing.domain.CellUse;
import io.yike.kit.deadline.Deadlines;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Lets something happen to the hold of a cell: locks it, decides, and writes down what changed, with its deadline.
@Component
public class ChangeCellHold {

    /// The kind of deadline at which a hold ends by itself.
    public static final String END = "cell-hold-end";

    private final CellHolds holds;
    private final Deadlines deadlines;
    private final CellSettings settings;
    private final Clock clock;

    ChangeCellHold(CellHolds holds, Deadlines deadlines, CellSettings settings, Clock clock) {
        this.holds = holds;
        this.deadlines = deadlines;
        this.settings = settings;
        this.clock = clock;
    }

    /// Empty if there is no such hold.
    @Transactional
    public Optional<CellDecision> open(UUID holdId, CellUse use) {
        return change(holdId, (hold, now) -> hold.open(use, now, settings.collectWithin()));
    }

    /// In the transaction in which it was locked.
    CellDecision openLocked(CellHold hold, CellUse use) {
        return carryOut(hold.open(use, clock.instant(), settings.collectWithin()));
    }

    /// Empty if there is no such hold.
    @Transactional
    public Optional<CellDecision> release(UUID holdId) {
        return change(holdId, (hold, _) -> hold.release());
    }

    /// Its time is over.
    @Transactional
    public void end(UUID holdId) {
        change(holdId, (hold, now) -> hold.end(now, settings.remindEvery()));
    }

    /// What becomes of naming somebody.
    public enum Naming {
        DONE,
        TOO_MANY,
        ENDED
    }

    /// Somebody else may collect it.
    @Transactional
    public Naming addCollector(UUID holdId, UUID residentId) {
        CellHold hold = holds.findLocked(holdId).orElseThrow();
        if (hold.state() instanceof CellHoldState.Released) {
            return Naming.ENDED;
        }
        if (hold.collectors().contains(residentId)) {
            return Naming.DONE;
        }
        if (hold.collectors().size() >= CellHold.MOST_COLLECTORS) {
            return Naming.TOO_MANY;
        }
        holds.addCollector(holdId, residentId);
        return Naming.DONE;
    }

    /// They may not any more, and the code that they may have read is dead.
    @Transactional
    public void removeCollector(UUID holdId, UUID residentId) {
        CellHold hold = holds.findLocked(holdId).orElseThrow();
        if (!hold.collectors().contains(residentId)) {
            return;
        }
        holds.removeCollector(holdId, residentId);
        if (hold.state() instanceof CellHoldState.Stored) {
            holds.replaceCode(hold);
        }
    }

    private Optional<CellDecision> change(UUID holdId, BiFunction<CellHold, Instant, CellDecision> trigger) {
        return holds.findLocked(holdId).map(hold -> carryOut(trigger.apply(hold, clock.instant())));
    }

    private CellDecision carryOut(CellDecision decision) {
        if (decision instanceof Changed changed) {
            holds.save(changed);
            followUp(changed.hold());
        }
        return decision;
    }

    /// When the hold ends by itself, if nothing happens.
    void followUp(CellHold hold) {
        hold.state()
                .findEnd()
                .ifPresentOrElse(
                        end -> deadlines.set(END, hold.id().toString(), end),
                        () -> deadlines.clear(END, hold.id().toString()));
    }
}
