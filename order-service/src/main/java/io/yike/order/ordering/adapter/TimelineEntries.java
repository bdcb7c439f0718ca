package io.yike.order.ordering.adapter;

import io.yike.order.ordering.domain.Acceptance;
import io.yike.order.ordering.domain.DeliveryStep;
import io.yike.order.ordering.domain.DeliveryStep.What;
import io.yike.order.ordering.domain.Offer;
import io.yike.order.ordering.domain.OrderEvent;
import io.yike.order.tracking.domain.TimelineEntry;
import io.yike.order.wire.Wire;

/// How what happened to an order stands in its timeline.
final class TimelineEntries {

    private TimelineEntries() {}

    static TimelineEntry of(OrderEvent event) {
        return switch (event) {
            case OrderEvent.Placed _ -> entry("order.placed", event);
            case OrderEvent.Authorised _ -> entry("order.authorised", event);
            case OrderEvent.Offered offered -> {
                Offer offer = offered.offer();
                yield entry("order.offered", event)
                        .atStore(offer.storeId(), offer.storeName())
                        .offered(offer.id(), offer.attempt(), offer.expiresAt())
                        .promised(offer.promiseAt(), null);
            }
            case OrderEvent.OfferDeclined declined ->
                entry("order.offer_declined", event)
                        .because(declined.reason(), Wire.word(declined.fault()))
                        .atStore(declined.storeId(), null)
                        .offered(declined.offerId(), null, null);
            case OrderEvent.OfferExpired expired ->
                entry("order.offer_expired", event)
                        .atStore(expired.storeId(), null)
                        .offered(expired.offerId(), null, null);
            case OrderEvent.Accepted accepted -> {
                Acceptance acceptance = accepted.acceptance();
                yield entry("order.accepted", event)
                        .atStore(acceptance.storeId(), acceptance.storeName())
                        .promised(acceptance.promiseAt(), acceptance.expectedReadyAt())
                        .worth(acceptance.goodsTotal());
            }
            case OrderEvent.Ready ready ->
                entry("order.ready", event).atStore(ready.storeId(), null).promised(null, ready.readyAt());
            case OrderEvent.Completed completed ->
                entry("order.completed", event)
                        .atStore(completed.storeId(), null)
                        .worth(completed.total());
            case OrderEvent.Cancelled cancelled ->
                entry("order.cancelled", event)
                        .because(
                                cancelled.ending().reason(),
                                Wire.word(cancelled.ending().fault()))
                        .atStore(cancelled.storeId(), null)
                        .worth(cancelled.ending().fee());
            case OrderEvent.Unfulfilled unfulfilled ->
                entry("order.unfulfilled", event)
                        .because(
                                unfulfilled.ending().reason(),
                                Wire.word(unfulfilled.ending().fault()));
            case OrderEvent.Returned returned ->
                entry("order.returned", event)
                        .because(
                                returned.ending().reason(),
                                Wire.word(returned.ending().fault()))
                        .atStore(returned.storeId(), null)
                        .worth(returned.ending().fee());
            case OrderEvent.PickupReminded _ -> entry("order.pickup_reminder", event);
            case OrderEvent.PickupCodeReissued _ -> entry("order.pickup_code_reissued", event);
            case OrderEvent.LockerChoiceWanted _ -> entry("order.locker_choice_wanted", event);
            case OrderEvent.Redirected redirected ->
                redirected.reason() == null
                        ? entry("order.redirected", event)
                        : entry("order.redirected", event).because(redirected.reason(), null);
            case OrderEvent.Refunded refunded ->
                entry("payment.refunded", event)
                        .because(
                                Wire.word(refunded.refund().reason()),
                                Wire.word(refunded.refund().fault()))
                        .worth(refunded.refund().amount());
            case OrderEvent.Delivering delivering -> delivery(event, delivering.step());
        };
    }

    private static TimelineEntry delivery(OrderEvent event, DeliveryStep step) {
        return switch (step.what()) {
            case What.Created _ -> entry("delivery.created", event).carried(step.deliveryId(), null);
            case What.Assigned assigned ->
                entry("delivery.assigned", event)
                        .carried(step.deliveryId(), assigned.courierId())
                        .promised(assigned.dropoffEta(), null);
            case What.Unassigned unassigned ->
                entry("delivery.unassigned", event)
                        .because(unassigned.reason(), null)
                        .carried(step.deliveryId(), unassigned.courierId());
            case What.AtPickup reached ->
                entry("delivery.at_pickup", event).carried(step.deliveryId(), reached.courierId());
            case What.PickedUp picked ->
                entry("delivery.picked_up", event).carried(step.deliveryId(), picked.courierId());
            case What.AtDropoff reached ->
                entry("delivery.at_dropoff", event).carried(step.deliveryId(), reached.courierId());
            case What.Delivered delivered ->
                entry("delivery.delivered", event)
                        .carried(step.deliveryId(), delivered.courierId())
                        .worth(delivered.collected());
            case What.Returning returning ->
                entry("delivery.returning", event)
                        .because(returning.reason(), Wire.word(returning.fault()))
                        .carried(step.deliveryId(), null);
            case What.Returned returned ->
                entry("delivery.returned", event)
                        .because(returned.reason(), Wire.word(returned.fault()))
                        .carried(step.deliveryId(), null);
            case What.Cancelled cancelled ->
                entry("delivery.cancelled", event)
                        .because(cancelled.reason(), null)
                        .carried(step.deliveryId(), null);
            case What.CourierWanted _ -> entry("delivery.courier_wanted", event).carried(step.deliveryId(), null);
            case What.NoCourier _ -> entry("delivery.no_courier", event).carried(step.deliveryId(), null);
            case What.IncidentRaised raised ->
                entry("delivery.incident_raised", event)
                        .because(raised.reason(), null)
                        .carried(step.deliveryId(), raised.courierId());
            case What.IncidentResolved resolved ->
                entry("delivery.incident_resolved", event)
                        .because(resolved.decision(), null)
                        .carried(step.deliveryId(), null);
        };
    }

    private static TimelineEntry entry(String type, OrderEvent event) {
        return TimelineEntry.plain(
                type, event.at(), Wire.word(event.actor().kind()), event.actor().id());
    }
}
