package io.yike.dispatch.offering;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Wakes couriers' long polls in this instance at once. Only a convenience: whoever waits looks again each second, so
/// that an offer made by another instance is seen as well.
@Component
public class CourierSignals {

    private final ConcurrentMap<UUID, Semaphore> waiting = new ConcurrentHashMap<>();

    /// Waits until the courier is signalled, or the time is over.
    public void await(UUID courierId, Duration atMost) throws InterruptedException {
        Semaphore signal = waiting.computeIfAbsent(courierId, _ -> new Semaphore(0));
        if (signal.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            signal.drainPermits();
        }
    }

    public void signal(UUID courierId) {
        Semaphore signal = waiting.remove(courierId);
        if (signal != null) {
            signal.release(Integer.MAX_VALUE / 2);
        }
    }
}
