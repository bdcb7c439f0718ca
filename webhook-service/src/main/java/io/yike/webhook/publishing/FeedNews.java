package io.yike.webhook.publishing;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/// Wakes those who wait for something to be published, whichever instance publishes it.
@Component
public class FeedNews {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long head;

    /// The last position this instance has heard of; to be asked before looking.
    public long heard() {
        lock.lock();
        try {
            return head;
        } finally {
            lock.unlock();
        }
    }

    /// The head of the feed is here now.
    public void hear(long position) {
        lock.lock();
        try {
            if (position != head) {
                head = position;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Returns when there is something after `heard`, or the time is over.
    public void await(long heard, Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (head == heard && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }
}
