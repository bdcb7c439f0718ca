package io.yike.dispatch.couriers;

import io.yike.dispatch.couriers.domain.Courier;
import io.yike.kit.id.Ids;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Makes a courier known, off shift.
@Component
public class RegisterCourier {

    private final Couriers couriers;
    private final Ids ids;
    private final Clock clock;

    RegisterCourier(Couriers couriers, Ids ids, Clock clock) {
        this.couriers = couriers;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional
    public Courier register(String name, @Nullable String phone, @Nullable UUID fleetId, int capacity) {
        Courier courier = new Courier(ids.next(), name, phone, fleetId, capacity, clock.instant(), null, null);
        couriers.add(courier);
        return courier;
    }
}
