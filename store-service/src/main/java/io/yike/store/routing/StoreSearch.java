package io.yike.store.routing;

import io.yike.kit.deadline.Deadlines;
import io.yike.kit.trace.TraceContexts;
import io.yike.store.routing.domain.Routing;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Has the next store sought soon: right after the running transaction commits, by this process and in the same trace;
/// and by a deadline row if this process does not get to it.
@Component
class StoreSearch implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(StoreSearch.class);

    /// The row's turn comes after the quick way had its chance, and well within the 2 s that the next store may take.
    private static final Duration NET = Duration.ofMillis(750);

    /// Seeks hold a connection each; the rest of the pool is for requests and events.
    private static final int AT_ONCE = 4;

    private final Deadlines deadlines;
    private final ObjectProvider<SeekStore> seekStore;
    private final TraceContexts traces;
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService seekers = Executors.newVirtualThreadPerTaskExecutor();

    StoreSearch(Deadlines deadlines, ObjectProvider<SeekStore> seekStore, TraceContexts traces) {
        this.deadlines = deadlines;
        this.seekStore = seekStore;
        this.traces = traces;
    }

    void soon(Routing routing, Instant now) {
        UUID orderId = routing.order().id();
        castNet(routing, now);
        String trace = traces.current();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                seekers.execute(() -> traces.continueFrom(
                        trace, "yike.store.search", "seek", orderId.toString(), () -> seek(orderId)));
            }
        });
    }

    /// Seeks anew, unless this process is at it and only takes its time.
    void again(Routing routing, Instant now) {
        if (underWay.contains(routing.order().id())) {
            castNet(routing, now);
        } else {
            soon(routing, now);
        }
    }

    /// The search has come to an end, in the running transaction: nobody need look after it any more.
    ///
    /// @param sought as it was while it was sought for
    void over(Routing sought) {
        deadlines.clear(RoutingDeadlines.SEEK, net(sought));
    }

    private void castNet(Routing routing, Instant now) {
        deadlines.set(RoutingDeadlines.SEEK, net(routing), now.plus(NET));
    }

    private static String net(Routing routing) {
        return routing.order().id() + "/" + routing.attempts();
    }

    private void seek(UUID orderId) {
        @Nullable RuntimeException failure = null;
        underWay.add(orderId);
        turns.acquireUninterruptibly();
        try {
            seekStore.getObject().seek(orderId);
        } catch (RuntimeException broken) {
            failure = broken;
        } finally {
            turns.release();
            underWay.remove(orderId);
        }
        if (failure != null) {
            log.warn("Order {}: seeking a store is left to its deadline", orderId, failure);
        }
    }

    @Override
    public void destroy() {
        seekers.close();
    }
}
