package io.yike.payments;

import java.time.Clock;
import java.util.function.UnaryOperator;

/// What a payment asks of whoever moves its money. Each has its effect once per payment, however often it is asked for.
public sealed interface PaymentStep {

    record Authorise(Money amount, String token) implements PaymentStep {

        /// Without the token, so that it cannot end in a log.
        @Override
        public String toString() {
            return "Authorise[amount=" + amount + "]";
        }
    }

    record Capture(String authorisationId, Money amount) implements PaymentStep {}

    /// Let go of what is held.
    record Release(String authorisationId) implements PaymentStep {}

    /// See whether anything is held.
    record Look() implements PaymentStep {}

    /// Asks for it, outside of any transaction.
    ///
    /// @param reference of the payment at the provider
    /// @return what the answer makes of the payment's state, to be applied to the one that stands by then
    default UnaryOperator<PaymentState> take(PaymentProvider provider, String reference, Clock clock) {
        return switch (this) {
            case Authorise(Money amount, String token) -> {
                Authorisation answer = provider.authorise(reference, amount, token);
                yield state -> state.authorisationAnswered(answer);
            }
            case Capture(String held, Money amount) -> {
                Movement answer = provider.capture(reference, held, amount);
                yield state -> state.captureAnswered(answer);
            }
            case Release(String held) -> {
                Movement answer = provider.release(reference, held);
                yield state -> state.releaseAnswered(answer);
            }
            case Look() -> {
                Standing standing = provider.find(reference);
                yield state -> state.found(standing, clock.instant());
            }
        };
    }
}
