package io.yike.dispatch.delivering;

import io.yike.dispatch.DispatchSettings;
import io.yike.dispatch.couriers.Couriers;
import io.yike.dispatch.couriers.domain.Courier;
import io.yike.dispatch.delivering.domain.Carriage;
import io.yike.dispatch.delivering.domain.Decision;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.delivering.domain.DeliveryState;
import io.yike.dispatch.incidents.RaiseIncident;
import io.yike.dispatch.incidents.domain.IncidentReason;
import io.yike.kit.deadline.DeadlineHandler;
import io.yike.kit.deadline.Deadlines;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Looks whether anything was heard of the courier who is at a delivery. Silent before the pickup: others are asked.
/// Silent with the bag: an incident, and the delivery stays alive until an operator decides.
@Component
class CourierSilence implements DeadlineHandler {

    static final String KIND = "courier-silent";

    private static final String ACTOR = "dispatch-service";

    private final ChangeDelivery changeDelivery;
    private final Couriers couriers;
    private final Deadlines deadlines;
    private final RaiseIncident raiseIncident;
    private final DispatchSettings settings;

    CourierSilence(
            ChangeDelivery changeDelivery,
            Couriers couriers,
            Deadlines deadlines,
            RaiseIncident raiseIncident,
            DispatchSettings settings) {
        this.changeDelivery = changeDelivery;
        this.couriers = couriers;
        this.deadlines = deadlines;
        this.raiseIncident = raiseIncident;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void on(String id, Instant now) {
        changeDelivery.change(UUID.fromString(id), ACTOR, now, delivery -> look(delivery, now));
    }

    private Decision look(Delivery delivery, Instant now) {
        Carriage carriage = delivery.state().findLiveCarriage().orElse(null);
        if (carriage == null) {
            return new Decision.Ignored("nobody is at it");
        }
        Duration mayBeSilent = delivery.state().hasBag()
                ? settings.waits().silentWithBag()
                : settings.waits().silentBeforePickup();
        Instant silentFrom = lastHeard(delivery.state(), carriage).plus(mayBeSilent);
        if (silentFrom.isAfter(now)) {
            deadlines.set(KIND, delivery.id().toString(), silentFrom);
            return new Decision.Ignored("the courier was heard of");
        }
        return delivery.state().hasBag()
                ? raiseIncident.raise(delivery, IncidentReason.COURIER_SILENT, now)
                : delivery.courierSilent(carriage.courierId(), now);
    }

    private Instant lastHeard(DeliveryState state, Carriage carriage) {
        Instant heard =
                couriers.find(carriage.courierId()).map(Courier::lastHeardAt).orElse(null);
        return heard != null && heard.isAfter(state.at()) ? heard : state.at();
    }
}
