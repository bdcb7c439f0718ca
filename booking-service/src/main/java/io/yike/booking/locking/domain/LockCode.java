package io.yike.booking.locking.domain;

import io.yike.booking.keeping.domain.Span;
import java.util.UUID;

/// An access code at one lock.
///
/// @param number of the booking's codes: another code is another one at the lock, too
/// @param attempts of the present step
public record LockCode(
        UUID bookingId, int number, UUID resourceId, String lockId, Span valid, State state, int attempts) {

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

    /// The provider's answer to the step of this state.
    public LockCode answered(Answer answer) {
        return switch (state) {
            case SETTING ->
                switch (answer) {
                    case Answer.Done() -> in(State.SET);
                    case Answer.Refused _ -> in(State.REFUSED);
                    case Answer.Unknown _ -> this;
                };
            case REVOKING ->
                switch (answer) {
                    case Answer.Done(), Answer.Refused _ -> in(State.REVOKED);
                    case Answer.Unknown _ -> this;
                };
            case SET, REVOKED, REFUSED -> this;
        };
    }

    private LockCode in(State next) {
        return new LockCode(bookingId, number, resourceId, lockId, valid, next, 0);
    }
}
