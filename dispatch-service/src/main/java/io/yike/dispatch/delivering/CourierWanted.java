package io.yike.dispatch.delivering;

import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.kit.deadline.DeadlineHandler;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Raises the alert that a bag is ready and nobody comes for it.
@Component
class CourierWanted implements DeadlineHandler {

    static final String KIND = "courier-wanted";

    private static final String ACTOR = "dispatch-service";

    private final ChangeDelivery changeDelivery;

    CourierWanted(ChangeDelivery changeDelivery) {
        this.changeDelivery = changeDelivery;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void on(String id, Instant now) {
        changeDelivery.change(UUID.fromString(id), ACTOR, now, Delivery::courierWanted);
    }
}
