package io.yike.dispatch.delivering.adapter;

import io.yike.dispatch.couriers.Couriers;
import io.yike.dispatch.couriers.domain.Courier;
import io.yike.dispatch.delivering.Deliveries;
import io.yike.dispatch.delivering.Deliveries.Owners;
import io.yike.dispatch.delivering.domain.Carriage;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.delivering.domain.DeliveryState;
import io.yike.dispatch.wire.Access;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Which deliveries the caller may see, and at which they may act.
@Component
public class DeliveryAccess {

    private static final Role[] SEEING = {
        Role.COURIER, Role.FLEET, Role.STORE, Role.PLATFORM, Role.RESIDENT, Role.OPERATOR, Role.SERVICE
    };

    private final Deliveries deliveries;
    private final Couriers couriers;
    private final CurrentCaller currentCaller;

    DeliveryAccess(Deliveries deliveries, Couriers couriers, CurrentCaller currentCaller) {
        this.deliveries = deliveries;
        this.couriers = couriers;
        this.currentCaller = currentCaller;
    }

    /// Whose deliveries the caller sees; null for all.
    @Nullable Owners owners() {
        Caller caller = currentCaller.get();
        caller.require(SEEING);
        if (caller.has(Role.OPERATOR) || caller.has(Role.SERVICE)) {
            return null;
        }
        return new Owners(
                Access.ids(caller, Role.COURIER),
                Access.ids(caller, Role.FLEET),
                Access.ids(caller, Role.STORE),
                Access.ids(caller, Role.PLATFORM),
                Access.ids(caller, Role.RESIDENT));
    }

    /// The delivery, if the caller may see it; else 404.
    public Delivery seen(UUID deliveryId) {
        Caller caller = currentCaller.get();
        caller.require(SEEING);
        return deliveries
                .find(deliveryId)
                .filter(delivery -> caller.has(Role.SERVICE)
                        || isCarrier(caller, delivery)
                        || isStore(caller, delivery)
                        || isBuyer(caller, delivery))
                .orElseThrow(Access::notFound);
    }

    /// Whether the caller is told where it goes: everybody who sees it but the store.
    boolean seesDropoff(Delivery delivery) {
        Caller caller = currentCaller.get();
        return caller.has(Role.SERVICE) || isCarrier(caller, delivery) || isBuyer(caller, delivery);
    }

    /// The delivery, if the caller is the courier at it, or the courier's fleet, or an operator; else 404.
    public Delivery carried(UUID deliveryId) {
        Caller caller = currentCaller.get();
        caller.require(Role.COURIER, Role.FLEET, Role.OPERATOR);
        return deliveries
                .find(deliveryId)
                .filter(delivery -> isCarrier(caller, delivery) || hasLeft(caller, delivery))
                .orElseThrow(Access::notFound);
    }

    /// The delivery, if the caller carries it back or takes it in; else 404.
    Delivery returnable(UUID deliveryId) {
        Caller caller = currentCaller.get();
        caller.require(Role.COURIER, Role.FLEET, Role.STORE, Role.OPERATOR);
        return deliveries
                .find(deliveryId)
                .filter(delivery -> isCarrier(caller, delivery) || isStore(caller, delivery))
                .orElseThrow(Access::notFound);
    }

    /// The courier who is at it, or who gave it up last.
    UUID courierAt(Delivery delivery) {
        if (delivery.state() instanceof DeliveryState.Pending pending) {
            return Optional.ofNullable(pending.leftBy()).orElseThrow(Access::notFound);
        }
        return delivery.state().findCarriage().map(Carriage::courierId).orElseThrow(Access::notFound);
    }

    /// Whether the same courier is at it as when the caller was let in.
    boolean isStill(Delivery seen, Delivery now) {
        UUID then = seen.state().findCarriage().map(Carriage::courierId).orElse(null);
        UUID courier = now.state().findCarriage().map(Carriage::courierId).orElse(null);
        return courier == null || courier.equals(then);
    }

    /// The delivery, if the caller is its store, or an operator; else 404.
    Delivery ofStore(UUID deliveryId) {
        Caller caller = currentCaller.get();
        caller.require(Role.STORE, Role.OPERATOR);
        return deliveries
                .find(deliveryId)
                .filter(delivery -> caller.has(Role.OPERATOR) || isStore(caller, delivery))
                .orElseThrow(Access::notFound);
    }

    /// The delivery, if the caller is the platform or resident of its order, or an operator; else 404.
    Delivery ofBuyer(UUID deliveryId) {
        Caller caller = currentCaller.get();
        caller.require(Role.PLATFORM, Role.RESIDENT, Role.OPERATOR);
        return deliveries
                .find(deliveryId)
                .filter(delivery -> caller.has(Role.OPERATOR) || isBuyer(caller, delivery))
                .orElseThrow(Access::notFound);
    }

    /// In whose name the caller acts at a delivery.
    String actor(Delivery delivery) {
        Caller caller = currentCaller.get();
        Carriage carriage = delivery.state().findCarriage().orElse(null);
        if (carriage != null && Access.actsFor(caller, carriage.courierId(), carriage.fleetId())) {
            return Access.actor(caller, carriage.courierId(), carriage.fleetId());
        }
        return isStore(caller, delivery) ? "store:" + delivery.errand().storeId() : "operator";
    }

    boolean isCarrier(Delivery delivery) {
        return isCarrier(currentCaller.get(), delivery);
    }

    boolean isStoreOrOperator(Delivery delivery) {
        Caller caller = currentCaller.get();
        return caller.has(Role.OPERATOR) || isStore(caller, delivery);
    }

    private static boolean isCarrier(Caller caller, Delivery delivery) {
        return caller.has(Role.OPERATOR)
                || delivery.state()
                        .findCarriage()
                        .filter(carriage -> Access.actsFor(caller, carriage.courierId(), carriage.fleetId()))
                        .isPresent();
    }

    /// A courier who gave it up may say so again.
    private boolean hasLeft(Caller caller, Delivery delivery) {
        if (!(delivery.state() instanceof DeliveryState.Pending pending)) {
            return false;
        }
        UUID leftBy = pending.leftBy();
        if (leftBy == null) {
            return false;
        }
        UUID fleetId = couriers.find(leftBy).map(Courier::fleetId).orElse(null);
        return Access.actsFor(caller, leftBy, fleetId);
    }

    private static boolean isStore(Caller caller, Delivery delivery) {
        return caller.has(Role.STORE) && caller.is("store", delivery.errand().storeId());
    }

    private static boolean isBuyer(Caller caller, Delivery delivery) {
        UUID platformId = delivery.errand().platformId();
        UUID residentId = delivery.errand().residentId();
        return (platformId != null && caller.has(Role.PLATFORM) && caller.is("platform", platformId))
                || (residentId != null && caller.has(Role.RESIDENT) && caller.is("resident", residentId));
    }
}
