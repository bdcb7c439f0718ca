package io.yike.booking.reserving.domain;

import io.yike.payments.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far a booking has come.
public sealed interface BookingState {

    /// As in rows and on the wire.
    String word();

    /// What has not begun or ended.
    sealed interface Ahead extends BookingState {}

    /// What has begun and not ended.
    sealed interface Begun extends BookingState {

        Instant since();
    }

    /// What has ended; nothing is claimed any more.
    sealed interface Ended extends BookingState {}

    /// Kept for the resident until then.
    record Held(Instant until) implements Ahead {

        @Override
        public String word() {
            return "held";
        }
    }

    /// The resident wants it, and the keeper decides until then.
    record Requested(Instant until) implements Ahead {

        @Override
        public String word() {
            return "requested";
        }
    }

    record Confirmed() implements Ahead {

        @Override
        public String word() {
            return "confirmed";
        }
    }

    /// The door was opened, or the items handed out.
    record InUse(Instant since) implements Begun {

        @Override
        public String word() {
            return "in_use";
        }
    }

    /// The time is over, and items are still out.
    record Overdue(Instant since) implements Begun {

        @Override
        public String word() {
            return "overdue";
        }
    }

    record Completed() implements Ended {

        @Override
        public String word() {
            return "completed";
        }
    }

    /// Not confirmed in time.
    record Expired() implements Ended {

        @Override
        public String word() {
            return "expired";
        }
    }

    /// By its keeper, or because nobody decided in time.
    ///
    /// @param note for the resident to read
    record Refused(Why why, @Nullable String note) implements Ended {

        public enum Why {
            UNSUITABLE,
            NEEDED_OTHERWISE,
            NOT_FOR_THIS_RESIDENT,
            OTHER,
            NOT_DECIDED_IN_TIME
        }

        @Override
        public String word() {
            return "refused";
        }
    }

    /// Given back by the resident, or taken back by the keeper.
    ///
    /// @param kept what the house keeps of the fee; null if it costs nothing
    /// @param late by the resident, when it should have begun: it counts like one to which they did not come
    record Cancelled(@Nullable Money kept, boolean late) implements Ended {

        @Override
        public String word() {
            return "cancelled";
        }
    }

    /// Not begun in time.
    record NoShow() implements Ended {

        @Override
        public String word() {
            return "no_show";
        }
    }
}
