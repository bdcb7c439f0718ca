package io.yike.booking.locking.domain;

import io.yike.booking.keeping.domain.Span;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An access code at one lock.
///
/// @param number of the booking's codes: another code is another one at the lock, too
/// @param attempts of the present step
/// @param doubtfulUntil until when a setting that was asked for may still arrive at the lock; null if none was
public record LockCode(
        UUID bookingId,
        int number,
        UUID resourceId,
        String lockId,
        Span valid,
        State state,
        int attempts,
        @Nullable Instant doubtfulUntil) {

    public enum State {
        /// The lock is to know it.
        SETTING,
        SET,
        /// The lock is to forget it; it may never have known it.
        REVOKING,
        REVOKED,
        /// The provider will never set it.
        REFUSED
    }

    /// What a provider says to a step.
    public sealed interface Answer {

        /// It took effect, now or when it was asked for before.
        record Done() implements Answer {}

        /// It took no effect and never will.
        record Refused(String reason) implements Answer {}

        /// Nobody knows: no answer, or none that could be understood. It may have taken effect.
        record Unknown(String cause) implements Answer {}
    }

    /// The code's name at the provider: a step with it has its effect once.
    public String reference() {
        return bookingId + "-" + number;
    }

    /// The provider's answer to the step of this state. What is revoked while a setting may still arrive is
    /// revoked again after that, see [#revokedAgainAt].
    public LockCode answered(Answer answer, Instant now) {
        return switch (state) {
            case SETTING ->
                switch (answer) {
                    case Answer.Done() -> in(State.SET);
                    case Answer.Refused _ -> in(State.REFUSED);
                    case Answer.Unknown _ -> this;
                };
            case REVOKING ->
                switch (answer) {
                    case Answer.Done(), Answer.Refused _ -> isDoubtful(now) ? this : in(State.REVOKED);
                    case Answer.Unknown _ -> this;
                };
            case SET, REVOKED, REFUSED -> this;
        };
    }

    /// When it is revoked once more although the provider has said that it is; empty if that need not be.
    public Optional<Instant> revokedAgainAt(Answer answer, Instant now) {
        boolean isCertain = switch (answer) {
            case Answer.Done(), Answer.Refused _ -> true;
            case Answer.Unknown _ -> false;
        };
        return state == State.REVOKING && isCertain && isDoubtful(now)
                ? Optional.ofNullable(doubtfulUntil)
                : Optional.empty();
    }

    private boolean isDoubtful(Instant now) {
        return doubtfulUntil != null && now.isBefore(doubtfulUntil);
    }

    private LockCode in(State next) {
        return new LockCode(bookingId, number, resourceId, lockId, valid, next, 0, doubtfulUntil);
    }
}
