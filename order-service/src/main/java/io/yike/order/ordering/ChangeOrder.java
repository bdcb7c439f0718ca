package io.yike.order.ordering;

import io.yike.order.ordering.domain.Decision;
import io.yike.order.ordering.domain.Order;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/// Lets something happen to an order: locks it, asks it what it makes of the trigger, and writes down what changed
/// together with everything that follows. All triggers come through here, so none can change an order without being
/// told, timed and paid for.
@Component
public class ChangeOrder {

    private final Orders orders;
    private final FollowUp followUp;

    ChangeOrder(Orders orders, FollowUp followUp) {
        this.orders = orders;
        this.followUp = followUp;
    }

    /// Runs in the caller's transaction.
    ///
    /// @return what the order made of it; empty if there is no such order
    public Optional<Decision> change(UUID orderId, Function<Order, Decision> trigger) {
        try (MDC.MDCCloseable _ = MDC.putCloseable("orderId", orderId.toString())) {
            return orders.findLocked(orderId).map(order -> carryOut(trigger.apply(order)));
        }
    }

    private Decision carryOut(Decision decision) {
        return switch (decision) {
            case Decision.Changed(Order order, var events) -> {
                Order saved = orders.save(order, events);
                followUp.follow(saved, events);
                yield new Decision.Changed(saved, events);
            }
            case Decision.Ignored _, Decision.Early _, Decision.Refused _ -> decision;
        };
    }
}
