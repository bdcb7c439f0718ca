package io.yike.booking.paying.domain;

import io.yike.payments.Money;
import java.time.Instant;

/// Where a payment stands. Those that ask for a step are tried until the step has taken effect.
public sealed interface PaymentState {

    /// As in rows and on the wire.
    String word();

    /// To be authorised.
    ///
    /// @param token what the resident pays with; forgotten once the answer is known
    record Pending(String token) implements PaymentState {

        @Override
        public String word() {
            return "pending";
        }

        @Override
        public String toString() {
            return "Pending[]";
        }
    }

    /// The money is held.
    record Authorised(String authorisationId) implements PaymentState {

        @Override
        public String word() {
            return "authorised";
        }
    }

    /// The provider said no.
    record Refused(String reason) implements PaymentState {

        @Override
        public String word() {
            return "refused";
        }
    }

    /// To be taken, the rest let go.
    record Capturing(String authorisationId, Money amount) implements PaymentState {

        @Override
        public String word() {
            return "capturing";
        }
    }

    /// Taken.
    record Captured(String authorisationId, Money amount) implements PaymentState {

        @Override
        public String word() {
            return "captured";
        }
    }

    /// The provider will never pay what it promised to hold.
    record CaptureRefused(String authorisationId, Money amount, String reason) implements PaymentState {

        @Override
        public String word() {
            return "capture_refused";
        }
    }

    /// The booking ended while the provider was silent: an authorisation may have taken effect, or still will,
    /// so it is
    /// looked for.
    ///
    /// @param quietFrom until when one may still turn up
    record Doubtful(Instant quietFrom) implements PaymentState {

        @Override
        public String word() {
            return "doubtful";
        }
    }

    /// To be let go.
    record Releasing(String authorisationId) implements PaymentState {

        @Override
        public String word() {
            return "releasing";
        }
    }

    /// Nothing is held any more.
    record Released(String authorisationId) implements PaymentState {

        @Override
        public String word() {
            return "released";
        }
    }

    /// The provider has been quiet for long enough: nothing was ever held.
    record NeverHeld() implements PaymentState {

        @Override
        public String word() {
            return "never_held";
        }
    }
}
