package io.yike.dispatch.delivering;

import io.yike.dispatch.delivering.domain.Decision;
import io.yike.dispatch.incidents.RaiseIncident;
import io.yike.dispatch.incidents.domain.IncidentReason;
import io.yike.kit.deadline.DeadlineHandler;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Raises an incident when a bag is out long after it should have arrived, be the courier silent or not.
@Component
class BagOverdue implements DeadlineHandler {

    static final String KIND = "bag-overdue";

    private static final String ACTOR = "dispatch-service";

    private final ChangeDelivery changeDelivery;
    private final RaiseIncident raiseIncident;

    BagOverdue(ChangeDelivery changeDelivery, RaiseIncident raiseIncident) {
        this.changeDelivery = changeDelivery;
        this.raiseIncident = raiseIncident;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void on(String id, Instant now) {
        changeDelivery.change(
                UUID.fromString(id),
                ACTOR,
                now,
                delivery -> delivery.state().hasBag()
                        ? raiseIncident.raise(delivery, IncidentReason.OVERDUE, now)
                        : new Decision.Ignored("no courier has the bag"));
    }
}
