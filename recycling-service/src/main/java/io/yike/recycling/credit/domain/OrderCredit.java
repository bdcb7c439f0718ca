package io.yike.recycling.credit.domain;

import io.yike.payments.Money;
import java.time.Instant;
import java.util.UUID;

/// A resident's credit that is set aside for an order, and what became of it.
///
/// @param held set aside; never changes
/// @param spent zero until it is spent
/// @param refunded of what was spent
public record OrderCredit(
        UUID orderId, UUID residentId, Money held, State state, Money spent, Money refunded, Instant heldAt) {

    /// Where it stands.
    public enum State {
        HELD,
        SPENT,
        RELEASED
    }

    /// Why a step has no effect, and never will.
    public enum Why {
        CREDIT_TOO_LOW,
        CURRENCY_UNKNOWN,
        NOT_HELD,
        MORE_THAN_HELD,
        MORE_THAN_SPENT
    }

    /// What a step leads to.
    public sealed interface Decision {
        record Done(OrderCredit after) implements Decision {}

        record Refused(Why why) implements Decision {}
    }

    public static OrderCredit held(UUID orderId, UUID residentId, Money amount, Instant at) {
        Money none = Money.zero(amount.currency());
        return new OrderCredit(orderId, residentId, amount, State.HELD, none, none, at);
    }

    /// Takes it of what is set aside; the rest is free again.
    public Decision spend(Money amount) {
        return switch (state) {
            case HELD ->
                !held.currency().equals(amount.currency())
                        ? new Decision.Refused(Why.CURRENCY_UNKNOWN)
                        : amount.isGreaterThan(held)
                                ? new Decision.Refused(Why.MORE_THAN_HELD)
                                : new Decision.Done(with(State.SPENT, amount, refunded));
            case SPENT, RELEASED -> new Decision.Refused(Why.NOT_HELD);
        };
    }

    /// All of it is free again.
    public Decision release() {
        return switch (state) {
            case HELD -> new Decision.Done(with(State.RELEASED, spent, refunded));
            case SPENT, RELEASED -> new Decision.Refused(Why.NOT_HELD);
        };
    }

    /// Gives some of what was spent back.
    public Decision refund(Money amount) {
        return switch (state) {
            case SPENT ->
                !held.currency().equals(amount.currency())
                        ? new Decision.Refused(Why.CURRENCY_UNKNOWN)
                        : amount.isGreaterThan(spent.minus(refunded))
                                ? new Decision.Refused(Why.MORE_THAN_SPENT)
                                : new Decision.Done(with(state, spent, refunded.plus(amount)));
            case HELD, RELEASED -> new Decision.Refused(Why.MORE_THAN_SPENT);
        };
    }

    private OrderCredit with(State next, Money nowSpent, Money nowRefunded) {
        return new OrderCredit(orderId, residentId, held, next, nowSpent, nowRefunded, heldAt);
    }
}
