package io.yike.booking.reserving.domain;

import java.util.UUID;

/// How far somebody in line has come.
public sealed interface WaitingState {

    /// As in rows and on the wire.
    String word();

    record InLine() implements WaitingState {

        @Override
        public String word() {
            return "waiting";
        }
    }

    /// The time is held for them until the booking's hold is over.
    record Offered(UUID bookingId) implements WaitingState {

        @Override
        public String word() {
            return "offered";
        }
    }

    record Taken(UUID bookingId) implements WaitingState {

        @Override
        public String word() {
            return "taken";
        }
    }

    /// Offered, and neither confirmed nor kept.
    record Lapsed(UUID bookingId) implements WaitingState {

        @Override
        public String word() {
            return "lapsed";
        }
    }

    /// Its time has begun, and it never became free.
    record Passed() implements WaitingState {

        @Override
        public String word() {
            return "passed";
        }
    }

    record Left() implements WaitingState {

        @Override
        public String word() {
            return "left";
        }
    }
}
