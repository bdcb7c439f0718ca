package io.yike.recycling.forgetting;

import io.yike.recycling.pickups.CancelPickup;
import io.yike.recycling.pickups.Pickups;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Forgets a resident. A pickup that can still be cancelled is, by its terms; a crew that is about to come comes first.
@Component
public class ForgetResident {

    private final Traces traces;
    private final Pickups pickups;
    private final CancelPickup cancelPickup;
    private final Clock clock;

    ForgetResident(Traces traces, Pickups pickups, CancelPickup cancelPickup, Clock clock) {
        this.traces = traces;
        this.pickups = pickups;
        this.cancelPickup = cancelPickup;
        this.clock = clock;
    }

    /// In the transaction that is running.
    ///
    /// @return false if a pickup is too near to be cancelled: nothing is forgotten yet
    public boolean forget(UUID residentId, UUID erasureId) {
        for (UUID pickupId : traces.pickupsUnderWay(residentId)) {
            if (!isCancelled(pickupId)) {
                return false;
            }
        }
        traces.erase(residentId);
        traces.tellForgotten(erasureId, clock.instant());
        return true;
    }

    private boolean isCancelled(UUID pickupId) {
        return pickups.findLocked(pickupId)
                .map(pickup ->
                        cancelPickup.cancel(pickupId, cancelPickup.terms(pickup).refund())
                                instanceof CancelPickup.Outcome.Cancelled)
                .orElse(true);
    }
}
