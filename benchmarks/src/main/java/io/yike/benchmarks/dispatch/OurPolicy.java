package io.yike.benchmarks.dispatch;

import io.yike.dispatch.assignment.AssignmentPolicy;
import io.yike.dispatch.assignment.Bundling;
import io.yike.dispatch.assignment.LeastTotalLateness;
import io.yike.dispatch.assignment.Situation;
import io.yike.dispatch.assignment.Situation.AvailableCourier;
import io.yike.dispatch.assignment.Situation.WaitingDelivery;
import io.yike.dispatch.assignment.Ways;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// The class that dispatch-service assigns by, told of the instance as the service tells it of its city.
///
/// The set has no promises. An order is promised for when a courier who stands at the restaurant would bring
/// it, so that lateness is click-to-door time less what nobody can do anything about.
final class OurPolicy implements Dispatcher {

    private static final Instant MIDNIGHT = Instant.EPOCH;

    /// The set's instructions are for one order; whoever has one takes the next when it is brought.
    private static final Bundling NO_BUNDLES = new Bundling(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private final AssignmentPolicy policy;

    private OurPolicy(AssignmentPolicy policy) {
        this.policy = policy;
    }

    /// With dispatch-service's defaults, but the handling times of the instance, and a way as far as an order
    /// may take in the set: its cities are wider than a neighbourhood of a quarter of an hour.
    static OurPolicy of(MealDelivery instance) {
        return new OurPolicy(new LeastTotalLateness(
                Duration.ofMinutes(5),
                Duration.ofMinutes(90),
                Duration.ofMinutes(instance.pickupMinutes()),
                Duration.ofMinutes(instance.dropoffMinutes()),
                Duration.ofMinutes(10),
                NO_BUNDLES));
    }

    @Override
    public List<Instruction> decide(Moment moment) {
        List<WaitingDelivery> deliveries = new ArrayList<>();
        for (int order : moment.waiting()) {
            deliveries.add(delivery(moment, order));
        }
        List<AvailableCourier> couriers = new ArrayList<>();
        int stops = 2 * moment.instance().orders().size();
        for (OnDuty courier : moment.couriers()) {
            couriers.add(new AvailableCourier(
                    courierId(courier.index()),
                    stops + couriers.size(),
                    at(Math.max(moment.minute(), courier.freeAt())),
                    courier.isFree(moment.minute()),
                    1,
                    List.of()));
        }
        Ways ways = (from, to) -> way(moment, from, to, stops);
        return policy.plan(new Situation(at(moment.minute()), deliveries, couriers, ways)).matches().stream()
                .map(match -> new Instruction((int) match.courierId().getLeastSignificantBits(), (int)
                        match.deliveryId().getLeastSignificantBits()))
                .toList();
    }

    /// The pickup of an order has twice its number, its drop-off the next; couriers come behind all of them.
    private static long way(Moment moment, int from, int to, int stops) {
        if (from >= stops) {
            OnDuty courier = moment.couriers().get(from - stops);
            return moment.canPickUp(courier, to / 2) ? minutes(moment.approach(courier, to / 2)) : Ways.NONE;
        }
        return from % 2 == 0 && from + 1 == to ? minutes(ride(moment, to / 2)) : Ways.NONE;
    }

    private static int ride(Moment moment, int index) {
        MealDelivery.Order order = moment.order(index);
        return moment.instance().minutes(order.restaurant(), order.door());
    }

    private static long minutes(int minutes) {
        return Duration.ofMinutes(minutes).toMillis();
    }

    private static WaitingDelivery delivery(Moment moment, int index) {
        MealDelivery instance = moment.instance();
        MealDelivery.Order order = moment.order(index);
        Duration ride = Duration.ofMinutes(ride(moment, index));
        Instant best = at(order.readyAt())
                .plus(Duration.ofMinutes(instance.pickupMinutes()).dividedBy(2))
                .plus(ride)
                .plus(Duration.ofMinutes(instance.dropoffMinutes()).dividedBy(2));
        return new WaitingDelivery(orderId(index), 2 * index, 2 * index + 1, at(order.readyAt()), best, Set.of());
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
