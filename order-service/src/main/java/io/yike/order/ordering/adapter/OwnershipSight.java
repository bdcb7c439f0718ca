package io.yike.order.ordering.adapter;

import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.order.ordering.Orders;
import io.yike.order.ordering.domain.Order;
import io.yike.order.tracking.OrderSight;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Operators and whoever bought it see an order whole; the store that has been asked or has it sees what a store
/// needs.
@Component
class OwnershipSight implements OrderSight {

    private final Orders orders;

    OwnershipSight(Orders orders) {
        this.orders = orders;
    }

    @Override
    public Sight of(UUID orderId, Caller caller) {
        return orders.find(orderId).map(order -> of(order, caller)).orElse(Sight.NOTHING);
    }

    static Sight of(Order order, Caller caller) {
        if (caller.has(Role.OPERATOR) || isBuyer(order, caller)) {
            return Sight.EVERYTHING;
        }
        return isAtStoreOf(order, caller) ? Sight.AS_STORE : Sight.NOTHING;
    }

    /// Whoever placed it, and the resident it is for.
    static boolean isBuyer(Order order, Caller caller) {
        UUID residentId = order.buyer().residentId();
        boolean placedIt = switch (order.buyer().role()) {
            case PLATFORM -> caller.is(Role.PLATFORM, order.buyer().id());
            case RESIDENT -> caller.is(Role.RESIDENT, order.buyer().id());
            case STORE -> caller.is(Role.STORE, order.buyer().id());
        };
        return placedIt || (residentId != null && caller.is(Role.RESIDENT, residentId));
    }

    static boolean isAtStoreOf(Order order, Caller caller) {
        return order.state()
                .findStoreId()
                .map(store -> caller.is(Role.STORE, store))
                .orElse(false);
    }
}
