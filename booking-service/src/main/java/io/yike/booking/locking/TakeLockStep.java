package io.yike.booking.locking;

import io.yike.booking.locking.domain.LockCode;
import io.yike.booking.locking.domain.LockCode.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Tells a lock what it is to know, outside any transaction, and writes down the answer in one.
@Component
public class TakeLockStep {

    private static final Logger log = LoggerFactory.getLogger(TakeLockStep.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int DOUBLINGS = 10;

    private final LockCodes lockCodes;
    private final LockProvider provider;
    private final Function<UUID, Optional<String>> codes;
    private final TransactionTemplate transaction;
    private final Clock clock;

    /// @param codes the present code of a booking; empty if it has none
    TakeLockStep(
            LockCodes lockCodes,
            LockProvider provider,
            Function<UUID, Optional<String>> codes,
            TransactionTemplate transaction,
            Clock clock) {
        this.lockCodes = lockCodes;
        this.provider = provider;
        this.codes = codes;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Takes the step that is due.
    ///
    /// @param leased as [LockCodes#lease] gave it
    public void take(LockCode leased) {
        Answer answer = switch (leased.state()) {
            case SETTING ->
                codes.apply(leased.bookingId())
                        .map(code -> provider.set(leased.lockId(), leased.reference(), code, leased.valid()))
                        .orElse(new Answer.Refused("no_code"));
            case REVOKING -> provider.revoke(leased.lockId(), leased.reference());
            case SET, REVOKED, REFUSED -> new Answer.Done();
        };
        transaction.executeWithoutResult(_ -> {
            LockCode before = lockCodes.lock(leased);
            // What was decided meanwhile goes before what was asked for.
            Instant now = clock.instant();
            boolean isSame = before.state() == leased.state();
            LockCode after = isSame ? before.answered(answer, now) : before;
            boolean moved = after.state() != leased.state();
            Optional<Instant> again = isSame ? before.revokedAgainAt(answer, now) : Optional.empty();
            lockCodes.save(after, moved ? now : again.orElseGet(() -> now.plus(pauseAfter(leased.attempts()))));
            if (!moved && again.isEmpty()) {
                log.info("Lock {} has no answer yet, attempt {}: {}", leased.lockId(), leased.attempts(), answer);
            }
        });
    }

    private static Duration pauseAfter(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
