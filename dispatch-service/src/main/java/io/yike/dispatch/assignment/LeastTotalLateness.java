package io.yike.dispatch.assignment;

import io.yike.dispatch.assignment.Plan.Match;
import io.yike.dispatch.assignment.Situation.AvailableCourier;
import io.yike.dispatch.assignment.Situation.WaitingDelivery;
import io.yike.dispatch.assignment.Tour.Insertion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// As many deliveries as possible get a courier, and their total lateness is the least; among equals, couriers are
/// under way and recipients wait the least.
///
/// The naive policy, nearest courier first, gives the courier between two bags to whichever is looked at first and
/// leaves the other with one who comes too late. Here the whole batch is one assignment problem, solved exactly by
/// [LeastCostAssignment]: a row per delivery, a column per courier, and one column per delivery for "waits for the
/// next batch", which costs more than any lateness. A pair costs what the delivery adds to the courier's trip where it
/// is best put in ([Tour]), be the trip empty or not.
///
/// A courier is asked one thing at a time, so each column takes one row. Where one courier would better bring two of
/// the batch than two couriers one each, the second leaves its own and waits for the first to be answered: the next
/// batch offers it as an addition.
///
/// Couriers who cannot be asked now but are soon free take part: a delivery that one of them would bring earliest is
/// left to a later batch, instead of sending somebody from far away. So are deliveries whose courier would stand at the
/// store longer than `longestWait`: until then a better match may come.
///
/// A pair is not possible when the delivery was refused by the courier, when the courier is away longer than
/// `farthest`, or when what is carried already would suffer more than `bundling` allows.
///
/// @param longestWait how long a courier may be made to wait for a bag
/// @param farthest the longest way to a pickup, what is done before included
/// @param pickupHandling from arriving at the store to leaving it; the bag is needed half-way
/// @param dropoffHandling from arriving at the door to leaving it; the bag is handed over half-way
/// @param patience how much later a delivery is expected to be brought when it is left to a later batch
public record LeastTotalLateness(
        Duration longestWait,
        Duration farthest,
        Duration pickupHandling,
        Duration dropoffHandling,
        Duration patience,
        Bundling bundling)
        implements AssignmentPolicy {

    /// More than a whole batch of the longest latenesses; leaves room to sum thousands of rows.
    private static final long LEFT_OUT = 1L << 42;

    private static final long IMPOSSIBLE = 1L << 50;

    /// Each pass over the batch takes deliveries together that were apart; few find anything after the first.
    private static final int PASSES = 3;

    @Override
    public Plan plan(Situation situation) {
        List<Match> offers = new ArrayList<>();
        for (Load load : loads(situation)) {
            AvailableCourier courier = load.before().courier();
            if (courier.askable() && courier.room() > 0) {
                load.deliveries().stream()
                        .flatMap(delivery -> offer(load, delivery).stream())
                        .min(Comparator.comparing(Match::pickupEta).thenComparing(Match::deliveryId))
                        .ifPresent(offers::add);
            }
        }
        return new Plan(offers);
    }

    /// Empty while the courier would be sent too early. What else the load has is not counted on: it is not asked yet.
    private Optional<Match> offer(Load load, WaitingDelivery delivery) {
        return load.before()
                .insert(delivery)
                .map(load.before()::match)
                .filter(match -> !match.arrival().plus(longestWait).isBefore(delivery.readyAt()));
    }

    /// Everything that is planned, for now or for later, each as if its courier were given nothing else.
    List<Match> matches(Situation situation) {
        return loads(situation).stream()
                .flatMap(load -> load.deliveries().stream()
                        .flatMap(delivery -> load.before().insert(delivery).stream())
                        .map(load.before()::match))
                .toList();
    }

    /// What the courier would do for the delivery; empty when the pair is not possible.
    Optional<Match> match(Situation situation, WaitingDelivery delivery, AvailableCourier courier) {
        return Tour.of(rules(situation), courier)
                .flatMap(tour -> tour.insert(delivery).map(tour::match));
    }

    /// What each courier would bring of the batch; those who would bring nothing are left out.
    List<Load> loads(Situation situation) {
        List<WaitingDelivery> deliveries = situation.deliveries().stream()
                .sorted(Comparator.comparing(WaitingDelivery::promiseAt).thenComparing(WaitingDelivery::id))
                .toList();
        Tour.Rules rules = rules(situation);
        List<Tour> tours = situation.couriers().stream()
                .sorted(Comparator.comparing(AvailableCourier::id))
                .flatMap(courier -> Tour.of(rules, courier).stream())
                .toList();
        if (deliveries.isEmpty() || tours.isEmpty()) {
            return List.of();
        }
        List<Load> loads = assign(rules, deliveries, tours);
        takeTogether(situation.ways(), loads);
        return loads.stream().filter(load -> !load.deliveries().isEmpty()).toList();
    }

    Tour.Rules rules(Situation situation) {
        return new Tour.Rules(
                situation.now(),
                situation.ways(),
                pickupHandling.toMillis(),
                dropoffHandling.toMillis(),
                farthest.toMillis(),
                bundling.tolerance().toMillis(),
                bundling.longestDetour().toMillis());
    }

    /// Each delivery with a courier of its own.
    private List<Load> assign(Tour.Rules rules, List<WaitingDelivery> deliveries, List<Tour> tours) {
        List<List<Optional<Insertion>>> insertions = new ArrayList<>();
        long[][] cost = new long[deliveries.size()][tours.size() + deliveries.size()];
        for (int row = 0; row < deliveries.size(); row++) {
            WaitingDelivery delivery = deliveries.get(row);
            Tour.Candidate candidate = Tour.candidate(rules, delivery);
            List<Optional<Insertion>> insertionsOfRow = new ArrayList<>();
            for (int column = 0; column < tours.size(); column++) {
                Optional<Insertion> insertion = tours.get(column).insert(candidate);
                insertionsOfRow.add(insertion);
                cost[row][column] = insertion.map(Insertion::cost).orElse(IMPOSSIBLE);
            }
            insertions.add(insertionsOfRow);
            for (int other = 0; other < deliveries.size(); other++) {
                cost[row][tours.size() + other] = other == row ? LEFT_OUT + costOfWaiting(rules, delivery) : IMPOSSIBLE;
            }
        }
        int[] columnOf = LeastCostAssignment.solve(cost);
        List<Load> loads = new ArrayList<>();
        tours.forEach(tour -> loads.add(new Load(tour)));
        for (int row = 0; row < columnOf.length; row++) {
            if (columnOf[row] < tours.size()) {
                insertions.get(row).get(columnOf[row]).ifPresent(loads.get(columnOf[row])::add);
            }
        }
        return loads;
    }

    /// Moves deliveries to couriers who are given another one from near by, wherever that is better than two trips.
    private void takeTogether(Ways ways, List<Load> loads) {
        boolean moved = true;
        for (int pass = 0; moved && pass < PASSES; pass++) {
            moved = false;
            for (Load from : loads) {
                for (WaitingDelivery delivery : List.copyOf(from.deliveries())) {
                    moved |= from.moveToBest(delivery, loadsNear(ways, delivery, from, loads));
                }
            }
        }
    }

    /// Who can be offered both, one right after the other: nothing waits for a courier who may not come.
    private List<Load> loadsNear(Ways ways, WaitingDelivery delivery, Load without, List<Load> loads) {
        return loads.stream()
                .filter(load -> load != without && load.canTakeAnother())
                .filter(load -> load.deliveries().stream().anyMatch(other -> isNear(ways, other, delivery)))
                .toList();
    }

    private boolean isNear(Ways ways, WaitingDelivery one, WaitingDelivery other) {
        long way = ways.millis(one.pickup(), other.pickup());
        return way != Ways.NONE && way <= bundling.near().toMillis();
    }

    /// Lateness expected when the delivery waits: an early promise suffers more from waiting than one with slack.
    private long costOfWaiting(Tour.Rules rules, WaitingDelivery delivery) {
        long ride = Math.max(0, rules.ways().millis(delivery.pickup(), delivery.dropoff()));
        long handedOver = Math.max(patience.toMillis(), rules.after(delivery.readyAt()))
                + rules.pickupHandling() / 2
                + ride
                + rules.dropoffHandling() / 2;
        return Tour.lateness(handedOver, rules.after(delivery.promiseAt())) / 1_000 * Tour.LATENESS_WEIGHT;
    }
}
