package io.yike.dispatch.offering.adapter;

import io.yike.contracts.dispatch.model.NextTask;
import io.yike.contracts.dispatch.model.TaskKind;
import io.yike.dispatch.delivering.adapter.DeliveryWire;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.delivering.domain.DeliveryState;
import io.yike.dispatch.offering.CourierOffers;
import io.yike.dispatch.trips.ReadTrip;
import io.yike.kit.signal.Signals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// What a courier does next: one task at a time, an open offer before everything else, then the trip from its first
/// stop.
@Component
public class NextTasks {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final CourierOffers offers;
    private final ReadTrip trips;
    private final Signals signals;
    private final OfferWire wire;
    private final Clock clock;

    NextTasks(CourierOffers offers, ReadTrip trips, Signals signals, OfferWire wire, Clock clock) {
        this.offers = offers;
        this.trips = trips;
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
                .or(() -> trips.steps(courierId).stops().stream()
                        .findFirst()
                        .map(stop -> stop.deliveries().getFirst())
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
