package io.yike.dispatch.assignment;

import io.yike.dispatch.assignment.Plan.Carried;
import io.yike.dispatch.assignment.Plan.Match;
import io.yike.dispatch.assignment.Situation.AvailableCourier;
import io.yike.dispatch.assignment.Situation.Stop;
import io.yike.dispatch.assignment.Situation.WaitingDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A courier's stops in their order, and when each of them is done. Times are milliseconds from the batch's now.
///
/// A delivery is added by insertion: all places for its pickup and drop-off among the stops are tried, the order of the
/// others stays. That is the neighbourhood of the classical insertion heuristics for pickup and delivery with time
/// windows (J.-J. Jaw, A. Odoni, H. Psaraftis, N. Wilson, "A heuristic algorithm for the multi-vehicle advance request
/// dial-a-ride problem with time windows", Transportation Research B 20 (3), 1986); what couriers were told stays in
/// the order they were told it in.
final class Tour {

    /// Lateness counts first, so much that no saving of time makes up for a second of it.
    static final long LATENESS_WEIGHT = 1_000;

    /// A delivery that is a day late is as late as can be.
    private static final long LONGEST_LATENESS = Duration.ofDays(1).toMillis();

    private final Rules rules;
    private final AvailableCourier courier;
    private final long freeAt;
    private final int room;
    private final Node[] nodes;
    /// When each stop's bag is met or handed over.
    private final long[] done;

    private final long end;
    private final long lateness;
    private final long waits;

    /// What holds for all tours of a batch.
    record Rules(
            Instant now,
            Ways ways,
            long pickupHandling,
            long dropoffHandling,
            long farthest,
            long tolerance,
            long longestDetour) {

        long after(Instant instant) {
            return Duration.between(now, instant).toMillis();
        }
    }

    /// A stop.
    ///
    /// @param time when the bag is ready, or when it was promised at the door
    private record Node(UUID deliveryId, boolean pickup, int place, long time) {}

    private Tour(Rules rules, AvailableCourier courier, long freeAt, int room, Node[] nodes, Walk walk) {
        this.rules = rules;
        this.courier = courier;
        this.freeAt = freeAt;
        this.room = room;
        this.nodes = nodes;
        this.done = walk.done;
        this.end = walk.left;
        this.lateness = walk.lateness;
        this.waits = walk.waits;
    }

    /// What the courier does anyway; empty if the way cannot be ridden.
    static Optional<Tour> of(Rules rules, AvailableCourier courier) {
        Node[] nodes = courier.trip().stream()
                .map(stop -> switch (stop) {
                    case Stop.Pickup pickup ->
                        new Node(pickup.deliveryId(), true, pickup.place(), rules.after(pickup.readyAt()));
                    case Stop.Dropoff dropoff ->
                        new Node(dropoff.deliveryId(), false, dropoff.place(), rules.after(dropoff.promiseAt()));
                })
                .toArray(Node[]::new);
        return of(rules, courier, courier.room(), nodes);
    }

    private static Optional<Tour> of(Rules rules, AvailableCourier courier, int room, Node[] nodes) {
        long freeAt = Math.max(0, rules.after(courier.freeAt()));
        Walk walk = new Walk(rules, courier.place(), freeAt, nodes.length);
        for (Node node : nodes) {
            if (!walk.goTo(node)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Tour(rules, courier, freeAt, room, nodes, walk));
    }

    /// A courier on the way from stop to stop.
    private static final class Walk {

        private final Rules rules;
        private final long[] done;
        private int stops;
        private int place;
        private long left;
        private boolean inStore;
        private long arrived;
        private long lateness;
        private long waits;

        Walk(Rules rules, int place, long freeAt, int most) {
            this.rules = rules;
            this.done = new long[most];
            this.place = place;
            this.left = freeAt;
        }

        Walk(Walk other) {
            this.rules = other.rules;
            this.done = other.done.clone();
            this.stops = other.stops;
            this.place = other.place;
            this.left = other.left;
            this.inStore = other.inStore;
            this.arrived = other.arrived;
            this.lateness = other.lateness;
            this.waits = other.waits;
        }

        /// Who fetches several bags at one store walks in and out once.
        ///
        /// @return whether there is a way
        boolean goTo(Node next) {
            long way = rules.ways.millis(place, next.place);
            if (way == Ways.NONE) {
                return false;
            }
            place = next.place;
            if (next.pickup) {
                long there;
                if (inStore && way == 0) {
                    there = done[stops - 1];
                } else {
                    arrived = left + way;
                    there = arrived + rules.pickupHandling / 2;
                }
                done[stops] = Math.max(there, next.time);
                left = done[stops] + rules.pickupHandling / 2;
                inStore = true;
            } else {
                arrived = left + way;
                done[stops] = arrived + rules.dropoffHandling / 2;
                left = done[stops] + rules.dropoffHandling / 2;
                inStore = false;
                lateness += lateness(done[stops], next.time);
                waits += done[stops];
            }
            stops++;
            return true;
        }
    }

    /// A delivery, put in where it does the least.
    ///
    /// @param pickup which stop of the tour it is
    /// @param dropoff which stop of the tour it is
    /// @param lateness how much later than promised deliveries are, itself included, in milliseconds
    /// @param time how much longer the courier is under way and recipients wait, itself included, in milliseconds
    record Insertion(
            Tour tour, WaitingDelivery delivery, int pickup, int dropoff, long arrival, long lateness, long time) {

        /// To be added up: first lateness, then time.
        long cost() {
            return lateness / 1_000 * LATENESS_WEIGHT + Math.clamp(time / 1_000, 0, 86_400);
        }
    }

    /// A waiting delivery as tours see it.
    ///
    /// @param direct how long the ride from store to door takes
    record Candidate(WaitingDelivery delivery, Node pickup, Node dropoff, long direct) {}

    static Candidate candidate(Rules rules, WaitingDelivery delivery) {
        return new Candidate(
                delivery,
                new Node(delivery.id(), true, delivery.pickup(), rules.after(delivery.readyAt())),
                new Node(delivery.id(), false, delivery.dropoff(), rules.after(delivery.promiseAt())),
                rules.ways.millis(delivery.pickup(), delivery.dropoff()));
    }

    Optional<Insertion> insert(WaitingDelivery delivery) {
        return insert(candidate(rules, delivery));
    }

    /// The best place for the delivery, or none: it would break a promise, be too far, or nobody has room for it.
    Optional<Insertion> insert(Candidate candidate) {
        WaitingDelivery delivery = candidate.delivery;
        if (candidate.direct == Ways.NONE || delivery.refusedBy().contains(courier.id())) {
            return Optional.empty();
        }
        Search search = new Search(candidate);
        int first = firstPlace();
        Walk before = new Walk(rules, courier.place(), freeAt, nodes.length + 2);
        for (int i = 0; i <= nodes.length; i++) {
            if (i >= first) {
                search.fetchAt(i, before);
            }
            if (i < nodes.length) {
                before.goTo(nodes[i]);
            }
        }
        Walk best = search.best;
        if (best == null) {
            return Optional.empty();
        }
        return Optional.of(new Insertion(
                new Tour(rules, courier, freeAt, room - 1, search.order(), best),
                delivery,
                search.pickupAt,
                search.dropoffAt,
                search.arrival,
                best.lateness - lateness,
                best.left - end + best.waits - waits));
    }

    /// Without room, behind the drop-off that makes some; past the end if there is none.
    private int firstPlace() {
        int missing = 1 - room;
        int place = 0;
        while (missing > 0 && place < nodes.length) {
            if (!nodes[place].pickup) {
                missing--;
            }
            place++;
        }
        return missing > 0 ? nodes.length + 1 : place;
    }

    /// Tries one place after the other and keeps the best.
    private final class Search {

        private final Node pickup;
        private final Node dropoff;
        /// How long the bag may be under way.
        private final long longest;
        private @Nullable Walk best;
        private int pickupAt;
        private int dropoffAt;
        private long arrival;

        Search(Candidate candidate) {
            this.pickup = candidate.pickup;
            this.dropoff = candidate.dropoff;
            this.longest = candidate.direct + rules.longestDetour;
        }

        /// @param before who has done the stops before `i`
        void fetchAt(int i, Walk before) {
            Walk carrying = new Walk(before);
            if (!carrying.goTo(pickup) || carrying.arrived > rules.farthest) {
                return;
            }
            long fetchedFrom = carrying.arrived;
            long fetched = carrying.left;
            for (int j = i; j <= nodes.length && !isWorse(carrying); j++) {
                bringAt(i, j, carrying, fetchedFrom, fetched);
                if (j == nodes.length || !carrying.goTo(nodes[j]) || isHeldUp(j, carrying)) {
                    return;
                }
            }
        }

        private void bringAt(int i, int j, Walk carrying, long fetchedFrom, long fetched) {
            Walk walk = new Walk(carrying);
            if (!walk.goTo(dropoff) || walk.arrived - fetched > longest) {
                return;
            }
            for (int rest = j; rest < nodes.length; rest++) {
                if (isWorse(walk) || !walk.goTo(nodes[rest]) || isHeldUp(rest, walk)) {
                    return;
                }
            }
            if (best == null
                    || walk.lateness < best.lateness
                    || (walk.lateness == best.lateness && walk.left + walk.waits < best.left + best.waits)) {
                best = walk;
                pickupAt = i;
                dropoffAt = j + 1;
                arrival = fetchedFrom;
            }
        }

        /// Lateness only grows on the way.
        private boolean isWorse(Walk walk) {
            return best != null && walk.lateness > best.lateness;
        }

        /// Whether the walk, which is there now, hands that stop's bag over later than may be.
        private boolean isHeldUp(int stop, Walk walk) {
            if (nodes[stop].pickup) {
                return false;
            }
            long at = walk.done[walk.stops - 1];
            long later = at - done[stop];
            return later > 0 && (later > rules.longestDetour || at > nodes[stop].time + rules.tolerance);
        }

        private Node[] order() {
            Node[] all = new Node[nodes.length + 2];
            System.arraycopy(nodes, 0, all, 0, pickupAt);
            all[pickupAt] = pickup;
            System.arraycopy(nodes, pickupAt, all, pickupAt + 1, dropoffAt - 1 - pickupAt);
            all[dropoffAt] = dropoff;
            System.arraycopy(nodes, dropoffAt - 1, all, dropoffAt + 1, nodes.length - dropoffAt + 1);
            return all;
        }
    }

    /// The offer that an insertion into this tour leads to.
    Match match(Insertion insertion) {
        Tour tour = insertion.tour();
        List<Carried> others = new ArrayList<>();
        for (int i = 0; i < tour.nodes.length; i++) {
            UUID id = tour.nodes[i].deliveryId;
            if (i != insertion.dropoff() && !tour.nodes[i].pickup) {
                int pickup = tour.pickupOf(id);
                others.add(new Carried(id, pickup < 0 ? null : tour.leaving(pickup), tour.at(tour.done[i])));
            }
        }
        long handedOver = tour.done[insertion.dropoff()];
        return new Match(
                insertion.delivery().id(),
                courier.id(),
                at(insertion.arrival()),
                tour.leaving(insertion.pickup()),
                at(handedOver),
                Duration.ofMillis(lateness(handedOver, tour.nodes[insertion.dropoff()].time)),
                Duration.ofMillis(Math.max(0, tour.end - end)),
                others);
    }

    /// Below 0 if the courier has the bag.
    private int pickupOf(UUID deliveryId) {
        for (int i = 0; i < nodes.length; i++) {
            if (nodes[i].pickup && nodes[i].deliveryId.equals(deliveryId)) {
                return i;
            }
        }
        return -1;
    }

    private Instant leaving(int pickup) {
        return at(done[pickup] + rules.pickupHandling / 2);
    }

    private Instant at(long millis) {
        return rules.now.plusMillis(millis);
    }

    AvailableCourier courier() {
        return courier;
    }

    /// How much later than promised all are handed over, in milliseconds.
    long lateness() {
        return lateness;
    }

    /// How long the courier is under way and the recipients wait, in milliseconds.
    long time() {
        return end + waits;
    }

    static long lateness(long handedOver, long promise) {
        return Math.clamp(handedOver - promise, 0, LONGEST_LATENESS);
    }
}
