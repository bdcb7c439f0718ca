package io.yike.payments;

import java.time.Instant;
import java.util.Optional;

/// Where a payment stands whose money is held first, and taken once, when it is known how much of it: a part that goes
/// back is never taken. States that ask for a step are tried until the step has taken effect.
public sealed interface PaymentState {

    /// As in rows and on the wire.
    String word();

    /// To be authorised.
    ///
    /// @param token what the buyer pays with; forgotten once the answer is known
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

    /// What was to be paid for ended while the provider was silent: an authorisation may have taken effect, or still
    /// will, so it is looked for.
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

    /// What is to be done next; empty if nothing.
    ///
    /// @param amount what is to be authorised
    default Optional<PaymentStep> findStep(Money amount) {
        return switch (this) {
            case Pending(String token) -> Optional.of(new PaymentStep.Authorise(amount, token));
            case Capturing(String held, Money due) -> Optional.of(new PaymentStep.Capture(held, due));
            case Releasing(String held) -> Optional.of(new PaymentStep.Release(held));
            case Doubtful _ -> Optional.of(new PaymentStep.Look());
            case Authorised _, Refused _, Captured _, CaptureRefused _, Released _, NeverHeld _ -> Optional.empty();
        };
    }

    /// Whether it holds money, may, or has taken some: another try to pay would pay twice.
    default boolean isAlive() {
        return switch (this) {
            case Pending _, Authorised _, Capturing _, Captured _ -> true;
            case Refused _, CaptureRefused _, Doubtful _, Releasing _, Released _, NeverHeld _ -> false;
        };
    }

    /// The provider's answer to [PaymentStep.Authorise]. One that comes after the end is let go again, however late.
    default PaymentState authorisationAnswered(Authorisation answer) {
        return switch (this) {
            case Pending _ ->
                switch (answer) {
                    case Authorisation.Authorised(String held) -> new Authorised(held);
                    case Authorisation.Refused(String reason) -> new Refused(reason);
                    case Authorisation.Unknown _ -> this;
                };
            case Doubtful _ ->
                switch (answer) {
                    case Authorisation.Authorised(String held) -> new Releasing(held);
                    case Authorisation.Refused(String reason) -> new Refused(reason);
                    case Authorisation.Unknown _ -> this;
                };
            case NeverHeld _ -> answer instanceof Authorisation.Authorised(String held) ? new Releasing(held) : this;
            case Authorised _, Refused _, Capturing _, Captured _, CaptureRefused _, Releasing _, Released _ -> this;
        };
    }

    /// It is known what is due: that is taken, and the rest let go.
    ///
    /// @param due never more than was authorised
    /// @param quietFrom until when an authorisation that is under way may still turn up, to be let go
    default PaymentState settle(Money due, Instant quietFrom) {
        return switch (this) {
            case Pending _ -> new Doubtful(quietFrom);
            case Authorised(String held) -> due.isPositive() ? new Capturing(held, due) : new Releasing(held);
            case Refused _,
                    Capturing _,
                    Captured _,
                    CaptureRefused _,
                    Doubtful _,
                    Releasing _,
                    Released _,
                    NeverHeld _ -> this;
        };
    }

    /// The provider's answer to [PaymentStep.Capture].
    default PaymentState captureAnswered(Movement answer) {
        if (!(this instanceof Capturing(String held, Money due))) {
            return this;
        }
        return switch (answer) {
            case Movement.Done() -> new Captured(held, due);
            case Movement.Refused(String reason) -> new CaptureRefused(held, due, reason);
            case Movement.Unknown _ -> this;
        };
    }

    /// The provider's answer to [PaymentStep.Release]. A refusal means that nothing is held.
    default PaymentState releaseAnswered(Movement answer) {
        if (!(this instanceof Releasing(String held))) {
            return this;
        }
        return switch (answer) {
            case Movement.Done _, Movement.Refused _ -> new Released(held);
            case Movement.Unknown _ -> this;
        };
    }

    /// The provider's answer to [PaymentStep.Look].
    default PaymentState found(Standing standing, Instant now) {
        if (!(this instanceof Doubtful(Instant quietFrom))) {
            return this;
        }
        return switch (standing) {
            case Standing.Held held ->
                held.released() ? new Released(held.authorisationId()) : new Releasing(held.authorisationId());
            case Standing.Refused(String reason) -> new Refused(reason);
            case Standing.Nothing _ -> now.isBefore(quietFrom) ? this : new NeverHeld();
            case Standing.Unknown _ -> this;
        };
    }
}
