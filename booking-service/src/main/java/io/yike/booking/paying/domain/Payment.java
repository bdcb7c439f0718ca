package io.yike.booking.paying.domain;

import io.yike.booking.paying.domain.PaymentState.Authorised;
import io.yike.booking.paying.domain.PaymentState.CaptureRefused;
import io.yike.booking.paying.domain.PaymentState.Captured;
import io.yike.booking.paying.domain.PaymentState.Capturing;
import io.yike.booking.paying.domain.PaymentState.Doubtful;
import io.yike.booking.paying.domain.PaymentState.NeverHeld;
import io.yike.booking.paying.domain.PaymentState.Pending;
import io.yike.booking.paying.domain.PaymentState.Refused;
import io.yike.booking.paying.domain.PaymentState.Released;
import io.yike.booking.paying.domain.PaymentState.Releasing;
import io.yike.payments.Authorisation;
import io.yike.payments.Money;
import io.yike.payments.Movement;
import io.yike.payments.Standing;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The fee or the deposit of one booking. Money is held when the booking is made certain, and taken once, when
/// it is known
/// how much of it: a part that goes back is never taken.
///
/// @param id also the reference at the provider: another try to pay is another payment
/// @param amount what is authorised; never more is captured
/// @param attempts of the present step
public record Payment(
        UUID id, UUID bookingId, Purpose purpose, Method method, Money amount, PaymentState state, int attempts) {

    /// What is to be done next; empty if nothing.
    public Optional<PaymentStep> findStep() {
        return switch (state) {
            case Pending(String token) -> Optional.of(new PaymentStep.Authorise(amount, token));
            case Capturing(String held, Money due) -> Optional.of(new PaymentStep.Capture(held, due));
            case Releasing(String held) -> Optional.of(new PaymentStep.Release(held));
            case Doubtful _ -> Optional.of(new PaymentStep.Look());
            case Authorised _, Refused _, Captured _, CaptureRefused _, Released _, NeverHeld _ -> Optional.empty();
        };
    }

    /// Whether it holds money, may, or has taken some: another try to pay would pay twice.
    public boolean isAlive() {
        return switch (state) {
            case Pending _, Authorised _, Capturing _, Captured _ -> true;
            case Refused _, CaptureRefused _, Doubtful _, Releasing _, Released _, NeverHeld _ -> false;
        };
    }

    /// The provider's answer to [PaymentStep.Authorise]. One that comes after the booking has ended is let go
    /// again,
    /// however late.
    public Payment authorisationAnswered(Authorisation answer) {
        return switch (state) {
            case Pending _ ->
                switch (answer) {
                    case Authorisation.Authorised(String held) -> in(new Authorised(held));
                    case Authorisation.Refused(String reason) -> in(new Refused(reason));
                    case Authorisation.Unknown _ -> this;
                };
            case Doubtful _ ->
                switch (answer) {
                    case Authorisation.Authorised(String held) -> in(new Releasing(held));
                    case Authorisation.Refused(String reason) -> in(new Refused(reason));
                    case Authorisation.Unknown _ -> this;
                };
            case NeverHeld _ ->
                answer instanceof Authorisation.Authorised(String held) ? in(new Releasing(held)) : this;
            case Authorised _, Refused _, Capturing _, Captured _, CaptureRefused _, Releasing _, Released _ -> this;
        };
    }

    /// It is known what is due: that is taken, and the rest let go.
    ///
    /// @param quietFrom until when an authorisation that is under way may still turn up, to be let go
    /// @throws IllegalStateException if more is due than was authorised
    public Payment settle(Money due, Instant quietFrom) {
        if (due.isGreaterThan(amount)) {
            throw new IllegalStateException("more is due than was authorised");
        }
        return switch (state) {
            case Pending _ -> in(new Doubtful(quietFrom));
            case Authorised(String held) -> due.isPositive() ? in(new Capturing(held, due)) : in(new Releasing(held));
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
    public Payment captureAnswered(Movement answer) {
        return switch (state) {
            case Capturing(String held, Money due) ->
                switch (answer) {
                    case Movement.Done() -> in(new Captured(held, due));
                    case Movement.Refused(String reason) -> in(new CaptureRefused(held, due, reason));
                    case Movement.Unknown _ -> this;
                };
            case Pending _,
                    Authorised _,
                    Refused _,
                    Captured _,
                    CaptureRefused _,
                    Doubtful _,
                    Releasing _,
                    Released _,
                    NeverHeld _ -> this;
        };
    }

    /// The provider's answer to [PaymentStep.Release]. A refusal means that nothing is held.
    public Payment releaseAnswered(Movement answer) {
        return switch (state) {
            case Releasing(String held) ->
                switch (answer) {
                    case Movement.Done _, Movement.Refused _ -> in(new Released(held));
                    case Movement.Unknown _ -> this;
                };
            case Pending _,
                    Authorised _,
                    Refused _,
                    Capturing _,
                    Captured _,
                    CaptureRefused _,
                    Doubtful _,
                    Released _,
                    NeverHeld _ -> this;
        };
    }

    /// The provider's answer to [PaymentStep.Look].
    public Payment found(Standing standing, Instant now) {
        return switch (state) {
            case Doubtful(Instant quietFrom) ->
                switch (standing) {
                    case Standing.Held held ->
                        held.released()
                                ? in(new Released(held.authorisationId()))
                                : in(new Releasing(held.authorisationId()));
                    case Standing.Refused(String reason) -> in(new Refused(reason));
                    case Standing.Nothing _ -> now.isBefore(quietFrom) ? this : in(new NeverHeld());
                    case Standing.Unknown _ -> this;
                };
            case Pending _,
                    Authorised _,
                    Refused _,
                    Capturing _,
                    Captured _,
                    CaptureRefused _,
                    Releasing _,
                    Released _,
                    NeverHeld _ -> this;
        };
    }

    private Payment in(PaymentState next) {
        return new Payment(id, bookingId, purpose, method, amount, next, 0);
    }
}
