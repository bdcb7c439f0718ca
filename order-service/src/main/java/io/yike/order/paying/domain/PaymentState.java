package io.yike.order.paying.domain;

import io.yike.payments.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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

    record Captured(String authorisationId, Money amount) implements PaymentState {}

    /// The provider will never pay what it promised to hold; somebody has to ask it why.
    record CaptureRefused(String authorisationId, Money amount, String reason) implements PaymentState {}

    /// To be let go. Without an authorisation nobody knows whether there is one: the answer may still be under way,
    /// so the provider is asked until it has been quiet for long enough.
    ///
    /// @param quietFrom until when an authorisation may still turn up
    record Releasing(@Nullable String authorisationId, Instant quietFrom) implements PaymentState {}

    /// Nothing is held any more, or ever was.
    record Released() implements PaymentState {}
}
