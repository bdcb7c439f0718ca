package io.yike.dispatch.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.dispatch.assignment.Plan.Carried;
import io.yike.dispatch.assignment.Plan.Match;
import io.yike.dispatch.assignment.Situation.AvailableCourier;
import io.yike.dispatch.assignment.Situation.Stop;
import io.yike.dispatch.assignment.Situation.WaitingDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A lunch hour in which too many orders come at once, played second by second: couriers answer at once and ride as
/// they were expected to. Once they take one delivery after the other, once several in one trip.
class RushTest {

    private static final Bundling NONE = new Bundling(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    private static final Bundling SEVERAL =
            new Bundling(Duration.ofMinutes(1), Duration.ofMinutes(8), Duration.ofMinutes(3));

    private static final int ORDERS = 50;
    private static final int COURIERS = 9;
    private static final int STORES = 6;
    private static final long HANDLING = 60_000;

    @Test
    void aRushIsBroughtEarlierAndWithLessRidingInTripsOfSeveral() {
        Hour oneByOne = new Hour(0, 0);
        Hour together = new Hour(0, 0);
        for (int seed = 0; seed < 3; seed++) {
            oneByOne = oneByOne.plus(new Rush(new Random(seed), NONE, 1).play());
            together = together.plus(new Rush(new Random(seed), SEVERAL, 3).play());
        }

        assertThat(together.lateness()).isLessThan(oneByOne.lateness() * 80 / 100);
        assertThat(together.work()).isLessThan(oneByOne.work() * 90 / 100);
    }

    /// @param lateness of all hand-overs together, in milliseconds
    /// @param work how long couriers were under way, in milliseconds
    private record Hour(long lateness, long work) {

        Hour plus(Hour other) {
            return new Hour(lateness + other.lateness, work + other.work);
        }
    }

    private record Place(double x, double y) {}

    private static final class Rider {

        private final UUID id;
        private Place at;
        private long busyUntil;
        private List<Stop> trip = new ArrayList<>();

        Rider(UUID id, Place at) {
            this.id = id;
            this.at = at;
        }

        long carried() {
            return trip.stream().filter(Stop.Dropoff.class::isInstance).count();
        }
    }

    private static final class Rush {

        private final LeastTotalLateness policy;
        private final int most;
        private final List<Place> places = new ArrayList<>();
        private final Map<UUID, WaitingDelivery> orders = new HashMap<>();
        private final Map<UUID, Long> acceptedAt = new HashMap<>();
        private final List<WaitingDelivery> waiting = new ArrayList<>();
        private final List<Rider> riders = new ArrayList<>();
        private long lateness;
        private long work;

        Rush(Random random, Bundling bundling, int most) {
            this.most = most;
            this.policy = new LeastTotalLateness(
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofMillis(HANDLING),
                    Duration.ofMillis(HANDLING),
                    Duration.ofMinutes(10),
                    bundling);
            for (int store = 0; store < STORES; store++) {
                places.add(new Place(random.nextDouble(2_000), random.nextDouble(2_000)));
            }
            for (int order = 0; order < ORDERS; order++) {
                int store = random.nextInt(STORES);
                Place from = places.get(store);
                places.add(new Place(from.x() + 600 * random.nextGaussian(), from.y() + 600 * random.nextGaussian()));
                long accepted = random.nextLong(20 * 60_000);
                Instant ready = at(accepted + 60_000 * random.nextLong(2, 8));
                UUID id = new UUID(2, order);
                acceptedAt.put(id, accepted);
                orders.put(
                        id,
                        new WaitingDelivery(id, store, places.size() - 1, ready, at(accepted + 20 * 60_000), Set.of()));
            }
            for (int rider = 0; rider < COURIERS; rider++) {
                riders.add(
                        new Rider(new UUID(1, rider), new Place(random.nextDouble(2_000), random.nextDouble(2_000))));
            }
        }

        Hour play() {
            waiting.addAll(orders.values());
            waiting.sort(Comparator.comparing(WaitingDelivery::id));
            long now = 0;
            while (!waiting.isEmpty() || riders.stream().anyMatch(rider -> rider.carried() > 0)) {
                for (Rider rider : riders) {
                    ride(rider, now);
                }
                if (now % 5_000 == 0) {
                    plan(now);
                }
                now += 1_000;
                assertThat(now).as("it ends").isLessThan(5 * 60 * 60_000L);
            }
            return new Hour(lateness, work);
        }

        private void ride(Rider rider, long now) {
            if (rider.trip.isEmpty()) {
                return;
            }
            work += 1_000;
            if (now < rider.busyUntil) {
                return;
            }
            Stop next = rider.trip.getFirst();
            Place to = places.get(next.place());
            double metres = Math.hypot(to.x() - rider.at.x(), to.y() - rider.at.y());
            double second = 4.5 / 1.3;
            if (metres > second) {
                rider.at = new Place(
                        rider.at.x() + (to.x() - rider.at.x()) * second / metres,
                        rider.at.y() + (to.y() - rider.at.y()) * second / metres);
                return;
            }
            rider.at = to;
            switch (next) {
                case Stop.Pickup pickup -> {
                    if (!pickup.readyAt().isAfter(at(now))) {
                        rider.trip.removeFirst();
                        Stop then = rider.trip.getFirst();
                        boolean another = then instanceof Stop.Pickup && then.place() == next.place();
                        rider.busyUntil = another ? now : now + HANDLING;
                    }
                }
                case Stop.Dropoff dropoff -> {
                    rider.trip.removeFirst();
                    rider.busyUntil = now + HANDLING;
                    lateness += Math.max(
                            0,
                            Duration.between(dropoff.promiseAt(), at(now + HANDLING / 2))
                                    .toMillis());
                }
            }
        }

        private void plan(long now) {
            List<WaitingDelivery> known = waiting.stream()
                    .filter(delivery -> now >= acceptedAt.getOrDefault(delivery.id(), 0L))
                    .toList();
            List<AvailableCourier> couriers = new ArrayList<>();
            for (int i = 0; i < riders.size(); i++) {
                Rider rider = riders.get(i);
                int room = (int) (most - rider.carried());
                couriers.add(new AvailableCourier(
                        rider.id, places.size() + i, at(Math.max(now, rider.busyUntil)), room > 0, room, rider.trip));
            }
            Plan plan = policy.plan(new Situation(at(now), known, couriers, this::way));
            for (Match match : plan.matches()) {
                Rider rider = riders.get((int) match.courierId().getLeastSignificantBits());
                WaitingDelivery delivery = Objects.requireNonNull(orders.get(match.deliveryId()));
                rider.trip = with(rider.trip, delivery, match);
                waiting.remove(delivery);
            }
        }

        /// By the times that the match names, as the service has it.
        private static List<Stop> with(List<Stop> trip, WaitingDelivery added, Match match) {
            Map<Stop, Instant> times = new HashMap<>();
            for (Stop stop : trip) {
                Carried carried = match.others().stream()
                        .filter(other -> other.deliveryId().equals(stop.deliveryId()))
                        .findFirst()
                        .orElseThrow();
                Instant pickupEta = carried.pickupEta();
                times.put(stop, stop instanceof Stop.Pickup && pickupEta != null ? pickupEta : carried.dropoffEta());
            }
            times.put(new Stop.Pickup(added.id(), added.pickup(), added.readyAt()), match.pickupEta());
            times.put(new Stop.Dropoff(added.id(), added.dropoff(), added.promiseAt()), match.dropoffEta());
            return new ArrayList<>(times.entrySet().stream()
                    .sorted(Map.Entry.<Stop, Instant>comparingByValue()
                            .thenComparing(entry -> entry.getKey() instanceof Stop.Dropoff)
                            .thenComparing(entry -> entry.getKey().deliveryId()))
                    .map(Map.Entry::getKey)
                    .toList());
        }

        private long way(int from, int to) {
            Place start = from < places.size() ? places.get(from) : riders.get(from - places.size()).at;
            Place end = places.get(to);
            return Math.round(Math.hypot(start.x() - end.x(), start.y() - end.y()) * 1.3 / 4.5 * 1_000);
        }
    }

    private static Instant at(long millis) {
        return Facts.NOW.plusMillis(millis);
    }
}
