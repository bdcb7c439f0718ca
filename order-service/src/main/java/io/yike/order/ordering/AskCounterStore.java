package io.yike.order.ordering;

import io.micrometer.context.ContextSnapshotFactory;
import io.yike.kit.deadline.DeadlineHandler;
import io.yike.kit.deadline.Deadlines;
import io.yike.order.OrderSettings;
import io.yike.order.ordering.domain.Decision;
import io.yike.order.ordering.domain.Order;
import io.yike.order.ordering.domain.OrderState;
import io.yike.order.ordering.domain.StoreAnswer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Asks for what a counter's store took when it has not said so in time, and calls the order off when even that is
/// without answer for as long as a routed order may look for a store.
///
/// The question is asked between two transactions, so that a slow store-service holds neither the order nor a
/// connection. The first sets the deadline anew: should the process die with the question, or the question have no
/// answer, it is asked again then.
@Component
class AskCounterStore implements DeadlineHandler {

    private static final Logger log = LoggerFactory.getLogger(AskCounterStore.class);

    private final ChangeOrder changeOrder;
    private final Orders orders;
    private final CounterStores stores;
    private final Deadlines deadlines;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final OrderSettings.Waits waits;

    AskCounterStore(
            ChangeOrder changeOrder,
            Orders orders,
            CounterStores stores,
            Deadlines deadlines,
            TransactionTemplate transaction,
            Clock clock,
            OrderSettings settings) {
        this.changeOrder = changeOrder;
        this.orders = orders;
        this.stores = stores;
        this.deadlines = deadlines;
        this.transaction = transaction;
        this.clock = clock;
        this.waits = settings.waits();
    }

    @Override
    public String kind() {
        return OrderDeadline.COUNTER_STORE.kind();
    }

    @Override
    public void on(String id, Instant now) {
        orders.findLocked(UUID.fromString(id))
                .filter(order -> order.state() instanceof OrderState.Taken)
                .ifPresent(order -> {
                    deadlines.set(kind(), id, now.plus(waits.counterStore()));
                    askAfterCommit(order);
                });
    }

    private void askAfterCommit(Order order) {
        Runnable asking = ContextSnapshotFactory.builder().build().captureAll().wrap(() -> ask(order));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                var _ = Thread.ofVirtual().name("counter-of-" + order.id()).start(asking);
            }
        });
    }

    private void ask(Order order) {
        try {
            Optional<StoreAnswer> answer = stores.ask(order);
            transaction.executeWithoutResult(_ -> changeOrder.change(order.id(), current -> answered(current, answer)));
        } catch (RuntimeException broken) {
            log.warn("The counter's store of order {} is asked again later", order.id(), broken);
        }
    }

    private Decision answered(Order order, Optional<StoreAnswer> answer) {
        if (!(order.state() instanceof OrderState.Taken taken)) {
            return new Decision.Ignored("the store has answered, or the order has ended");
        }
        Instant now = clock.instant();
        return answer.map(order::reserveAtCounter)
                .orElseGet(() -> now.isBefore(taken.takenAt().plus(waits.routing()))
                        ? new Decision.Ignored("the store is asked again")
                        : order.giveUpOnCounter(now));
    }
}
