package io.yike.booking.forgetting;

import io.yike.booking.reserving.ChangeBooking;
import io.yike.kit.id.Ids;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Forgets a resident. What they have ahead is cancelled by its terms; what they have in their hands they bring
/// back first.
@Component
public class ForgetResident {

    private final Traces traces;
    private final ChangeBooking changeBooking;
    private final Ids ids;
    private final Clock clock;

    ForgetResident(Traces traces, ChangeBooking changeBooking, Ids ids, Clock clock) {
        this.traces = traces;
        this.changeBooking = changeBooking;
        this.ids = ids;
        this.clock = clock;
    }

    /// In the transaction that is running.
    ///
    /// @return false if something of theirs has begun and not ended: nothing is forgotten yet
    public boolean forget(UUID residentId, UUID erasureId) {
        if (traces.areInUse(residentId)) {
            return false;
        }
        traces.ahead(residentId).forEach(bookingId -> changeBooking.cancel(bookingId, false, null));
        traces.erase(residentId, ids.next());
        traces.tellForgotten(erasureId, clock.instant());
        return true;
    }
}
