package io.yike.dispatch.forgetting;

import io.yike.dispatch.proof.ObjectStore;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Forgets what deliveries say of a resident. Files go before their rows: whatever breaks off in between is
/// found by its row when the event comes again.
@Component
public class ForgetResident {

    private final Traces traces;
    private final ObjectStore objects;
    private final Clock clock;

    ForgetResident(Traces traces, ObjectStore objects, Clock clock) {
        this.traces = traces;
        this.objects = objects;
        this.clock = clock;
    }

    /// In the transaction that is running.
    ///
    /// @return false if something of the resident's is still under way: nothing is forgotten yet
    public boolean forget(UUID residentId, UUID erasureId) {
        if (traces.areUnderWay(residentId)) {
            return false;
        }
        List<UUID> deliveries = traces.deliveriesOf(residentId);
        traces.photos(deliveries).forEach(objects::delete);
        traces.erase(deliveries);
        traces.tellForgotten(erasureId, clock.instant());
        return true;
    }
}
