package io.yike.recycling.pickups;

import io.yike.kit.deadline.DeadlineHandler;
import io.yike.recycling.pickups.domain.PickupEvent;
import io.yike.recycling.pickups.domain.PickupState;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Reminds the resident of a booked pickup, a day before.
@Component
class PickupIsNear implements DeadlineHandler {

    static final String KIND = "pickup-near";

    private final Pickups pickups;

    PickupIsNear(Pickups pickups) {
        this.pickups = pickups;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void on(String id, Instant now) {
        pickups.findLocked(UUID.fromString(id))
                .filter(pickup -> pickup.state() instanceof PickupState.Booked)
                .ifPresent(pickup -> pickups.save(pickup, new PickupEvent.Reminded(), now));
    }
}
