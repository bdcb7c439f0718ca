package io.yike.recycling.pickups;

import io.yike.kit.deadline.Deadlines;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.pickups.domain.Pickup;
import io.yike.recycling.pickups.domain.Pickup.Decision;
import io.yike.recycling.pickups.domain.PickupEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Takes in that nobody came. The pickup is to be fetched at once then.
@Component
public class ReportMissedPickup {

    private final Pickups pickups;
    private final Deadlines deadlines;
    private final RecyclingSettings settings;
    private final Clock clock;

    ReportMissedPickup(Pickups pickups, Deadlines deadlines, RecyclingSettings settings, Clock clock) {
        this.pickups = pickups;
        this.deadlines = deadlines;
        this.settings = settings;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {
        record Reported(Pickup pickup) implements Outcome {}

        record Refused(Pickup.Refusal refusal) implements Outcome {}

        record Unknown() implements Outcome {}
    }

    @Transactional
    public Outcome report(UUID pickupId) {
        Instant now = clock.instant();
        Optional<Pickup> found = pickups.findLocked(pickupId);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        Pickup pickup = found.get();
        return switch (pickup.reportMissed(settings.pickups().rules(), now)) {
            case Decision.Ignored _ -> new Outcome.Reported(pickup);
            case Decision.Refused(Pickup.Refusal refusal) -> new Outcome.Refused(refusal);
            case Decision.Changed(Pickup missed) -> {
                pickups.save(missed, new PickupEvent.Missed(), now);
                deadlines.set(
                        PickupTimesOut.KIND,
                        missed.id().toString(),
                        now.plus(settings.pickups().rules().fetchWithin()));
                yield new Outcome.Reported(missed);
            }
        };
    }
}
