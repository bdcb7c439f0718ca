package io.yike.order.ordering;

import io.yike.kit.deadline.DeadlineHandler;
import io.yike.kit.deadline.Deadlines;
import io.yike.order.OrderSettings;
import io.yike.order.ordering.domain.Decision;
import io.yike.order.ordering.domain.Order;
import io.yike.order.ordering.domain.OrderState;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Asks for what a counter's store took when it has not said so in time, and calls the order off when even that is
/// without answer for as long as a routed order may look for a store.
@Component
class AskCounterStore implements DeadlineHandler {

    private final ChangeOrder changeOrder;
    private final CounterStores stores;
    private final Deadlines deadlines;
    private final OrderSettings.Waits waits;

    AskCounterStore(ChangeOrder changeOrder, CounterStores stores, Deadlines deadlines, OrderSettings settings) {
        this.changeOrder = changeOrder;
        this.stores = stores;
        this.deadlines = deadlines;
        this.waits = settings.waits();
    }

    @Override
    public String kind() {
        return OrderDeadline.COUNTER_STORE.kind();
    }

    @Override
    public void on(String id, Instant now) {
        changeOrder.change(UUID.fromString(id), order -> ask(order, now));
    }

    private Decision ask(Order order, Instant now) {
        if (!(order.state() instanceof OrderState.Taken taken)) {
            return new Decision.Ignored("the store has answered");
        }
        return stores.ask(order).map(order::reserveAtCounter).orElseGet(() -> {
            boolean over = !now.isBefore(taken.takenAt().plus(waits.routing()));
            if (over) {
                return order.giveUpOnCounter(now);
            }
            deadlines.set(kind(), order.id().toString(), now.plus(waits.counterStore()));
            return new Decision.Ignored("the store is asked again");
        });
    }
}
