package io.yike.order.ordering.adapter;

import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.order.ordering.domain.Actor;
import io.yike.order.ordering.domain.CancelReason;
import io.yike.order.ordering.domain.Fault;
import io.yike.order.ordering.domain.Order;
import io.yike.order.ordering.domain.OrderState;
import io.yike.order.wire.Wire;
import org.jspecify.annotations.Nullable;

/// Who may call an order off for which reason, and who answers for it. The buyer answers for the buyer's reasons, the
/// store for the store's; only an operator may say otherwise.
final class Cancelling {

    private Cancelling() {}

    /// Who answers for it.
    ///
    /// @param named who is at fault, if the caller says so
    /// @throws ProblemException 422 if the caller cannot say this; 404 if the order is not theirs to call off
    static Fault fault(Order order, Caller caller, CancelReason reason, @Nullable Fault named) {
        if (caller.has(Role.OPERATOR)) {
            return named == null ? faultOf(order, reason) : named;
        }
        if (named != null) {
            throw Wire.refused("fault_not_possible", "Only operators say who is at fault", "fault");
        }
        boolean buyersReason = switch (reason) {
            case CHANGED_MIND, ORDERED_BY_MISTAKE, WRONG_ADDRESS, TOO_SLOW -> true;
            case ITEM_SOLD_OUT, STORE_CLOSED, STORE_TOO_BUSY, OTHER -> false;
        };
        boolean possible = reason != CancelReason.OTHER
                && (buyersReason ? OwnershipSight.isBuyer(order, caller) : hasIt(order, caller));
        if (!possible) {
            throw Wire.refused("reason_not_possible", "This reason is not the caller's to give", "reason");
        }
        return faultOf(order, reason);
    }

    private static Fault faultOf(Order order, CancelReason reason) {
        return switch (reason) {
            case CHANGED_MIND, ORDERED_BY_MISTAKE, WRONG_ADDRESS, TOO_SLOW -> order.buyersFault();
            case ITEM_SOLD_OUT, STORE_CLOSED, STORE_TOO_BUSY -> Fault.STORE;
            case OTHER -> Fault.NOBODY;
        };
    }

    /// The store has accepted it; one that has merely been asked declines the offer instead.
    private static boolean hasIt(Order order, Caller caller) {
        return !(order.state() instanceof OrderState.Offered) && OwnershipSight.isAtStoreOf(order, caller);
    }

    static Actor actor(Order order, Caller caller) {
        if (OwnershipSight.isBuyer(order, caller)) {
            return Actor.of(order.buyer());
        }
        if (caller.has(Role.OPERATOR)) {
            return new Actor(Actor.Kind.OPERATOR, caller.subject());
        }
        return order.state()
                .findStoreId()
                .map(Actor::store)
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }
}
