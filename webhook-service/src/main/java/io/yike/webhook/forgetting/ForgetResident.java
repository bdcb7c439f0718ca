package io.yike.webhook.forgetting;

import io.yike.webhook.publishing.domain.Party;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Forgets what is logged of a resident.
@Component
public class ForgetResident {

    private final Traces traces;
    private final Clock clock;

    ForgetResident(Traces traces, Clock clock) {
        this.traces = traces;
        this.clock = clock;
    }

    /// In the transaction that is running.
    ///
    /// @return false if an event of theirs is just being published: nothing is forgotten yet
    public boolean forget(UUID residentId, UUID erasureId) {
        Party resident = Party.parse("resident:" + residentId);
        if (traces.areBeingPlaced(resident)) {
            return false;
        }
        Instant now = clock.instant();
        traces.erase(resident, now);
        traces.tellForgotten(erasureId, now);
        return true;
    }
}
