package io.yike.store.registering.adapter;

import io.yike.kit.deadline.DeadlineHandler;
import io.yike.store.registering.ChangeAvailability;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Returns a store to open at the time it named.
@Component
class ReturnToOpen implements DeadlineHandler {

    private final ChangeAvailability changeAvailability;

    ReturnToOpen(ChangeAvailability changeAvailability) {
        this.changeAvailability = changeAvailability;
    }

    @Override
    public String kind() {
        return ChangeAvailability.RETURN;
    }

    @Override
    public void on(String id, Instant now) {
        changeAvailability.returnToOpen(UUID.fromString(id), now);
    }
}
