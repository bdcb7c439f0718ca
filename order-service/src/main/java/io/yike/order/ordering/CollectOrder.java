package io.yike.order.ordering;

import io.yike.order.ordering.domain.Actor;
import io.yike.order.ordering.domain.Decision;
import io.yike.order.ordering.domain.Order;
import io.yike.order.ordering.domain.OrderState;
import io.yike.order.ordering.domain.PickupCode;
import io.yike.order.ordering.domain.Refusal;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Hands a pickup order over to whoever shows its code. A wrong code counts even though it is refused, so the
/// refusal is a value that commits and not an exception that rolls back.
@Component
public class CollectOrder {

    private final Orders orders;
    private final PickupCodes codes;
    private final ChangeOrder changeOrder;
    private final Clock clock;

    CollectOrder(Orders orders, PickupCodes codes, ChangeOrder changeOrder, Clock clock) {
        this.orders = orders;
        this.codes = codes;
        this.changeOrder = changeOrder;
        this.clock = clock;
    }

    public sealed interface Outcome {
        record Collected(Order order) implements Outcome {}

        record Refused(Refusal refusal) implements Outcome {}

        record WrongCode(int triesLeft) implements Outcome {}

        record Locked() implements Outcome {}
    }

    @Transactional
    public Outcome collect(UUID orderId, String entered, Actor store) {
        Order order = orders.findLocked(orderId).orElseThrow();
        Optional<PickupCode> code = codes.find(orderId);
        boolean codeMatters =
                order.state() instanceof OrderState.Ready || order.state() instanceof OrderState.Completed;
        if (codeMatters && code.isPresent()) {
            return switch (code.get().enter(entered)) {
                case PickupCode.Try.Locked _ -> new Outcome.Locked();
                case PickupCode.Try.Wrong(PickupCode after) -> {
                    codes.save(orderId, after);
                    yield new Outcome.WrongCode(after.triesLeft());
                }
                case PickupCode.Try.Right _ -> collected(order, store);
            };
        }
        return collected(order, store);
    }

    private Outcome collected(Order order, Actor store) {
        Decision decision = changeOrder
                .change(order.id(), locked -> locked.collect(store, clock.instant()))
                .orElseThrow();
        return switch (decision) {
            case Decision.Changed changed -> new Outcome.Collected(changed.order());
            case Decision.Ignored _, Decision.Early _ -> new Outcome.Collected(order);
            case Decision.Refused(Refusal refusal) -> new Outcome.Refused(refusal);
        };
    }
}
