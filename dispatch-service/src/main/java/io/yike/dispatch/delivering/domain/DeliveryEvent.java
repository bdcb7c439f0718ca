package io.yike.dispatch.delivering.domain;

import io.yike.dispatch.incidents.domain.IncidentDecision;
import io.yike.dispatch.incidents.domain.IncidentReason;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is told about a delivery. Never a code, a name, a phone number or an address.
public sealed interface DeliveryEvent {

    record Created() implements DeliveryEvent {}

    record Assigned(Carriage carriage, int attempt) implements DeliveryEvent {}

    record Unassigned(UUID courierId, UnassignedReason reason) implements DeliveryEvent {}

    record AtPickup(UUID courierId) implements DeliveryEvent {}

    record PickedUp(UUID courierId) implements DeliveryEvent {}

    record AtDropoff(UUID courierId) implements DeliveryEvent {}

    record Delivered(
            Carriage carriage, Proof proof, @Nullable Collection collected) implements DeliveryEvent {}

    record Returning(ReturnReason reason) implements DeliveryEvent {}

    record Returned(ReturnReason reason) implements DeliveryEvent {}

    record Cancelled(CancelReason reason) implements DeliveryEvent {}

    /// An alert: still no courier.
    record CourierWanted() implements DeliveryEvent {}

    /// Final: no courier in time.
    record NoCourier() implements DeliveryEvent {}

    record IncidentRaised(UUID incidentId, UUID courierId, IncidentReason reason) implements DeliveryEvent {}

    record IncidentResolved(UUID incidentId, IncidentDecision decision) implements DeliveryEvent {}

    /// Why a courier lost a delivery before having the bag.
    enum UnassignedReason {
        COURIER_WITHDREW,
        COURIER_SILENT,
        PICKUP_OVERDUE
    }
}
