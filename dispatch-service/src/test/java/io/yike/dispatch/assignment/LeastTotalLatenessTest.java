package io.yike.dispatch.assignment;

import static io.yike.dispatch.assignment.Facts.at;
import static io.yike.dispatch.assignment.Facts.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.yike.dispatch.assignment.Facts.Bag;
import io.yike.dispatch.assignment.Facts.Rider;
import io.yike.dispatch.assignment.Plan.Match;
import io.yike.dispatch.assignment.Situation.AvailableCourier;
import io.yike.dispatch.assignment.Situation.WaitingDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Scenarios on a street of one minute's riding per letter; `c` is a courier, `P` a pickup, all bags are ready at 0 and
/// ride 4 minutes unless said otherwise.
class LeastTotalLatenessTest {

    private static final Bundling BUNDLING = new Bundling(Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(3));
    private static final UUID C1 = new UUID(1, 1);
    private static final UUID C2 = new UUID(1, 2);
    private static final UUID D1 = new UUID(2, 1);
    private static final UUID D2 = new UUID(2, 2);

    private final LeastTotalLateness policy = new LeastTotalLateness(
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofMinutes(10),
            BUNDLING);

    /// ```
    ///  c2 - - - - - - - - - P1 - c1 - - P2          P1 is 1 from c1 and 10 from c2,
    ///                                               P2 is 3 from c1 and 14 from c2
    /// ```
    /// P1 has all the time, P2 must be brought within 8 minutes. Nearest first gives c1 to P1, and P2 is 10 late.
    @Test
    void scenario1GreedyNearestLoses() {
        Situation situation = Facts.of(
                List.of(delivery(D1, 0, 20, 4), delivery(D2, 0, 8, 4)),
                List.of(free(C1), free(C2)),
                Map.of(C1, Map.of(D1, minutes(1), D2, minutes(3)), C2, Map.of(D1, minutes(10), D2, minutes(14))));

        Plan plan = policy.plan(situation);

        assertThat(pairs(plan)).containsExactlyInAnyOrder(pair(D1, C2), pair(D2, C1));
        assertThat(lateness(plan.matches())).isZero();
        assertThat(lateness(greedyNearest(situation))).isEqualTo(minutes(10));
    }

    /// `c1 - - P1`: the courier arrives at 3, the bag is ready at 5; they leave at 5.
    @Test
    void scenario2CourierAndBagMeet() {
        Plan plan = policy.plan(
                Facts.of(List.of(delivery(D1, 5, 20, 4)), List.of(free(C1)), Map.of(C1, Map.of(D1, minutes(3)))));

        assertThat(plan.matches()).containsExactly(match(at(3), at(5), at(9), minutes(9)));
    }

    /// `c1 - - P1`, bag ready at 9: the courier would wait 6 minutes, so a later batch offers it.
    @Test
    void scenario3NobodyIsSentTooEarly() {
        Plan plan = policy.plan(
                Facts.of(List.of(delivery(D1, 9, 30, 4)), List.of(free(C1)), Map.of(C1, Map.of(D1, minutes(3)))));

        assertThat(plan.matches()).isEmpty();
    }

    /// `c1 P1 - - - c2`: c1 has refused; c2 comes from farther.
    @Test
    void scenario4ARefusedDeliveryGoesToAnother() {
        Bag refused = new Bag(D1, 0, 20, 4, Set.of(C1));

        Plan plan = policy.plan(Facts.of(
                List.of(refused),
                List.of(free(C1), free(C2)),
                Map.of(C1, Map.of(D1, minutes(1)), C2, Map.of(D1, minutes(4)))));

        assertThat(pairs(plan)).containsExactly(pair(D1, C2));
    }

    /// `P1 - c1 - P2`: one courier, both late already; the one whose wait makes it later than its promise goes first.
    @Test
    void scenario5WithTooFewCouriersTheUrgentGoesFirst() {
        Plan plan = policy.plan(Facts.of(
                List.of(delivery(D1, 0, 40, 4), delivery(D2, 0, 10, 4)),
                List.of(free(C1)),
                Map.of(C1, Map.of(D1, minutes(2), D2, minutes(2)))));

        assertThat(pairs(plan)).containsExactly(pair(D2, C1));
    }

    /// Of two that are late anyway, the longer promised is not left behind for ever: both lose the same by waiting,
    /// and the nearer one goes.
    @Test
    void scenario6AmongTheLateTheRideDecides() {
        Plan plan = policy.plan(Facts.of(
                List.of(delivery(D1, 0, -30, 4), delivery(D2, 0, -10, 4)),
                List.of(free(C1)),
                Map.of(C1, Map.of(D1, minutes(2), D2, minutes(6)))));

        assertThat(pairs(plan)).containsExactly(pair(D1, C1));
    }

    /// c1 is busy until 6 and then 1 away; c2 is free and 9 away: the busy one is there first.
    @Test
    void scenario7ACourierWhoIsSoonFreeCountsFromThen() {
        Plan plan = policy.plan(Facts.of(
                List.of(delivery(D1, 0, 11, 4)),
                List.of(new Rider(C1, 6, true), free(C2)),
                Map.of(C1, Map.of(D1, minutes(1)), C2, Map.of(D1, minutes(9)))));

        assertThat(plan.matches()).containsExactly(match(at(7), at(7), at(11), minutes(5)));
    }

    /// A courier 31 minutes away is none.
    @Test
    void scenario8TooFarIsNotPossible() {
        Plan plan = policy.plan(
                Facts.of(List.of(delivery(D1, 0, 20, 4)), List.of(free(C1)), Map.of(C1, Map.of(D1, minutes(31)))));

        assertThat(plan.matches()).isEmpty();
    }

    /// c1 has their hands full until 3 and is then 1 away; c2 is free and 12 away: the bag waits for c1. Only when c1
    /// is no
    /// longer counted on does c2 go.
    @Test
    void scenario9ABagWaitsForWhoIsSoonThereInsteadOfWhoIsFarAway() {
        Rider soon = new Rider(C1, 3, false);
        Map<UUID, Map<UUID, Duration>> ways = Map.of(C1, Map.of(D1, minutes(1)), C2, Map.of(D1, minutes(12)));

        Plan counting = policy.plan(Facts.of(List.of(delivery(D1, 0, 8, 4)), List.of(soon, free(C2)), ways));
        Plan without = policy.plan(Facts.of(List.of(delivery(D1, 0, 8, 4)), List.of(free(C2)), ways));

        assertThat(counting.matches()).isEmpty();
        assertThat(pairs(without)).containsExactly(pair(D1, C2));
    }

    /// `c1 - - P1`: walking in takes 2, walking out 2; at the door 1 passes before the bag is handed over. The bag is
    /// needed
    /// at 5, or when it is ready.
    @Test
    void scenario10HandlingTakesHalfBeforeAndHalfAfter() {
        LeastTotalLateness handling =
                new LeastTotalLateness(minutes(5), minutes(30), minutes(4), minutes(2), minutes(10), BUNDLING);

        Plan bagWaits = handling.plan(
                Facts.of(List.of(delivery(D1, 0, 20, 4)), List.of(free(C1)), Map.of(C1, Map.of(D1, minutes(3)))));
        Plan courierWaits = handling.plan(
                Facts.of(List.of(delivery(D1, 8, 20, 4)), List.of(free(C1)), Map.of(C1, Map.of(D1, minutes(3)))));

        assertThat(bagWaits.matches()).containsExactly(match(at(3), at(7), at(12), minutes(13)));
        assertThat(courierWaits.matches()).containsExactly(match(at(3), at(10), at(15), minutes(16)));
    }

    @Test
    void theOrderOfTheFactsDoesNotMatter() {
        Random random = new Random(42);
        for (int instance = 0; instance < 200; instance++) {
            Situation situation = randomSituation(random);
            List<WaitingDelivery> deliveries = new ArrayList<>(situation.deliveries());
            List<AvailableCourier> couriers = new ArrayList<>(situation.couriers());
            Collections.shuffle(deliveries, random);
            Collections.shuffle(couriers, random);

            Plan shuffled = policy.plan(new Situation(Facts.NOW, deliveries, couriers, situation.ways()));

            assertThat(shuffled).isEqualTo(policy.plan(situation));
        }
    }

    /// Against trying every way of giving couriers to deliveries: as many matched, and no less lateness possible where
    /// all deliveries can be matched.
    @Test
    void noOtherPlanIsLessLate() {
        Random random = new Random(2026);
        int complete = 0;
        for (int instance = 0; instance < 1_000; instance++) {
            Situation situation = randomSituation(random);

            List<Match> plan = policy.matches(situation);

            Best best = bestOf(situation, 0, new HashSet<>());
            assertThat(plan).as("instance %d", instance).hasSize(best.matched());
            assertThat(plan).extracting(Match::courierId).doesNotHaveDuplicates();
            if (best.matched() == situation.deliveries().size()) {
                complete++;
                assertThat(lateness(plan)).as("instance %d", instance).isEqualTo(best.lateness());
            }
        }
        assertThat(complete).isGreaterThan(200);
    }

    private record Best(int matched, Duration lateness) {}

    private Best bestOf(Situation situation, int index, Set<UUID> taken) {
        if (index == situation.deliveries().size()) {
            return new Best(0, Duration.ZERO);
        }
        Best best = bestOf(situation, index + 1, taken);
        for (AvailableCourier courier : situation.couriers()) {
            Match match = policy.match(situation, situation.deliveries().get(index), courier)
                    .orElse(null);
            if (match != null && taken.add(courier.id())) {
                Best rest = bestOf(situation, index + 1, taken);
                taken.remove(courier.id());
                Best candidate = new Best(rest.matched() + 1, rest.lateness().plus(match.lateness()));
                if (candidate.matched() > best.matched()
                        || (candidate.matched() == best.matched()
                                && candidate.lateness().compareTo(best.lateness()) < 0)) {
                    best = candidate;
                }
            }
        }
        return best;
    }

    private static Situation randomSituation(Random random) {
        List<Bag> bags = new ArrayList<>();
        List<Rider> riders = new ArrayList<>();
        Map<UUID, Map<UUID, Duration>> approach = new HashMap<>();
        int deliveryCount = random.nextInt(1, 5);
        int courierCount = random.nextInt(1, 6);
        for (int d = 0; d < deliveryCount; d++) {
            bags.add(delivery(
                    new UUID(2, random.nextLong()),
                    random.nextInt(-5, 12),
                    random.nextInt(-10, 30),
                    random.nextInt(1, 12)));
        }
        for (int c = 0; c < courierCount; c++) {
            Rider rider = new Rider(new UUID(1, random.nextLong()), random.nextInt(0, 8), random.nextInt(4) > 0);
            riders.add(rider);
            Map<UUID, Duration> row = new HashMap<>();
            bags.forEach(bag -> row.put(bag.id(), minutes(random.nextInt(0, 34))));
            approach.put(rider.id(), row);
        }
        return Facts.of(bags, riders, approach);
    }

    private List<Match> greedyNearest(Situation situation) {
        List<Match> chosen = new ArrayList<>();
        Set<UUID> taken = new HashSet<>();
        for (WaitingDelivery delivery : situation.deliveries()) {
            situation.couriers().stream()
                    .filter(courier -> !taken.contains(courier.id()))
                    .min(Comparator.comparing(courier -> approach(situation, courier, delivery)))
                    .ifPresent(courier -> {
                        taken.add(courier.id());
                        policy.match(situation, delivery, courier).ifPresent(chosen::add);
                    });
        }
        return chosen;
    }

    private static Duration approach(Situation situation, AvailableCourier courier, WaitingDelivery delivery) {
        long way = situation.ways().millis(courier.place(), delivery.pickup());
        return way == Ways.NONE ? Duration.ofDays(1) : Duration.ofMillis(way);
    }

    private static Duration lateness(List<Match> matches) {
        return matches.stream().map(Match::lateness).reduce(Duration.ZERO, Duration::plus);
    }

    private static Bag delivery(UUID id, int readyMinute, int promiseMinute, int rideMinutes) {
        return new Bag(id, readyMinute, promiseMinute, rideMinutes, Set.of());
    }

    private static Rider free(UUID id) {
        return new Rider(id, 0, true);
    }

    private static Match match(Instant arrival, Instant pickupEta, Instant dropoffEta, Duration added) {
        return new Match(D1, C1, arrival, pickupEta, dropoffEta, Duration.ZERO, added, List.of());
    }

    private static List<String> pairs(Plan plan) {
        return plan.matches().stream()
                .map(match -> pair(match.deliveryId(), match.courierId()))
                .toList();
    }

    private static String pair(UUID delivery, UUID courier) {
        return delivery + " by " + courier;
    }
}
