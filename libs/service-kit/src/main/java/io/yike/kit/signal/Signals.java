package io.yike.kit.signal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Wakes long polls: who waits for changes of one subject, e.g. the offers of a store, is not woken by those of others.
///
/// Only a convenience. A change that nobody signals is seen when whoever waits looks again.
public final class Signals {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<UUID, Long> counts = new HashMap<>();
    private long ofEverything;

    /// How many changes were signalled so far; to be asked before looking, so that none falls between.
    public long seen(UUID subject) {
        lock.lock();
        try {
            return count(subject);
        } finally {
            lock.unlock();
        }
    }

    public void changed(UUID subject) {
        lock.lock();
        try {
            counts.merge(subject, 1L, Long::sum);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Any subject may have changed.
    public void anyChanged() {
        lock.lock();
        try {
            ofEverything++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Returns when there is a change after `seen`, or the time is over.
    public void await(UUID subject, long seen, Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (count(subject) == seen && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private long count(UUID subject) {
        return ofEverything + counts.getOrDefault(subject, 0L);
    }
}
