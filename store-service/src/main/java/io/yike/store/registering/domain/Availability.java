package io.yike.store.registering.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether a store takes orders, as it said itself; its hours are another matter.
///
/// @param until when it is [State#OPEN] again by itself; null means until it says so
/// @param since when it said so
public record Availability(State state, @Nullable Instant until, Instant since) {

    public enum State {
        OPEN,
        /// Takes no new offers; those already made stand.
        BUSY,
        /// Takes nothing for a while; open offers go to the next store.
        PAUSED,
        /// Closed outside its usual hours; open offers go to the next store.
        CLOSED;

        /// Whether open offers are taken back.
        public boolean withdrawsOffers() {
            return switch (this) {
                case OPEN, BUSY -> false;
                case PAUSED, CLOSED -> true;
            };
        }
    }

    /// The state at that time, the automatic return included, even before the row was changed.
    public State stateAt(Instant instant) {
        return until != null && !instant.isBefore(until) ? State.OPEN : state;
    }
}
