package io.yike.dispatch.trips.adapter;

import io.yike.contracts.dispatch.api.TripsApi;
import io.yike.contracts.dispatch.model.Trip;
import io.yike.contracts.dispatch.model.TripDelivery;
import io.yike.contracts.dispatch.model.TripStop;
import io.yike.contracts.dispatch.model.TripStopKind;
import io.yike.dispatch.couriers.Couriers;
import io.yike.dispatch.couriers.domain.Courier;
import io.yike.dispatch.delivering.adapter.DeliveryWire;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.trips.ReadTrip;
import io.yike.dispatch.trips.ReadTrip.TimedStop;
import io.yike.dispatch.wire.Access;
import io.yike.dispatch.wire.Wire;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TripsController implements TripsApi {

    private final Couriers couriers;
    private final ReadTrip readTrip;
    private final CurrentCaller currentCaller;

    TripsController(Couriers couriers, ReadTrip readTrip, CurrentCaller currentCaller) {
        this.couriers = couriers;
        this.readTrip = readTrip;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<Trip> getCourierTrip(UUID courierId) {
        Caller caller = currentCaller.get();
        caller.require(Role.COURIER, Role.FLEET, Role.OPERATOR);
        UUID id = couriers.find(courierId)
                .filter(courier -> Access.actsFor(caller, courier.id(), courier.fleetId()))
                .map(Courier::id)
                .orElseThrow(Access::notFound);
        return ResponseEntity.ok(new Trip(
                id, readTrip.stops(id).stream().map(TripsController::answer).toList()));
    }

    private static TripStop answer(TimedStop timed) {
        var stop = timed.stop();
        Delivery first = stop.deliveries().getFirst();
        TripStop answer = new TripStop(
                TripStopKind.fromValue(Wire.word(stop.kind())),
                Wire.point(stop.place()),
                Wire.time(timed.arrival()),
                stop.deliveries().stream().map(TripsController::answer).toList());
        return switch (stop.kind()) {
            case PICKUP, BRING_BACK -> answer.storeId(first.errand().storeId());
            case DROPOFF -> answer.cell(DeliveryWire.cellOf(first));
        };
    }

    private static TripDelivery answer(Delivery delivery) {
        return new TripDelivery(
                delivery.id(),
                delivery.errand().orderId(),
                DeliveryWire.state(delivery),
                delivery.bag().ready(),
                Wire.time(delivery.bag().readyAt()),
                Wire.time(delivery.errand().promiseAt()));
    }
}
