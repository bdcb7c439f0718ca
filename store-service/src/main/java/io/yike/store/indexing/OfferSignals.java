package io.yike.store.indexing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/// Wakes those who wait for a change of a store's offers, when this replica learns of one. Tills of other stores sleep
/// on: each that wakes asks the database.
@Component
public class OfferSignals {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<UUID, Long> countByStore = new HashMap<>();
    private long countOfAll;

    /// How many changes of the store's offers were seen; to be asked before looking.
    public long seen(UUID storeId) {
        lock.lock();
        try {
            return countOfAll + countByStore.getOrDefault(storeId, 0L);
        } finally {
            lock.unlock();
        }
    }

    public void changed(UUID storeId) {
        lock.lock();
        try {
            countByStore.merge(storeId, 1L, Long::sum);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Any store's may have changed.
    public void changed() {
        lock.lock();
        try {
            countOfAll++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Returns when there is a change of the store's offers after `seen`, or the time is over.
    public void await(UUID storeId, long seen, Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (seen(storeId) == seen && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }
}
