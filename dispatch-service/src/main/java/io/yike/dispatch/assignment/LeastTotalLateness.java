package io.yike.dispatch.assignment;

import io.yike.dispatch.assignment.Plan.Match;
import io.yike.dispatch.assignment.Situation.AvailableCourier;
import io.yike.dispatch.assignment.Situation.WaitingDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// As many deliveries as possible get a courier, and their total lateness is the least; among equals, couriers ride and
/// wait the least.
///
/// The naive policy, nearest courier first, gives the courier between two bags to whichever is looked at first and
/// leaves the other with one who comes too late. Here the whole batch is one assignment problem, solved exactly by
/// [LeastCostAssignment]: a row per delivery, a column per courier, and one column per delivery for "waits for the
/// next batch", which costs more than any lateness.
///
/// Couriers who cannot be asked now but are soon free take part: a delivery that one of them would bring earliest is
/// left
/// to a later batch, instead of sending somebody from far away. So are deliveries whose courier would stand at the
/// store
/// longer than `longestWait`: until then a better match may come.
///
/// A pair is not possible when the delivery was refused by the courier, or the courier is away longer than `farthest`.
///
/// @param longestWait how long a courier may be made to wait for a bag
/// @param farthest the longest way to a pickup, waiting for the end of the present delivery included
/// @param pickupHandling from arriving at the store to leaving it; the bag is needed half-way
/// @param dropoffHandling from arriving at the door to leaving it; the bag is handed over half-way
/// @param patience how much later a delivery is expected to be brought when it is left to a later batch
public record LeastTotalLateness(
        Duration longestWait, Duration farthest, Duration pickupHandling, Duration dropoffHandling, Duration patience)
        implements AssignmentPolicy {

    /// One second of lateness weighs as much as this many seconds of a courier's time.
    private static final long LATENESS_WEIGHT = 1_000;

    /// More than a whole batch of the longest latenesses; leaves room to sum thousands of rows.
    private static final long LEFT_OUT = 1L << 42;

    private static final long IMPOSSIBLE = 1L << 50;

    /// A delivery that is a day late is as urgent as can be.
    private static final Duration LONGEST_LATENESS = Duration.ofDays(1);

    @Override
    public Plan plan(Situation situation) {
        Set<UUID> askable = situation.couriers().stream()
                .filter(AvailableCourier::askable)
                .map(AvailableCourier::id)
                .collect(Collectors.toSet());
        Map<UUID, WaitingDelivery> deliveries =
                situation.deliveries().stream().collect(Collectors.toMap(WaitingDelivery::id, Function.identity()));
        return new Plan(matches(situation).stream()
                .filter(match -> askable.contains(match.courierId()))
                .filter(match -> isDue(match, deliveries.get(match.deliveryId())))
                .toList());
    }

    /// Everything that is planned, for now or for later.
    List<Match> matches(Situation situation) {
        List<WaitingDelivery> deliveries = situation.deliveries().stream()
                .sorted(Comparator.comparing(WaitingDelivery::promiseAt).thenComparing(WaitingDelivery::id))
                .toList();
        List<AvailableCourier> couriers = situation.couriers().stream()
                .sorted(Comparator.comparing(AvailableCourier::id))
                .toList();
        if (deliveries.isEmpty() || couriers.isEmpty()) {
            return List.of();
        }
        List<List<Optional<Match>>> matches = new ArrayList<>();
        long[][] cost = new long[deliveries.size()][couriers.size() + deliveries.size()];
        for (int row = 0; row < deliveries.size(); row++) {
            WaitingDelivery delivery = deliveries.get(row);
            List<Optional<Match>> matchesOfRow = new ArrayList<>();
            for (int column = 0; column < couriers.size(); column++) {
                Optional<Match> match = match(situation, delivery, couriers.get(column));
                matchesOfRow.add(match);
                cost[row][column] =
                        match.map(possible -> cost(situation.now(), possible)).orElse(IMPOSSIBLE);
            }
            matches.add(matchesOfRow);
            for (int other = 0; other < deliveries.size(); other++) {
                cost[row][couriers.size() + other] =
                        other == row ? LEFT_OUT + costOfWaiting(situation.now(), delivery) : IMPOSSIBLE;
            }
        }
        int[] columnOf = LeastCostAssignment.solve(cost);
        List<Match> chosen = new ArrayList<>();
        for (int row = 0; row < columnOf.length; row++) {
            if (columnOf[row] < couriers.size()) {
                matches.get(row).get(columnOf[row]).ifPresent(chosen::add);
            }
        }
        return chosen;
    }

    /// What the courier would do; empty when the pair is not possible.
    Optional<Match> match(Situation situation, WaitingDelivery delivery, AvailableCourier courier) {
        if (delivery.refusedBy().contains(courier.id())) {
            return Optional.empty();
        }
        Duration approach = situation
                .approach()
                .getOrDefault(courier.id(), Map.<UUID, Duration>of())
                .get(delivery.id());
        if (approach == null) {
            return Optional.empty();
        }
        Instant arrival = later(situation.now(), courier.freeAt()).plus(approach);
        if (arrival.isAfter(situation.now().plus(farthest))) {
            return Optional.empty();
        }
        Instant met = later(arrival.plus(pickupHandling.dividedBy(2)), delivery.readyAt());
        Instant pickupEta = met.plus(pickupHandling.dividedBy(2));
        Instant dropoffEta = pickupEta.plus(delivery.ride()).plus(dropoffHandling.dividedBy(2));
        return Optional.of(new Match(
                delivery.id(),
                courier.id(),
                arrival,
                pickupEta,
                dropoffEta,
                lateness(dropoffEta, delivery.promiseAt())));
    }

    private boolean isDue(Match match, @Nullable WaitingDelivery delivery) {
        return delivery != null && !match.arrival().plus(longestWait).isBefore(delivery.readyAt());
    }

    private static long cost(Instant now, Match match) {
        long busySeconds = Math.min(Duration.between(now, match.pickupEta()).toSeconds(), 86_400);
        return match.lateness().toSeconds() * LATENESS_WEIGHT + busySeconds;
    }

    /// Lateness expected when the delivery waits: an early promise suffers more from waiting than one with slack.
    private long costOfWaiting(Instant now, WaitingDelivery delivery) {
        Instant dropoffEta = later(now.plus(patience), delivery.readyAt())
                .plus(pickupHandling.dividedBy(2))
                .plus(delivery.ride())
                .plus(dropoffHandling.dividedBy(2));
        return lateness(dropoffEta, delivery.promiseAt()).toSeconds() * LATENESS_WEIGHT;
    }

    private static Duration lateness(Instant dropoffEta, Instant promiseAt) {
        Duration lateness = Duration.between(promiseAt, dropoffEta);
        if (lateness.isNegative()) {
            return Duration.ZERO;
        }
        return lateness.compareTo(LONGEST_LATENESS) > 0 ? LONGEST_LATENESS : lateness;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
