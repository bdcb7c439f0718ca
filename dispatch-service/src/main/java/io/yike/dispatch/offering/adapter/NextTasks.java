package io.yike.dispatch.offering.adapter;

import io.yike.contracts.dispatch.model.NextTask;
import io.yike.contracts.dispatch.model.TaskKind;
import io.yike.dispatch.delivering.Deliveries;
import io.yike.dispatch.delivering.adapter.DeliveryWire;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.delivering.domain.DeliveryState;
import io.yike.dispatch.offering.CourierOffers;
import io.yike.kit.signal.Signals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// What a courier does next: one task at a time, an open offer before everything else.
@Component
public class NextTasks {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final CourierOffers offers;
    private final Deliveries deliveries;
    private final Signals signals;
    private final OfferWire wire;
    private final Clock clock;

    NextTasks(CourierOffers offers, Deliveries deliveries, Signals signals, OfferWire wire, Clock clock) {
        this.offers = offers;
        this.deliveries = deliveries;
        this.signals = signals;
        this.wire = wire;
        this.clock = clock;
    }

    /// Waits up to `atMost` for a task.
    public NextTask next(UUID courierId, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        long seen = signals.seen(courierId);
        NextTask task = now(courierId);
        while (task.getKind() == TaskKind.NONE) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (left.isNegative() || left.isZero()) {
                return task;
            }
            try {
                signals.await(courierId, seen, left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return task;
            }
            seen = signals.seen(courierId);
            task = now(courierId);
        }
        return task;
    }

    private NextTask now(UUID courierId) {
        Instant now = clock.instant();
        return offers.findOpenTo(courierId)
                .filter(offer -> offer.isOpen(now))
                .map(offer -> new NextTask(TaskKind.OFFER).offer(wire.of(offer)))
                .or(() -> deliveries.listOpenOf(courierId).stream()
                        .findFirst()
                        .map(delivery -> new NextTask(kind(delivery)).delivery(DeliveryWire.of(delivery, true))))
                .orElseGet(() -> new NextTask(TaskKind.NONE));
    }

    private static TaskKind kind(Delivery delivery) {
        return switch (delivery.state()) {
            case DeliveryState.Assigned _ -> TaskKind.GO_TO_PICKUP;
            case DeliveryState.AtPickup _ -> TaskKind.PICK_UP;
            case DeliveryState.PickedUp _ -> TaskKind.GO_TO_DROPOFF;
            case DeliveryState.AtDropoff _ -> TaskKind.HAND_OVER;
            case DeliveryState.Returning _ -> TaskKind.BRING_BACK;
            case DeliveryState.Pending _,
                    DeliveryState.Delivered _,
                    DeliveryState.Returned _,
                    DeliveryState.Cancelled _ -> TaskKind.NONE;
        };
    }
}
