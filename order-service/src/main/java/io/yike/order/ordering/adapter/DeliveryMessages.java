package io.yike.order.ordering.adapter;

import io.yike.kit.event.Event;
import io.yike.kit.event.EventHandler;
import io.yike.kit.event.EventOutcome;
import io.yike.order.ordering.ChangeOrder;
import io.yike.order.ordering.domain.DeliveryStep;
import io.yike.order.ordering.domain.DeliveryStep.What;
import io.yike.order.ordering.domain.Fault;
import io.yike.order.wire.Wire;
import io.yike.payments.Money;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What dispatch-service tells about the delivery of an order.
@Configuration(proxyBeanMethods = false)
class DeliveryMessages {

    private final ChangeOrder changeOrder;

    DeliveryMessages(ChangeOrder changeOrder) {
        this.changeOrder = changeOrder;
    }

    sealed interface Told {
        UUID deliveryId();

        UUID orderId();

        Instant at();
    }

    record Plain(UUID deliveryId, UUID orderId, Instant at) implements Told {}

    record ByCourier(UUID deliveryId, UUID orderId, Instant at, UUID courierId) implements Told {}

    record Assigned(
            UUID deliveryId,
            UUID orderId,
            Instant at,
            UUID courierId,
            @Nullable UUID fleetId,
            @Nullable Instant pickupEta,
            @Nullable Instant dropoffEta)
            implements Told {}

    record Unassigned(UUID deliveryId, UUID orderId, Instant at, UUID courierId, String reason) implements Told {}

    record Collected(String method, Amount amount) {}

    record Amount(long amount, String currency) {}

    record Delivered(
            UUID deliveryId,
            UUID orderId,
            Instant at,
            UUID courierId,
            @Nullable UUID fleetId,
            @Nullable Collected collected)
            implements Told {

        @Nullable Money money() {
            return collected == null
                    ? null
                    : new Money(collected.amount().amount(), collected.amount().currency());
        }
    }

    record AtFault(UUID deliveryId, UUID orderId, Instant at, String reason, String fault) implements Told {
        Fault whose() {
            return Wire.constant(Fault.class, fault);
        }
    }

    record WithReason(UUID deliveryId, UUID orderId, Instant at, String reason) implements Told {}

    record Incident(
            UUID deliveryId,
            UUID orderId,
            Instant at,
            @Nullable UUID courierId,
            String reason) implements Told {}

    record Resolved(UUID deliveryId, UUID orderId, Instant at, String decision) implements Told {}

    @Bean
    EventHandler<Plain> onDeliveryCreated() {
        return handler("delivery.created.v1", Plain.class, _ -> new What.Created());
    }

    @Bean
    EventHandler<Assigned> onDeliveryAssigned() {
        return handler(
                "delivery.assigned.v1",
                Assigned.class,
                told -> new What.Assigned(told.courierId(), told.fleetId(), told.pickupEta(), told.dropoffEta()));
    }

    @Bean
    EventHandler<Unassigned> onDeliveryUnassigned() {
        return handler(
                "delivery.unassigned.v1",
                Unassigned.class,
                told -> new What.Unassigned(told.courierId(), told.reason()));
    }

    @Bean
    EventHandler<ByCourier> onDeliveryAtPickup() {
        return handler("delivery.at_pickup.v1", ByCourier.class, told -> new What.AtPickup(told.courierId()));
    }

    @Bean
    EventHandler<ByCourier> onDeliveryPickedUp() {
        return handler("delivery.picked_up.v1", ByCourier.class, told -> new What.PickedUp(told.courierId()));
    }

    @Bean
    EventHandler<ByCourier> onDeliveryAtDropoff() {
        return handler("delivery.at_dropoff.v1", ByCourier.class, told -> new What.AtDropoff(told.courierId()));
    }

    @Bean
    EventHandler<Delivered> onDeliveryDelivered() {
        return handler(
                "delivery.delivered.v1",
                Delivered.class,
                told -> new What.Delivered(told.courierId(), told.fleetId(), told.money()));
    }

    @Bean
    EventHandler<AtFault> onDeliveryReturning() {
        return handler("delivery.returning.v1", AtFault.class, told -> new What.Returning(told.reason(), told.whose()));
    }

    @Bean
    EventHandler<AtFault> onDeliveryReturned() {
        return handler("delivery.returned.v1", AtFault.class, told -> new What.Returned(told.reason(), told.whose()));
    }

    @Bean
    EventHandler<WithReason> onDeliveryCancelled() {
        return handler("delivery.cancelled.v1", WithReason.class, told -> new What.Cancelled(told.reason()));
    }

    @Bean
    EventHandler<Plain> onCourierWanted() {
        return handler("delivery.courier_wanted.v1", Plain.class, _ -> new What.CourierWanted());
    }

    @Bean
    EventHandler<Plain> onNoCourier() {
        return handler("delivery.no_courier.v1", Plain.class, _ -> new What.NoCourier());
    }

    @Bean
    EventHandler<Incident> onIncidentRaised() {
        return handler(
                "delivery.incident_raised.v1",
                Incident.class,
                told -> new What.IncidentRaised(told.courierId(), told.reason()));
    }

    @Bean
    EventHandler<Resolved> onIncidentResolved() {
        return handler(
                "delivery.incident_resolved.v1", Resolved.class, told -> new What.IncidentResolved(told.decision()));
    }

    private <T extends Told> EventHandler<T> handler(String type, Class<T> dataType, Function<T, What> what) {
        return EventHandler.of(type, dataType, Told::orderId, event -> deliver(event, what));
    }

    private <T extends Told> EventOutcome deliver(Event<T> event, Function<T, What> what) {
        T told = event.data();
        DeliveryStep step = new DeliveryStep(told.deliveryId(), event.sequence(), told.at(), what.apply(told));
        return Outcomes.of(changeOrder.change(told.orderId(), order -> order.deliver(step)));
    }
}
