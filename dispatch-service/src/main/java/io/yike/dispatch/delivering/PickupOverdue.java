package io.yike.dispatch.delivering;

import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.kit.deadline.DeadlineHandler;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Takes a delivery from a courier who is heard of and yet never fetches the bag, long after it was ready and they were
/// expected: silence is not the only way to leave it standing.
@Component
class PickupOverdue implements DeadlineHandler {

    static final String KIND = "pickup-overdue";

    private static final String ACTOR = "dispatch-service";

    private final ChangeDelivery changeDelivery;

    PickupOverdue(ChangeDelivery changeDelivery) {
        this.changeDelivery = changeDelivery;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void on(String id, Instant now) {
        changeDelivery.change(UUID.fromString(id), ACTOR, now, (Delivery delivery) -> delivery.neverFetched(now));
    }
}
