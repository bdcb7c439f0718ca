package io.yike.dispatch.incidents;

import io.yike.dispatch.delivering.domain.Carriage;
import io.yike.dispatch.delivering.domain.Decision;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.delivering.domain.DeliveryEvent;
import io.yike.dispatch.incidents.domain.Incident;
import io.yike.dispatch.incidents.domain.IncidentReason;
import io.yike.kit.id.Ids;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/// Asks an operator, unless one is asked about this delivery already. Runs in the caller's transaction, with the
/// delivery locked.
@Component
public class RaiseIncident {

    private final Incidents incidents;
    private final Ids ids;

    RaiseIncident(Incidents incidents, Ids ids) {
        this.incidents = incidents;
        this.ids = ids;
    }

    public Decision raise(Delivery delivery, IncidentReason reason, Instant now) {
        Carriage carriage = delivery.state().findLiveCarriage().orElse(null);
        if (carriage == null) {
            return new Decision.Ignored("nobody is at it");
        }
        if (incidents.findOpenOf(delivery.id()).isPresent()) {
            return new Decision.Ignored("an operator is asked already");
        }
        Incident incident = new Incident(
                ids.next(),
                delivery.id(),
                delivery.errand().orderId(),
                carriage.courierId(),
                carriage.fleetId(),
                reason,
                now,
                null);
        incidents.add(incident);
        return new Decision.Changed(
                delivery, List.of(new DeliveryEvent.IncidentRaised(incident.id(), carriage.courierId(), reason)));
    }
}
