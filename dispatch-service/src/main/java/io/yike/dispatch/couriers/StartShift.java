package io.yike.dispatch.couriers;

import io.yike.dispatch.couriers.domain.Courier;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Lets a courier be offered deliveries.
@Component
public class StartShift {

    private final Couriers couriers;
    private final Clock clock;

    StartShift(Couriers couriers, Clock clock) {
        this.couriers = couriers;
        this.clock = clock;
    }

    /// The courier on shift; empty if there is no such courier. On shift already, nothing changes.
    @Transactional
    public Optional<Courier> start(UUID courierId) {
        return couriers.findLocked(courierId).map(courier -> {
            if (courier.onShift()) {
                return courier;
            }
            Courier started = courier.startShift(clock.instant());
            couriers.save(started);
            return started;
        });
    }
}
