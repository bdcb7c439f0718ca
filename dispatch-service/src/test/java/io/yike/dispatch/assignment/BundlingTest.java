package io.yike.dispatch.assignment;

import static io.yike.dispatch.assignment.Facts.NOW;
import static io.yike.dispatch.assignment.Facts.at;
import static io.yike.dispatch.assignment.Facts.bag;
import static io.yike.dispatch.assignment.Facts.idle;
import static io.yike.dispatch.assignment.Facts.minutes;
import static io.yike.dispatch.assignment.Facts.riding;
import static io.yike.dispatch.assignment.Facts.street;
import static org.assertj.core.api.Assertions.assertThat;

import io.yike.dispatch.assignment.Plan.Carried;
import io.yike.dispatch.assignment.Plan.Match;
import io.yike.dispatch.assignment.Situation.AvailableCourier;
import io.yike.dispatch.assignment.Situation.Stop;
import io.yike.dispatch.assignment.Situation.WaitingDelivery;
import io.yike.dispatch.assignment.Tour.Insertion;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Several deliveries in one trip, on a street of one minute's riding per letter: `c` is a courier, `P` a store, `D` a
/// door. Handling takes no time unless said otherwise; nothing may be held up by more than 10 minutes.
class BundlingTest {

    private static final UUID C1 = new UUID(1, 1);
    private static final UUID C2 = new UUID(1, 2);
    private static final UUID D1 = new UUID(2, 1);
    private static final UUID D2 = new UUID(2, 2);
    private static final UUID D3 = new UUID(2, 3);

    private final LeastTotalLateness policy = policy(0, 10);

    private static LeastTotalLateness policy(int tolerance, int detour) {
        return new LeastTotalLateness(
                minutes(5),
                minutes(30),
                minutes(0),
                minutes(0),
                minutes(10),
                new Bundling(minutes(tolerance), minutes(detour), minutes(3)));
    }

    /// ```
    ///  c1 - P - - - - D1 D2      . . .      c2 (20 from P)
    /// ```
    /// Two orders of one store to one street. Apart, c2 is at D2 at 26, 12 late; together c1 is there at 7.
    @Test
    void scenario1TwoOrdersOfOneStoreToOneStreetGoWithOneCourier() {
        Situation situation =
                street(List.of(bag(D1, 1, 6, 0, 14), bag(D2, 1, 7, 0, 14)), List.of(idle(C1, 0, 3), idle(C2, 21, 3)));

        List<Load> loads = policy.loads(situation);

        assertThat(carried(loads)).isEqualTo(Map.of(C1, Set.of(D1, D2)));
        Tour together = loads.getFirst().tour();
        assertThat(together.lateness()).isZero();
        Tour first = tour(situation, C1)
                .insert(delivery(situation, D1))
                .orElseThrow()
                .tour();
        Tour second = tour(situation, C2)
                .insert(delivery(situation, D2))
                .orElseThrow()
                .tour();
        assertThat(together.lateness()).isLessThan(first.lateness() + second.lateness());
        assertThat(together.time()).isLessThan(first.time() + second.time());
        assertThat(policy.plan(situation).matches())
                .extracting(Match::courierId)
                .containsExactly(C1);
    }

    /// Scenario 1, three seconds later: c1 has taken D1 and is on the way to the store. D2 is added; both bags are
    /// fetched before D1 is brought, which is not held up at all.
    @Test
    void scenario2TheSecondIsAddedToTheTripOfTheFirst() {
        AvailableCourier courier = riding(C1, 0, 2, new Stop.Pickup(D1, 1, NOW), new Stop.Dropoff(D1, 6, at(14)));

        Plan plan = policy.plan(street(List.of(bag(D2, 1, 7, 0, 14)), List.of(courier, idle(C2, 21, 3))));

        assertThat(plan.matches())
                .containsExactly(new Match(
                        D2, C1, at(1), at(1), at(7), minutes(0), minutes(1), List.of(new Carried(D1, at(1), at(6)))));
    }

    /// `D2 - - P2 - - c1 - - - - - D1`: to fetch P2 first would bring D1 at 11 instead of 6, promised for 8. So D2
    /// comes
    /// after it, and it is only a question of who is there first.
    @Test
    void scenario3ABundleThatWouldBreakThePromiseIsRefused() {
        AvailableCourier courier = riding(C1, 6, 2, new Stop.Dropoff(D1, 12, at(8)));
        WaitingDelivery other = bag(D2, 3, 0, 0, 7);

        Match strict =
                policy.plan(street(List.of(other), List.of(courier))).matches().getFirst();
        Match loose = policy(30, 60)
                .plan(street(List.of(other), List.of(courier)))
                .matches()
                .getFirst();

        assertThat(strict.others()).containsExactly(new Carried(D1, null, at(6)));
        assertThat(strict.dropoffEta()).isEqualTo(at(18));
        assertThat(loose.dropoffEta()).isEqualTo(at(6));
    }

    /// Late already, by 2: it is not held up by a second for another one, whatever the tolerance.
    @Test
    void scenario4WhatIsLateAlreadyIsNotHeldUp() {
        AvailableCourier courier = riding(C1, 6, 2, new Stop.Dropoff(D1, 12, at(4)));

        Plan plan = policy(1, 60).plan(street(List.of(bag(D2, 5, 13, 0, 9)), List.of(courier)));

        assertThat(plan.matches()).extracting(Match::others).containsExactly(List.of(new Carried(D1, null, at(6))));
    }

    /// A promise in an hour: a bag is not carried about for longer than the detour all the same.
    @Test
    void scenario5NoBagIsCarriedAboutForLong() {
        AvailableCourier courier = riding(C1, 0, 2, new Stop.Dropoff(D1, 20, at(60)));
        WaitingDelivery sideways = bag(D2, -6, 21, 0, 25);

        Match near = policy(0, 12)
                .plan(street(List.of(sideways), List.of(courier)))
                .matches()
                .getFirst();
        Match far = policy(0, 11).plan(street(List.of(sideways), List.of(courier))).matches().stream()
                .findFirst()
                .orElse(null);

        assertThat(near.others()).containsExactly(new Carried(D1, null, at(32)));
        assertThat(far).isNull();
    }

    /// `c1 - P1 - - - - - - D1`, `P2` at 3, `D2` at 5, c2 idle at 9. Nearest first takes P2's nearest courier, c1 at 3
    /// from it, and brings D1 late; the policy leaves D1 alone and sends c2.
    @Test
    void scenario6GreedyNearestLoses() {
        AvailableCourier courier = riding(C1, 0, 2, new Stop.Pickup(D1, 2, NOW), new Stop.Dropoff(D1, 9, at(9)));
        WaitingDelivery other = bag(D2, 3, -5, 0, 15);
        Situation situation = street(List.of(other), List.of(courier, idle(C2, 9, 3)));

        Plan plan = policy.plan(situation);

        assertThat(plan.matches()).extracting(Match::courierId).containsExactly(C2);
        assertThat(plan.matches().getFirst().lateness()).isZero();
        Match nearest = policy(60, 60).match(situation, other, courier).orElseThrow();
        boolean somebodyIsLate = nearest.lateness().isPositive()
                || nearest.others().getFirst().dropoffEta().isAfter(at(9));
        assertThat(somebodyIsLate).isTrue();
    }

    /// Room for two: the third is offered when one is handed over; until then it is only counted on.
    @Test
    void scenario7NobodyIsGivenMoreThanTheyHaveRoomFor() {
        AvailableCourier full = riding(C1, 0, 0, new Stop.Dropoff(D1, 2, at(30)), new Stop.Dropoff(D2, 6, at(30)));
        WaitingDelivery third = bag(D3, 1, 7, 0, 30);
        Situation situation = street(List.of(third), List.of(full));

        assertThat(policy.plan(situation).matches()).isEmpty();
        assertThat(policy.matches(situation)).extracting(Match::arrival).containsExactly(at(3));
    }

    /// At one store the courier walks in and out once: 4 minutes of handling, not 8.
    @Test
    void scenario8SeveralBagsOfOneStoreAreFetchedAtOnce() {
        LeastTotalLateness handling = new LeastTotalLateness(
                minutes(5),
                minutes(30),
                minutes(4),
                minutes(2),
                minutes(10),
                new Bundling(minutes(0), minutes(10), minutes(3)));
        AvailableCourier courier = riding(C1, 0, 1, new Stop.Pickup(D1, 1, NOW), new Stop.Dropoff(D1, 6, at(20)));

        Match added = handling.plan(street(List.of(bag(D2, 1, 6, 0, 20)), List.of(courier)))
                .matches()
                .getFirst();

        assertThat(added.arrival()).isEqualTo(at(1));
        assertThat(added.pickupEta()).isEqualTo(at(5));
        assertThat(List.of(added.dropoffEta(), added.others().getFirst().dropoffEta()))
                .containsExactlyInAnyOrder(at(11), at(13));
    }

    /// Against trying all orders of the stops that keep those of the trip: no less lateness, and no less time for it.
    @Test
    void noOtherInsertionIsBetter() {
        Random random = new Random(2027);
        LeastTotalLateness anyDistance = new LeastTotalLateness(
                minutes(5),
                minutes(300),
                minutes(0),
                minutes(0),
                minutes(10),
                new Bundling(minutes(0), minutes(10), minutes(3)));
        int possible = 0;
        int bundled = 0;
        for (int instance = 0; instance < 2_000; instance++) {
            Situation situation = randomTrip(random);
            Tour before = tour(anyDistance, situation, C1);
            WaitingDelivery delivery = situation.deliveries().getFirst();

            Optional<Insertion> found = before.insert(delivery);

            Optional<Score> best = bestOrder(situation, delivery);
            assertThat(found.isPresent()).as("instance %d", instance).isEqualTo(best.isPresent());
            if (found.isPresent()) {
                Tour after = found.get().tour();
                assertThat(new Score(after.lateness(), after.time()))
                        .as("instance %d", instance)
                        .isEqualTo(best.orElseThrow());
                possible++;
                bundled += found.get().dropoff() - found.get().pickup() > 1 ? 1 : 0;
            }
        }
        assertThat(possible).isGreaterThan(1_000);
        assertThat(bundled).isGreaterThan(200);
    }

    /// How much is given away by keeping the order: against all orders of all stops, one by one, of trips that were put
    /// together by insertion.
    @Test
    void tripsPutTogetherByInsertionAreNearlyAsGoodAsAnyOrder() {
        Random random = new Random(2028);
        long inserted = 0;
        long best = 0;
        int same = 0;
        int instances = 400;
        for (int instance = 0; instance < instances; instance++) {
            AvailableCourier courier = idle(C1, random.nextInt(0, 20), 3);
            List<WaitingDelivery> deliveries = new ArrayList<>();
            for (UUID id : List.of(D1, D2, D3)) {
                deliveries.add(bag(id, random.nextInt(0, 20), random.nextInt(0, 20), random.nextInt(-5, 6), 60));
            }
            LeastTotalLateness free = policy(1_000, 1_000);
            Situation situation = street(deliveries, List.of(courier));
            Tour tour = tour(free, situation, C1);
            for (WaitingDelivery delivery : deliveries) {
                tour = tour.insert(delivery).orElseThrow().tour();
            }
            Score any = bestOfAnyOrder(courier, deliveries);
            assertThat(tour.lateness()).isGreaterThanOrEqualTo(any.lateness());
            inserted += tour.time();
            best += any.time();
            same += tour.time() == any.time() ? 1 : 0;
        }
        assertThat(inserted).isLessThan(best * 105 / 100);
        assertThat(same).isGreaterThan(instances * 6 / 10);
    }

    @Test
    void theOrderOfTheFactsDoesNotMatterToBundles() {
        Random random = new Random(43);
        for (int instance = 0; instance < 200; instance++) {
            Situation situation = randomNeighbourhood(random, 6, 4);
            List<WaitingDelivery> deliveries = new ArrayList<>(situation.deliveries());
            List<AvailableCourier> couriers = new ArrayList<>(situation.couriers());
            Collections.shuffle(deliveries, random);
            Collections.shuffle(couriers, random);

            Plan shuffled = policy.plan(new Situation(NOW, deliveries, couriers, situation.ways()));

            assertThat(shuffled).isEqualTo(policy.plan(situation));
        }
    }

    /// Whatever is planned: nothing carried is handed over later than promised because of it, nor held up by more than
    /// the detour.
    @Test
    void noPlanBreaksAPromiseThatWasKept() {
        Random random = new Random(44);
        int additions = 0;
        for (int instance = 0; instance < 500; instance++) {
            Situation situation = randomNeighbourhood(random, 8, 5);

            Plan plan = policy.plan(situation);

            assertThat(plan.matches()).extracting(Match::courierId).doesNotHaveDuplicates();
            assertThat(plan.matches()).extracting(Match::deliveryId).doesNotHaveDuplicates();
            for (Match match : plan.matches()) {
                AvailableCourier courier = situation.couriers().stream()
                        .filter(candidate -> candidate.id().equals(match.courierId()))
                        .findFirst()
                        .orElseThrow();
                assertThat(courier.room()).isPositive();
                for (Carried carried : match.others()) {
                    additions++;
                    Stop.Dropoff dropoff = courier.trip().stream()
                            .filter(Stop.Dropoff.class::isInstance)
                            .map(Stop.Dropoff.class::cast)
                            .filter(stop -> stop.deliveryId().equals(carried.deliveryId()))
                            .findFirst()
                            .orElseThrow();
                    var without = without(courier, carried.deliveryId());
                    assertThat(carried.dropoffEta())
                            .isBeforeOrEqualTo(without.isAfter(dropoff.promiseAt()) ? without : dropoff.promiseAt())
                            .isBeforeOrEqualTo(without.plus(minutes(10)));
                }
            }
        }
        assertThat(additions).isGreaterThan(300);
    }

    /// A city at noon, of which a tenth would be a busy neighbourhood: it is planned every few seconds, so it has to be
    /// quick. The limit is wide for slow machines, and counts processor time; it takes a fraction of it.
    @Test
    void aBatchOfACityIsPlannedQuickly() {
        Situation city = randomNeighbourhood(new Random(45), 300, 400);
        policy.plan(randomNeighbourhood(new Random(46), 60, 60));

        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        Plan plan = policy.plan(city);
        Duration took = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);

        assertThat(plan.matches()).hasSizeGreaterThan(100);
        assertThat(took).isLessThan(Duration.ofSeconds(3));
    }

    private record Score(long lateness, long time) {}

    private static final Comparator<Score> BETTER =
            Comparator.comparingLong(Score::lateness).thenComparingLong(Score::time);

    /// All places for pickup and drop-off, each walked by itself, by the rules as they are written down.
    private static Optional<Score> bestOrder(Situation situation, WaitingDelivery delivery) {
        AvailableCourier courier = situation.couriers().getFirst();
        List<Stop> trip = courier.trip();
        List<Score> scores = new ArrayList<>();
        for (int i = 0; i <= trip.size(); i++) {
            for (int j = i; j <= trip.size(); j++) {
                List<Stop> order = new ArrayList<>(trip);
                order.add(j, new Stop.Dropoff(delivery.id(), delivery.dropoff(), delivery.promiseAt()));
                order.add(i, new Stop.Pickup(delivery.id(), delivery.pickup(), delivery.readyAt()));
                if (isAllowed(courier, delivery, order)) {
                    scores.add(score(courier, order));
                }
            }
        }
        return scores.stream().min(BETTER);
    }

    private static boolean isAllowed(AvailableCourier courier, WaitingDelivery delivery, List<Stop> order) {
        Map<UUID, Long> before = handedOver(courier, courier.trip());
        Map<UUID, Long> after = handedOver(courier, order);
        long fetched = fetched(courier, order, delivery.id());
        long direct = Facts.along(delivery.pickup(), delivery.dropoff());
        return handedOver(after, delivery.id()) - fetched
                        <= direct + minutes(10).toMillis()
                && courier.trip().stream()
                        .filter(Stop.Dropoff.class::isInstance)
                        .map(Stop.Dropoff.class::cast)
                        .allMatch(stop -> {
                            long was = handedOver(before, stop.deliveryId());
                            long is = handedOver(after, stop.deliveryId());
                            return is <= was
                                    || (is <= millis(stop.promiseAt())
                                            && is - was <= minutes(10).toMillis());
                        });
    }

    private static long handedOver(Map<UUID, Long> times, UUID deliveryId) {
        return Objects.requireNonNull(times.get(deliveryId));
    }

    private static Map<UUID, Long> handedOver(AvailableCourier courier, List<Stop> order) {
        Map<UUID, Long> times = new HashMap<>();
        walk(courier, order).forEach((stop, at) -> {
            if (stop instanceof Stop.Dropoff) {
                times.put(stop.deliveryId(), at);
            }
        });
        return times;
    }

    private static long fetched(AvailableCourier courier, List<Stop> order, UUID id) {
        return walk(courier, order).entrySet().stream()
                .filter(entry -> entry.getKey() instanceof Stop.Pickup pickup
                        && pickup.deliveryId().equals(id))
                .mapToLong(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static Map<Stop, Long> walk(AvailableCourier courier, List<Stop> order) {
        Map<Stop, Long> times = new LinkedHashMap<>();
        long at = 0;
        int place = courier.place();
        for (Stop stop : order) {
            at += Facts.along(place, stop.place());
            place = stop.place();
            if (stop instanceof Stop.Pickup pickup) {
                at = Math.max(at, millis(pickup.readyAt()));
            }
            times.put(stop, at);
        }
        return times;
    }

    private static Score score(AvailableCourier courier, List<Stop> order) {
        long end = 0;
        long late = 0;
        long waits = 0;
        for (Map.Entry<Stop, Long> entry : walk(courier, order).entrySet()) {
            end = entry.getValue();
            if (entry.getKey() instanceof Stop.Dropoff dropoff) {
                late += Math.max(0, end - millis(dropoff.promiseAt()));
                waits += end;
            }
        }
        return new Score(late, end + waits);
    }

    private static Score bestOfAnyOrder(AvailableCourier courier, List<WaitingDelivery> deliveries) {
        List<Stop> stops = new ArrayList<>();
        for (WaitingDelivery delivery : deliveries) {
            stops.add(new Stop.Pickup(delivery.id(), delivery.pickup(), delivery.readyAt()));
            stops.add(new Stop.Dropoff(delivery.id(), delivery.dropoff(), delivery.promiseAt()));
        }
        return orders(stops, List.of(), new HashSet<>()).stream()
                .map(order -> score(courier, order))
                .min(BETTER)
                .orElseThrow();
    }

    private static List<List<Stop>> orders(List<Stop> left, List<Stop> done, Set<UUID> fetched) {
        if (left.isEmpty()) {
            return List.of(done);
        }
        List<List<Stop>> orders = new ArrayList<>();
        for (Stop next : left) {
            if (next instanceof Stop.Dropoff && !fetched.contains(next.deliveryId())) {
                continue;
            }
            List<Stop> rest = new ArrayList<>(left);
            rest.remove(next);
            List<Stop> further = new ArrayList<>(done);
            further.add(next);
            Set<UUID> inHand = new HashSet<>(fetched);
            inHand.add(next.deliveryId());
            orders.addAll(orders(rest, further, inHand));
        }
        return orders;
    }

    private static Situation randomTrip(Random random) {
        List<Stop> trip = new ArrayList<>();
        for (UUID id : List.of(D1, D2)) {
            Stop dropoff = new Stop.Dropoff(id, random.nextInt(0, 15), at(random.nextInt(0, 60)));
            switch (random.nextInt(3)) {
                case 0 -> trip.add(random.nextInt(trip.size() + 1), dropoff);
                case 1 -> {
                    int pickup = random.nextInt(trip.size() + 1);
                    trip.add(pickup, new Stop.Pickup(id, random.nextInt(0, 15), at(random.nextInt(-5, 12))));
                    trip.add(random.nextInt(pickup + 1, trip.size() + 1), dropoff);
                }
                default -> {
                    // Only the other one is carried.
                }
            }
        }
        WaitingDelivery delivery =
                bag(D3, random.nextInt(0, 15), random.nextInt(0, 15), random.nextInt(-5, 12), random.nextInt(0, 40));
        return street(List.of(delivery), List.of(riding(C1, random.nextInt(0, 15), 1, trip.toArray(Stop[]::new))));
    }

    private static Situation randomNeighbourhood(Random random, int deliveryCount, int courierCount) {
        List<WaitingDelivery> deliveries = new ArrayList<>();
        List<AvailableCourier> couriers = new ArrayList<>();
        for (int d = 0; d < deliveryCount; d++) {
            deliveries.add(bag(
                    new UUID(2, random.nextLong()),
                    random.nextInt(0, 20),
                    random.nextInt(0, 20),
                    random.nextInt(-5, 8),
                    random.nextInt(5, 35)));
        }
        for (int c = 0; c < courierCount; c++) {
            List<Stop> trip = new ArrayList<>();
            int carried = random.nextInt(0, 3);
            for (int held = 0; held < carried; held++) {
                UUID id = new UUID(3, random.nextLong());
                if (random.nextBoolean()) {
                    trip.add(new Stop.Pickup(id, random.nextInt(0, 20), at(random.nextInt(-5, 8))));
                }
                trip.add(new Stop.Dropoff(id, random.nextInt(0, 20), at(random.nextInt(10, 60))));
            }
            couriers.add(new AvailableCourier(
                    new UUID(1, random.nextLong()),
                    random.nextInt(0, 20),
                    NOW,
                    random.nextInt(5) > 0,
                    3 - carried,
                    trip));
        }
        return street(deliveries, couriers);
    }

    private static Instant without(AvailableCourier courier, UUID deliveryId) {
        return NOW.plusMillis(handedOver(handedOver(courier, courier.trip()), deliveryId));
    }

    private Tour tour(Situation situation, UUID courierId) {
        return tour(policy, situation, courierId);
    }

    private static Tour tour(LeastTotalLateness policy, Situation situation, UUID courierId) {
        AvailableCourier courier = situation.couriers().stream()
                .filter(candidate -> candidate.id().equals(courierId))
                .findFirst()
                .orElseThrow();
        return Tour.of(policy.rules(situation), courier).orElseThrow();
    }

    private static WaitingDelivery delivery(Situation situation, UUID id) {
        return situation.deliveries().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Map<UUID, Set<UUID>> carried(List<Load> loads) {
        return loads.stream()
                .collect(Collectors.toMap(
                        load -> load.before().courier().id(),
                        load -> load.deliveries().stream()
                                .map(WaitingDelivery::id)
                                .collect(Collectors.toSet())));
    }

    private static long millis(Instant instant) {
        return Duration.between(NOW, instant).toMillis();
    }
}
