package io.yike.order.paying.domain;

import io.yike.payments.Authorisation;
import io.yike.payments.Money;
import io.yike.payments.Movement;
import io.yike.payments.Standing;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The payment of one order.
///
/// @param amount what is authorised; never more is captured
/// @param attempts of the present step
public record Payment(UUID orderId, PaymentMethod method, Money amount, PaymentState state, int attempts) {

    /// What is to be done next; empty if nothing.
    public Optional<PaymentStep> findStep() {
        return switch (state) {
            case PaymentState.Pending pending -> Optional.of(new PaymentStep.Authorise(amount, pending.token()));
            case PaymentState.Capturing capturing ->
                Optional.of(new PaymentStep.Capture(capturing.authorisationId(), capturing.amount()));
            case PaymentState.Releasing releasing -> Optional.of(new PaymentStep.Release(releasing.authorisationId()));
            case PaymentState.Refunding refunding ->
                Optional.of(
                        new PaymentStep.Refund(refunding.refundId(), refunding.authorisationId(), refunding.amount()));
            case PaymentState.Doubtful _ -> Optional.of(new PaymentStep.Look());
            case PaymentState.Authorised _,
                    PaymentState.Refused _,
                    PaymentState.Captured _,
                    PaymentState.CaptureRefused _,
                    PaymentState.Released _,
                    PaymentState.NeverHeld _ -> Optional.empty();
        };
    }

    /// The provider's answer to [PaymentStep.Authorise]. One that comes after the order has ended is let go again,
    /// however late.
    public Payment authorisationAnswered(Authorisation answer) {
        return switch (state) {
            case PaymentState.Pending _ ->
                switch (answer) {
                    case Authorisation.Authorised authorised ->
                        in(new PaymentState.Authorised(authorised.authorisationId()));
                    case Authorisation.Refused refused -> in(new PaymentState.Refused(refused.reason()));
                    case Authorisation.Unknown _ -> this;
                };
            case PaymentState.Doubtful _ ->
                switch (answer) {
                    case Authorisation.Authorised authorised ->
                        in(new PaymentState.Releasing(authorised.authorisationId()));
                    case Authorisation.Refused refused -> in(new PaymentState.Refused(refused.reason()));
                    case Authorisation.Unknown _ -> this;
                };
            case PaymentState.NeverHeld _ ->
                answer instanceof Authorisation.Authorised authorised
                        ? in(new PaymentState.Releasing(authorised.authorisationId()))
                        : this;
            case PaymentState.Authorised _,
                    PaymentState.Refused _,
                    PaymentState.Capturing _,
                    PaymentState.Captured _,
                    PaymentState.Refunding _,
                    PaymentState.CaptureRefused _,
                    PaymentState.Releasing _,
                    PaymentState.Released _ -> this;
        };
    }

    /// Nothing has been heard in time: whatever turns up is let go again.
    public Payment giveUp(Instant quietFrom) {
        return switch (state) {
            case PaymentState.Pending _ -> in(new PaymentState.Doubtful(quietFrom));
            case PaymentState.Authorised _,
                    PaymentState.Refused _,
                    PaymentState.Capturing _,
                    PaymentState.Captured _,
                    PaymentState.Refunding _,
                    PaymentState.CaptureRefused _,
                    PaymentState.Doubtful _,
                    PaymentState.Releasing _,
                    PaymentState.Released _,
                    PaymentState.NeverHeld _ -> this;
        };
    }

    /// The order has ended: `due` is taken and the rest let go.
    ///
    /// @throws IllegalStateException if more is due than was authorised
    public Payment settle(Money due, Instant quietFrom) {
        if (due.isGreaterThan(amount)) {
            throw new IllegalStateException("more is due than was authorised");
        }
        return switch (state) {
            case PaymentState.Pending _ -> giveUp(quietFrom);
            case PaymentState.Authorised authorised ->
                due.isPositive()
                        ? in(new PaymentState.Capturing(authorised.authorisationId(), due))
                        : in(new PaymentState.Releasing(authorised.authorisationId()));
            case PaymentState.Refused _,
                    PaymentState.Capturing _,
                    PaymentState.Captured _,
                    PaymentState.Refunding _,
                    PaymentState.CaptureRefused _,
                    PaymentState.Doubtful _,
                    PaymentState.Releasing _,
                    PaymentState.Released _,
                    PaymentState.NeverHeld _ -> this;
        };
    }

    /// Money changed hands at the door after nothing more was expected from there.
    ///
    /// @throws IllegalStateException if it is not paid at the door, or is more than was agreed to
    public Payment collect(Money paid) {
        if (method == PaymentMethod.PROVIDER || method == PaymentMethod.CREDIT || paid.isGreaterThan(amount)) {
            throw new IllegalStateException("this cannot have been paid at the door");
        }
        return switch (state) {
            case PaymentState.Authorised(String id) -> collecting(id, paid);
            case PaymentState.Releasing(String id) -> collecting(id, paid);
            case PaymentState.Released(String id) -> collecting(id, paid);
            case PaymentState.Pending _,
                    PaymentState.Refused _,
                    PaymentState.Capturing _,
                    PaymentState.Captured _,
                    PaymentState.Refunding _,
                    PaymentState.CaptureRefused _,
                    PaymentState.Doubtful _,
                    PaymentState.NeverHeld _ -> this;
        };
    }

    private Payment collecting(String authorisationId, Money paid) {
        return paid.isPositive() ? in(new PaymentState.Capturing(authorisationId, paid)) : this;
    }

    /// The provider's answer to [PaymentStep.Capture].
    public Payment captureAnswered(Movement answer) {
        return switch (state) {
            case PaymentState.Capturing capturing ->
                switch (answer) {
                    case Movement.Done() ->
                        in(new PaymentState.Captured(
                                capturing.authorisationId(), capturing.amount(), Money.zero(amount.currency())));
                    case Movement.Refused(String reason) ->
                        in(new PaymentState.CaptureRefused(capturing.authorisationId(), capturing.amount(), reason));
                    case Movement.Unknown _ -> this;
                };
            case PaymentState.Pending _,
                    PaymentState.Authorised _,
                    PaymentState.Refused _,
                    PaymentState.Captured _,
                    PaymentState.Refunding _,
                    PaymentState.CaptureRefused _,
                    PaymentState.Doubtful _,
                    PaymentState.Releasing _,
                    PaymentState.Released _,
                    PaymentState.NeverHeld _ -> this;
        };
    }

    /// Somebody decided that the buyer gets money back. One refund at a time, and never more than is left of what was
    /// taken.
    ///
    /// @param wished null for all that is left
    public RefundDecision refund(UUID refundId, @Nullable Money wished) {
        return switch (state) {
            case PaymentState.Captured captured -> refund(captured, refundId, wished);
            case PaymentState.Refunding _ -> new RefundDecision.Refused(RefundDecision.Why.REFUND_IN_PROGRESS);
            case PaymentState.Pending _,
                    PaymentState.Authorised _,
                    PaymentState.Refused _,
                    PaymentState.Capturing _,
                    PaymentState.CaptureRefused _,
                    PaymentState.Doubtful _,
                    PaymentState.Releasing _,
                    PaymentState.Released _,
                    PaymentState.NeverHeld _ -> new RefundDecision.Refused(RefundDecision.Why.NOTHING_TO_REFUND);
        };
    }

    private RefundDecision refund(PaymentState.Captured captured, UUID refundId, @Nullable Money wished) {
        Money left = captured.left();
        if (!left.isPositive()) {
            return new RefundDecision.Refused(RefundDecision.Why.NOTHING_TO_REFUND);
        }
        if (wished != null && !wished.currency().equals(left.currency())) {
            return new RefundDecision.Refused(RefundDecision.Why.CURRENCY_MISMATCH);
        }
        Money back = wished == null ? left : wished;
        return back.isGreaterThan(left)
                ? new RefundDecision.Refused(RefundDecision.Why.REFUND_TOO_LARGE)
                : new RefundDecision.Begun(
                        in(new PaymentState.Refunding(
                                captured.authorisationId(), captured.amount(), captured.refunded(), refundId, back)),
                        back);
    }

    /// The provider's answer to [PaymentStep.Refund]. After a refusal what was taken is as it was before.
    ///
    /// @param refundId which refund was asked for; another one's answer comes too late
    public Payment refundAnswered(UUID refundId, Movement answer) {
        return switch (state) {
            case PaymentState.Refunding now
            when now.refundId().equals(refundId) ->
                switch (answer) {
                    case Movement.Done() ->
                        in(new PaymentState.Captured(
                                now.authorisationId(),
                                now.captured(),
                                now.refunded().plus(now.amount())));
                    case Movement.Refused _ ->
                        in(new PaymentState.Captured(now.authorisationId(), now.captured(), now.refunded()));
                    case Movement.Unknown _ -> this;
                };
            case PaymentState.Pending _,
                    PaymentState.Authorised _,
                    PaymentState.Refused _,
                    PaymentState.Capturing _,
                    PaymentState.Captured _,
                    PaymentState.Refunding _,
                    PaymentState.CaptureRefused _,
                    PaymentState.Doubtful _,
                    PaymentState.Releasing _,
                    PaymentState.Released _,
                    PaymentState.NeverHeld _ -> this;
        };
    }

    /// The provider's answer to [PaymentStep.Release]. A refusal means that nothing is held.
    public Payment releaseAnswered(Movement answer) {
        return switch (state) {
            case PaymentState.Releasing releasing ->
                switch (answer) {
                    case Movement.Done _, Movement.Refused _ ->
                        in(new PaymentState.Released(releasing.authorisationId()));
                    case Movement.Unknown _ -> this;
                };
            case PaymentState.Pending _,
                    PaymentState.Authorised _,
                    PaymentState.Refused _,
                    PaymentState.Capturing _,
                    PaymentState.Captured _,
                    PaymentState.Refunding _,
                    PaymentState.CaptureRefused _,
                    PaymentState.Doubtful _,
                    PaymentState.Released _,
                    PaymentState.NeverHeld _ -> this;
        };
    }

    /// The provider's answer to [PaymentStep.Look].
    public Payment found(Standing standing, Instant now) {
        return switch (state) {
            case PaymentState.Doubtful doubtful ->
                switch (standing) {
                    case Standing.Held held ->
                        held.released()
                                ? in(new PaymentState.Released(held.authorisationId()))
                                : in(new PaymentState.Releasing(held.authorisationId()));
                    case Standing.Refused refused -> in(new PaymentState.Refused(refused.reason()));
                    case Standing.Nothing _ ->
                        now.isBefore(doubtful.quietFrom()) ? this : in(new PaymentState.NeverHeld());
                    case Standing.Unknown _ -> this;
                };
            case PaymentState.Pending _,
                    PaymentState.Authorised _,
                    PaymentState.Refused _,
                    PaymentState.Capturing _,
                    PaymentState.Captured _,
                    PaymentState.Refunding _,
                    PaymentState.CaptureRefused _,
                    PaymentState.Releasing _,
                    PaymentState.Released _,
                    PaymentState.NeverHeld _ -> this;
        };
    }

    private Payment in(PaymentState next) {
        return new Payment(orderId, method, amount, next, 0);
    }
}
