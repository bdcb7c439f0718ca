package io.yike.dispatch.delivering;

import io.yike.kit.deadline.DeadlineHandler;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Ends a delivery for which no courier was found in time.
@Component
class NoCourier implements DeadlineHandler {

    static final String KIND = "no-courier";

    private static final String ACTOR = "dispatch-service";

    private final ChangeDelivery changeDelivery;

    NoCourier(ChangeDelivery changeDelivery) {
        this.changeDelivery = changeDelivery;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void on(String id, Instant now) {
        changeDelivery.change(UUID.fromString(id), ACTOR, now, delivery -> delivery.noCourier(now));
    }
}
