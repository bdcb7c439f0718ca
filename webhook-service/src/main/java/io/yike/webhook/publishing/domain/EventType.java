package io.yike.webhook.publishing.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The public events of all services. A type that is missing here is told to nobody; `EventTypesTest` holds
/// this against the contracts.
public enum EventType {
    ORDER_PLACED("order.placed.v1", Concern.ORDER),
    ORDER_AUTHORISED("order.authorised.v1", Concern.ORDER),
    ORDER_OFFERED("order.offered.v1", Concern.ORDER),
    ORDER_ACCEPTED("order.accepted.v1", Concern.ORDER),
    ORDER_READY("order.ready.v1", Concern.ORDER),
    ORDER_COMPLETED("order.completed.v1", Concern.ORDER),
    ORDER_CANCELLED("order.cancelled.v1", Concern.ORDER),
    ORDER_UNFULFILLED("order.unfulfilled.v1", Concern.ORDER),
    ORDER_RETURNED("order.returned.v1", Concern.ORDER),
    ORDER_REFUNDED("order.refunded.v1", Concern.ORDER),
    ORDER_LOCKER_CHOICE_WANTED("order.locker_choice_wanted.v1", Concern.ORDER),
    ORDER_REDIRECTED("order.redirected.v1", Concern.ORDER),
    STORE_OFFER_MADE("store.offer_made.v1", Concern.ORDER),
    STORE_OFFER_ACCEPTED("store.offer_accepted.v1", Concern.ORDER),
    STORE_OFFER_DECLINED("store.offer_declined.v1", Concern.ORDER),
    STORE_OFFER_EXPIRED("store.offer_expired.v1", Concern.ORDER),
    STORE_ROUTING_FAILED("store.routing_failed.v1", Concern.ORDER),
    STORE_ORDER_READY("store.order_ready.v1", Concern.ORDER),
    STORE_COUNTER_RESERVED("store.counter_reserved.v1", Concern.COUNTER),
    DELIVERY_CREATED("delivery.created.v1", Concern.DELIVERY),
    DELIVERY_ASSIGNED("delivery.assigned.v1", Concern.DELIVERY),
    DELIVERY_UNASSIGNED("delivery.unassigned.v1", Concern.DELIVERY),
    DELIVERY_AT_PICKUP("delivery.at_pickup.v1", Concern.DELIVERY),
    DELIVERY_PICKED_UP("delivery.picked_up.v1", Concern.DELIVERY),
    DELIVERY_AT_DROPOFF("delivery.at_dropoff.v1", Concern.DELIVERY),
    DELIVERY_DELIVERED("delivery.delivered.v1", Concern.DELIVERY),
    DELIVERY_RETURNING("delivery.returning.v1", Concern.DELIVERY),
    DELIVERY_RETURNED("delivery.returned.v1", Concern.DELIVERY),
    DELIVERY_CANCELLED("delivery.cancelled.v1", Concern.DELIVERY),
    DELIVERY_COURIER_WANTED("delivery.courier_wanted.v1", Concern.DELIVERY),
    DELIVERY_NO_COURIER("delivery.no_courier.v1", Concern.DELIVERY),
    DELIVERY_INCIDENT_RAISED("delivery.incident_raised.v1", Concern.DELIVERY),
    DELIVERY_INCIDENT_RESOLVED("delivery.incident_resolved.v1", Concern.DELIVERY),
    RECYCLING_ALARM_RAISED("recycling.alarm_raised.v1", Concern.NOBODY),
    RECYCLING_ALARM_CLEARED("recycling.alarm_cleared.v1", Concern.NOBODY),
    RECYCLING_WEIGH_IN_CREDITED("recycling.weigh_in_credited.v1", Concern.RESIDENT),
    RECYCLING_WEIGH_IN_HELD("recycling.weigh_in_held.v1", Concern.RESIDENT),
    RECYCLING_WEIGH_IN_REVIEWED("recycling.weigh_in_reviewed.v1", Concern.RESIDENT),
    RECYCLING_WEIGH_IN_CORRECTED("recycling.weigh_in_corrected.v1", Concern.RESIDENT),
    RECYCLING_CUSTODY_RECORDED("recycling.custody_recorded.v1", Concern.NOBODY),
    RECYCLING_STOP_FINISHED("recycling.stop_finished.v1", Concern.NOBODY),
    RECYCLING_PICKUP_BOOKED("recycling.pickup_booked.v1", Concern.RESIDENT),
    RECYCLING_PICKUP_CHANGED("recycling.pickup_changed.v1", Concern.RESIDENT),
    RECYCLING_PICKUP_REMINDED("recycling.pickup_reminded.v1", Concern.RESIDENT),
    RECYCLING_PICKUP_EXPIRED("recycling.pickup_expired.v1", Concern.RESIDENT),
    RECYCLING_PICKUP_CANCELLED("recycling.pickup_cancelled.v1", Concern.RESIDENT),
    RECYCLING_PICKUP_COLLECTED("recycling.pickup_collected.v1", Concern.RESIDENT),
    RECYCLING_PICKUP_NOT_COLLECTED("recycling.pickup_not_collected.v1", Concern.RESIDENT),
    BOOKING_HELD("booking.held.v1", Concern.BOOKING),
    BOOKING_OFFERED("booking.offered.v1", Concern.BOOKING),
    BOOKING_REQUESTED("booking.requested.v1", Concern.BOOKING),
    BOOKING_REFUSED("booking.refused.v1", Concern.BOOKING),
    BOOKING_DELAYED("booking.delayed.v1", Concern.BOOKING),
    BOOKING_CONFIRMED("booking.confirmed.v1", Concern.BOOKING),
    BOOKING_CHANGED("booking.changed.v1", Concern.BOOKING),
    BOOKING_STARTED("booking.started.v1", Concern.BOOKING),
    BOOKING_COMPLETED("booking.completed.v1", Concern.BOOKING),
    BOOKING_CANCELLED("booking.cancelled.v1", Concern.BOOKING),
    BOOKING_EXPIRED("booking.expired.v1", Concern.BOOKING),
    BOOKING_NO_SHOW("booking.no_show.v1", Concern.BOOKING),
    BOOKING_OVERDUE("booking.overdue.v1", Concern.BOOKING),
    BOOKING_DAMAGE_REPORTED("booking.damage_reported.v1", Concern.BOOKING),
    BOOKING_CHARGED("booking.charged.v1", Concern.BOOKING),
    MEDICINE_GIVEN("medicine.given.v1", Concern.RESIDENT),
    MEDICINE_RECALLED("medicine.recalled.v1", Concern.RESIDENT),
    CELL_HOLD_REQUESTED("cell.hold_requested.v1", Concern.NOBODY),
    CELL_RELEASE_REQUESTED("cell.release_requested.v1", Concern.NOBODY),
    CELL_HOLD_GRANTED("cell.hold_granted.v1", Concern.CELL),
    CELL_HOLD_REFUSED("cell.hold_refused.v1", Concern.CELL),
    CELL_OPENED("cell.opened.v1", Concern.CELL),
    CELL_HOLD_EXPIRED("cell.hold_expired.v1", Concern.CELL),
    CELL_HOLD_RELEASED("cell.hold_released.v1", Concern.CELL),
    WEBHOOK_ENDPOINT_DISABLED("webhook.endpoint_disabled.v1", Concern.OWNER);

    /// Whom events of a kind concern.
    public enum Concern {
        /// Whoever bought the order, and the store that the event names.
        ORDER("platform", "resident", "store"),
        /// The store at whose counter the order was taken.
        COUNTER("store"),
        /// Whoever bought the order, the store that fills it, and the courier who is at it with their fleet.
        DELIVERY("platform", "resident", "store", "fleet", "courier"),
        /// Whoever dropped it off, or was given it.
        RESIDENT("resident"),
        /// Nobody outside: the city's own affair. It is not even taken in.
        NOBODY(),
        /// The resident whose booking it is.
        BOOKING("resident"),
        /// Whoever collects what is in the cell, the platform whose order it is, and the carrier whose parcel.
        CELL("platform", "resident", "fleet"),
        /// Whose endpoint it is.
        OWNER("platform", "resident", "store", "fleet", "courier");

        @SuppressWarnings("ImmutableEnumChecker") // List.of
        private final List<String> kinds;

        Concern(String... kinds) {
            this.kinds = List.of(kinds);
        }
    }

    private final String wire;
    private final Concern concern;

    EventType(String wire, Concern concern) {
        this.wire = wire;
        this.concern = concern;
    }

    /// The name everywhere: CloudEvents type, routing key and schema.
    public String wire() {
        return wire;
    }

    public Concern concern() {
        return concern;
    }

    /// Kinds of parties that may be told of it.
    public List<String> toldTo() {
        return concern.kinds;
    }

    public static Optional<EventType> find(String wire) {
        return Arrays.stream(values()).filter(type -> type.wire.equals(wire)).findAny();
    }

    /// What others tell; the rest is this service's own.
    public static List<EventType> ofOthers() {
        return Arrays.stream(values())
                .filter(type -> type.concern != Concern.OWNER && type.concern != Concern.NOBODY)
                .toList();
    }
}
