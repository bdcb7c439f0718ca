package io.yike.dispatch.delivering.adapter;

import io.yike.dispatch.delivering.domain.Carriage;
import io.yike.dispatch.delivering.domain.Collection;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.delivering.domain.DeliveryEvent;
import io.yike.dispatch.wire.Wire;
import io.yike.kit.event.OutgoingEvent;
import io.yike.payments.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What others are told of what happened to a delivery; the records are the schemas of `contracts/events`.
final class Announcements {

    private Announcements() {}

    private record Plain(UUID deliveryId, UUID orderId, Instant at) {}

    private record ByCourier(UUID deliveryId, UUID orderId, Instant at, UUID courierId) {}

    private record Assigned(
            UUID deliveryId,
            UUID orderId,
            Instant at,
            UUID courierId,
            @Nullable UUID fleetId,
            Instant pickupEta,
            Instant dropoffEta,
            int attempt) {}

    private record Unassigned(UUID deliveryId, UUID orderId, Instant at, UUID courierId, String reason) {}

    private record Amount(long amount, String currency) {
        static Amount of(Money money) {
            return new Amount(money.amount(), money.currency());
        }
    }

    private record Collected(String method, Amount amount) {}

    private record Delivered(
            UUID deliveryId,
            UUID orderId,
            Instant at,
            UUID courierId,
            @Nullable UUID fleetId,
            String proof,
            @Nullable Collected collected) {}

    private record AtFault(UUID deliveryId, UUID orderId, Instant at, String reason, String fault) {}

    private record WithReason(UUID deliveryId, UUID orderId, Instant at, String reason) {}

    private record IncidentRaised(
            UUID deliveryId, UUID orderId, Instant at, UUID incidentId, UUID courierId, String reason) {}

    private record IncidentResolved(UUID deliveryId, UUID orderId, Instant at, UUID incidentId, String decision) {}

    static OutgoingEvent of(Delivery delivery, DeliveryEvent event, long sequence, Instant at) {
        UUID id = delivery.id();
        UUID orderId = delivery.errand().orderId();
        return switch (event) {
            case DeliveryEvent.Created _ -> event("delivery.created.v1", id, sequence, new Plain(id, orderId, at));
            case DeliveryEvent.Assigned(Carriage carriage, int attempt) ->
                event(
                        "delivery.assigned.v1",
                        id,
                        sequence,
                        new Assigned(
                                id,
                                orderId,
                                at,
                                carriage.courierId(),
                                carriage.fleetId(),
                                carriage.pickupEta(),
                                carriage.dropoffEta(),
                                attempt));
            case DeliveryEvent.Unassigned(UUID courierId, DeliveryEvent.UnassignedReason why) ->
                event(
                        "delivery.unassigned.v1",
                        id,
                        sequence,
                        new Unassigned(id, orderId, at, courierId, Wire.word(why)));
            case DeliveryEvent.AtPickup(UUID courierId) ->
                event("delivery.at_pickup.v1", id, sequence, new ByCourier(id, orderId, at, courierId));
            case DeliveryEvent.PickedUp(UUID courierId) ->
                event("delivery.picked_up.v1", id, sequence, new ByCourier(id, orderId, at, courierId));
            case DeliveryEvent.AtDropoff(UUID courierId) ->
                event("delivery.at_dropoff.v1", id, sequence, new ByCourier(id, orderId, at, courierId));
            case DeliveryEvent.Delivered delivered ->
                event(
                        "delivery.delivered.v1",
                        id,
                        sequence,
                        new Delivered(
                                id,
                                orderId,
                                at,
                                delivered.carriage().courierId(),
                                delivered.carriage().fleetId(),
                                Wire.word(delivered.proof()),
                                collected(delivered.collected())));
            case DeliveryEvent.Returning(var why) ->
                event(
                        "delivery.returning.v1",
                        id,
                        sequence,
                        new AtFault(id, orderId, at, Wire.word(why), Wire.word(why.fault())));
            case DeliveryEvent.Returned(var why) ->
                event(
                        "delivery.returned.v1",
                        id,
                        sequence,
                        new AtFault(id, orderId, at, Wire.word(why), Wire.word(why.fault())));
            case DeliveryEvent.Cancelled(var why) ->
                event("delivery.cancelled.v1", id, sequence, new WithReason(id, orderId, at, Wire.word(why)));
            case DeliveryEvent.CourierWanted _ ->
                event("delivery.courier_wanted.v1", id, sequence, new Plain(id, orderId, at));
            case DeliveryEvent.NoCourier _ -> event("delivery.no_courier.v1", id, sequence, new Plain(id, orderId, at));
            case DeliveryEvent.IncidentRaised raised ->
                event(
                        "delivery.incident_raised.v1",
                        id,
                        sequence,
                        new IncidentRaised(
                                id, orderId, at, raised.incidentId(), raised.courierId(), Wire.word(raised.reason())));
            case DeliveryEvent.IncidentResolved resolved ->
                event(
                        "delivery.incident_resolved.v1",
                        id,
                        sequence,
                        new IncidentResolved(id, orderId, at, resolved.incidentId(), Wire.word(resolved.decision())));
        };
    }

    /// The reason that stands in the history.
    static @Nullable String reason(DeliveryEvent event) {
        return switch (event) {
            case DeliveryEvent.Created _,
                    DeliveryEvent.Assigned _,
                    DeliveryEvent.AtPickup _,
                    DeliveryEvent.PickedUp _,
                    DeliveryEvent.AtDropoff _ -> null;
            case DeliveryEvent.Unassigned unassigned -> Wire.word(unassigned.reason());
            case DeliveryEvent.Delivered delivered -> Wire.word(delivered.proof());
            case DeliveryEvent.Returning(var why) -> Wire.word(why);
            case DeliveryEvent.Returned(var why) -> Wire.word(why);
            case DeliveryEvent.Cancelled(var why) -> Wire.word(why);
            case DeliveryEvent.CourierWanted _ -> "courier_wanted";
            case DeliveryEvent.NoCourier _ -> "no_courier";
            case DeliveryEvent.IncidentRaised raised -> "incident_raised_" + Wire.word(raised.reason());
            case DeliveryEvent.IncidentResolved resolved -> "incident_resolved_" + Wire.word(resolved.decision());
        };
    }

    private static @Nullable Collected collected(@Nullable Collection collection) {
        return collection == null
                ? null
                : new Collected(Wire.word(collection.method()), Amount.of(collection.amount()));
    }

    private static OutgoingEvent event(String type, UUID subject, long sequence, Object data) {
        return new OutgoingEvent(type, subject.toString(), sequence, data);
    }
}
