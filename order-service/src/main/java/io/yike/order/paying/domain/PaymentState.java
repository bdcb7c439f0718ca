package io.yike.order.paying.domain;

import io.yike.payments.Money;
import java.time.Instant;
import java.util.UUID;

/// Where a payment stands. Those that ask for a step are tried until the step has taken effect.
public sealed interface PaymentState {

    /// To be authorised.
    ///
    /// @param token what the buyer pays with; forgotten once the answer is known
    /// @param until when silence counts as a refusal
    record Pending(String token, Instant until) implements PaymentState {}

    /// The money is held.
    record Authorised(String authorisationId) implements PaymentState {}

    /// The provider said no.
    record Refused(String reason) implements PaymentState {}

    /// To be taken.
    record Capturing(String authorisationId, Money amount) implements PaymentState {}

    /// Taken.
    ///
    /// @param refunded what of it was given back since
    record Captured(String authorisationId, Money amount, Money refunded) implements PaymentState {
        public Money left() {
            return amount.minus(refunded);
        }
    }

    /// Part of what was taken is to be given back.
    ///
    /// @param captured what was taken
    /// @param refunded what was given back before
    record Refunding(String authorisationId, Money captured, Money refunded, UUID refundId, Money amount)
            implements PaymentState {}

    /// The provider will never pay what it promised to hold.
    record CaptureRefused(String authorisationId, Money amount, String reason) implements PaymentState {}

    /// The order ended while the provider was silent: an authorisation may have taken effect, or still will, so it is
    /// looked for.
    ///
    /// @param quietFrom until when one may still turn up
    record Doubtful(Instant quietFrom) implements PaymentState {}

    /// To be let go.
    record Releasing(String authorisationId) implements PaymentState {}

    /// Nothing is held any more.
    record Released(String authorisationId) implements PaymentState {}

    /// The provider has been quiet for long enough: nothing was ever held.
    record NeverHeld() implements PaymentState {}
}
