package io.yike.recycling.pickups;

import io.yike.kit.deadline.DeadlineHandler;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.pickups.domain.Pickup;
import io.yike.recycling.pickups.domain.Pickup.Decision;
import io.yike.recycling.pickups.domain.PickupEvent;
import io.yike.recycling.pickups.domain.PickupState;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Ends a hold that nobody confirmed, and a pickup that nobody came for, which is paid back.
@Component
class PickupTimesOut implements DeadlineHandler {

    static final String KIND = "pickup";

    private final Pickups pickups;
    private final RecordPickupOutcome recordPickupOutcome;
    private final SettlePickup settlePickup;
    private final RecyclingSettings settings;

    PickupTimesOut(
            Pickups pickups,
            RecordPickupOutcome recordPickupOutcome,
            SettlePickup settlePickup,
            RecyclingSettings settings) {
        this.pickups = pickups;
        this.recordPickupOutcome = recordPickupOutcome;
        this.settlePickup = settlePickup;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void on(String id, Instant now) {
        pickups.findLocked(UUID.fromString(id)).ifPresent(pickup -> {
            switch (pickup.timeOut(settings.pickups().rules(), now)) {
                case Decision.Changed(Pickup ended) -> {
                    if (ended.state() instanceof PickupState.Expired) {
                        settlePickup.letGo(ended);
                        pickups.save(ended, new PickupEvent.Expired(), now);
                    } else {
                        recordPickupOutcome.settle(ended, "yike", now);
                    }
                }
                case Decision.Ignored _, Decision.Refused _ -> {
                    // It has ended otherwise, or has been given more time with a deadline of its own.
                }
            }
        });
    }
}
