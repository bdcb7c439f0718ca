package io.yike.webhook.publishing;

import io.yike.webhook.publishing.domain.Audience;
import io.yike.webhook.publishing.domain.EventType;
import io.yike.webhook.publishing.domain.KnownDelivery;
import io.yike.webhook.publishing.domain.KnownOrder;
import io.yike.webhook.publishing.domain.Party;
import io.yike.webhook.publishing.domain.PublicEvent;
import io.yike.webhook.publishing.domain.Recording;
import io.yike.webhook.publishing.domain.Sight;
import io.yike.webhook.publishing.domain.Told;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Takes an event into the log, with whom it concerns. What the event does not name itself is known from earlier ones
/// of its order and delivery; while it is not, the event waits, and nobody is told.
@Component
public class RecordEvent {

    private final EventLog log;
    private final KnownParties known;
    private final Clock clock;

    RecordEvent(EventLog log, KnownParties known, Clock clock) {
        this.log = log;
        this.known = known;
        this.clock = clock;
    }

    /// Runs in the transaction of the inbox, or of the change that this service tells of.
    public Recording record(EventType type, PublicEvent event) {
        UUID residentId = find(event, "residentId");
        return residentId != null && log.isForgotten(Party.resident(residentId))
                ? aboutForgotten(type, event.blurred())
                : about(type, event);
    }

    /// Its resident was forgotten before it came: the others are told it as they are told what came before that.
    private Recording aboutForgotten(EventType type, PublicEvent event) {
        return switch (type.concern()) {
            case ORDER -> aboutOrder(type, event, null);
            case CELL -> add(event, Audience.ofCell(find(event, "platformId"), null, find(event, "fleetId")));
            case RESIDENT, BOOKING -> new Recording.Ignored("its resident was forgotten");
            case COUNTER, DELIVERY, NOBODY, OWNER -> about(type, event);
        };
    }

    private Recording about(EventType type, PublicEvent event) {
        return switch (type.concern()) {
            case ORDER -> aboutOrder(type, event, find(event, "residentId"));
            case COUNTER -> add(event, Audience.ofCounter(named(event, "storeId")));
            case DELIVERY -> aboutDelivery(type, event);
            case RESIDENT -> add(event, Audience.ofResident(named(event, "residentId")));
            case NOBODY -> new Recording.Ignored("it concerns nobody outside");
            case BOOKING -> add(event, List.of(new Told(Party.resident(named(event, "residentId")), Sight.WHOLE)));
            case CELL ->
                add(
                        event,
                        Audience.ofCell(find(event, "platformId"), find(event, "residentId"), find(event, "fleetId")));
            case OWNER ->
                add(
                        event,
                        List.of(new Told(Party.parse(String.valueOf(event.data().get("party"))), Sight.WHOLE)));
        };
    }

    private Recording aboutOrder(EventType type, PublicEvent event, @Nullable UUID residentId) {
        learn(type, event, residentId);
        Optional<KnownOrder> order = known.findOrder(named(event, "orderId"));
        return order.isPresent()
                ? add(event, Audience.ofOrder(order.get(), find(event, "storeId")))
                : new Recording.Early("whose order it is");
    }

    private void learn(EventType type, PublicEvent event, @Nullable UUID residentId) {
        UUID orderId = named(event, "orderId");
        UUID store = find(event, "storeId");
        boolean counter = "counter".equals(event.data().get("kind"));
        KnownOrder buyers =
                new KnownOrder(orderId, find(event, "platformId"), residentId, counter ? store : null, null);
        if (type == EventType.ORDER_PLACED) {
            known.learn(buyers, clock.instant());
        } else if (type == EventType.ORDER_ACCEPTED && store != null) {
            known.learn(buyers.filledBy(store), clock.instant());
        }
    }

    /// A delivery's events are taken in the order of their sequence, so that it is certain who was at it.
    private Recording aboutDelivery(EventType type, PublicEvent event) {
        UUID orderId = named(event, "orderId");
        Optional<KnownOrder> order = known.findOrder(orderId).filter(it -> it.storeId() != null);
        if (order.isEmpty()) {
            return new Recording.Early("which store fills the order");
        }
        UUID deliveryId = named(event, "deliveryId");
        KnownDelivery before =
                known.findLocked(deliveryId).orElseGet(() -> KnownDelivery.unheardOf(deliveryId, orderId));
        if (event.sequence() <= before.sequence()) {
            return new Recording.Ignored("an event of this sequence has been taken in");
        }
        if (event.sequence() != before.sequence() + 1) {
            return new Recording.Early("who is at the delivery");
        }
        KnownDelivery present = carrier(type, event, before.passed(event.sequence()));
        known.save(type == EventType.DELIVERY_UNASSIGNED ? present.left() : present, clock.instant());
        return add(event, Audience.ofDelivery(order.get(), present));
    }

    /// Who is at the delivery as the event happens. Whoever leaves it is still told so.
    private static KnownDelivery carrier(EventType type, PublicEvent event, KnownDelivery delivery) {
        return type == EventType.DELIVERY_ASSIGNED
                ? delivery.takenBy(named(event, "courierId"), find(event, "fleetId"))
                : delivery;
    }

    private Recording add(PublicEvent event, List<Told> audience) {
        if (audience.isEmpty()) {
            return new Recording.Ignored("it concerns nobody outside");
        }
        return log.add(event, audience, clock.instant())
                ? new Recording.Recorded()
                : new Recording.Ignored("it stands in the log");
    }

    private static UUID named(PublicEvent event, String field) {
        UUID id = find(event, field);
        if (id == null) {
            throw new IllegalArgumentException(event.type() + " lacks " + field);
        }
        return id;
    }

    private static @Nullable UUID find(PublicEvent event, String field) {
        Object id = event.data().get(field);
        return id == null ? null : UUID.fromString(id.toString());
    }
}
