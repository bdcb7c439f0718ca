package io.yike.benchmarks.dispatch;

import io.yike.dispatch.assignment.AssignmentPolicy;
import io.yike.dispatch.assignment.LeastTotalLateness;
import io.yike.dispatch.assignment.Situation;
import io.yike.dispatch.assignment.Situation.AvailableCourier;
import io.yike.dispatch.assignment.Situation.WaitingDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The class that dispatch-service assigns by, told of the instance as the service tells it of its city.
///
/// The set has no promises. An order is promised for when a courier who stands at the restaurant would bring it, so
/// that
/// lateness is click-to-door time less what nobody can do anything about.
final class OurPolicy implements Dispatcher {

    private static final Instant MIDNIGHT = Instant.EPOCH;

    private final AssignmentPolicy policy;

    private OurPolicy(AssignmentPolicy policy) {
        this.policy = policy;
    }

    /// With dispatch-service's defaults, but the handling times of the instance, and a way as far as an order may take
    /// in
    /// the set: its cities are wider than a neighbourhood of a quarter of an hour.
    static OurPolicy of(MealDelivery instance) {
        return new OurPolicy(new LeastTotalLateness(
                Duration.ofMinutes(5),
                Duration.ofMinutes(90),
                Duration.ofMinutes(instance.pickupMinutes()),
                Duration.ofMinutes(instance.dropoffMinutes()),
                Duration.ofMinutes(10)));
    }

    @Override
    public List<Instruction> decide(Moment moment) {
        List<WaitingDelivery> deliveries = new ArrayList<>();
        for (int order : moment.waiting()) {
            deliveries.add(delivery(moment, order));
        }
        List<AvailableCourier> couriers = new ArrayList<>();
        Map<UUID, Map<UUID, Duration>> approach = new HashMap<>();
        for (OnDuty courier : moment.couriers()) {
            couriers.add(new AvailableCourier(
                    courierId(courier.index()), at(courier.freeAt()), courier.isFree(moment.minute())));
            Map<UUID, Duration> ways = new HashMap<>();
            for (int order : moment.waiting()) {
                if (moment.canPickUp(courier, order)) {
                    ways.put(orderId(order), Duration.ofMinutes(moment.approach(courier, order)));
                }
            }
            approach.put(courierId(courier.index()), ways);
        }
        return policy.plan(new Situation(at(moment.minute()), deliveries, couriers, approach)).matches().stream()
                .map(match -> new Instruction((int) match.courierId().getLeastSignificantBits(), (int)
                        match.deliveryId().getLeastSignificantBits()))
                .toList();
    }

    private static WaitingDelivery delivery(Moment moment, int index) {
        MealDelivery instance = moment.instance();
        MealDelivery.Order order = moment.order(index);
        Duration ride = Duration.ofMinutes(instance.minutes(order.restaurant(), order.door()));
        Instant best = at(order.readyAt())
                .plus(Duration.ofMinutes(instance.pickupMinutes()).dividedBy(2))
                .plus(ride)
                .plus(Duration.ofMinutes(instance.dropoffMinutes()).dividedBy(2));
        return new WaitingDelivery(orderId(index), at(order.readyAt()), best, ride, Set.of());
    }

    private static Instant at(int minute) {
        return MIDNIGHT.plus(Duration.ofMinutes(minute));
    }

    private static UUID courierId(int index) {
        return new UUID(1, index);
    }

    private static UUID orderId(int index) {
        return new UUID(2, index);
    }
}
