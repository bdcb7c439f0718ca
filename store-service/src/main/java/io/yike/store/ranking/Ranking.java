package io.yike.store.ranking;

import io.yike.store.ranking.StoreGrid.Cell;
import io.yike.store.ranking.StoreGrid.Pin;
import io.yike.store.ranking.Wanted.Fulfilment;
import io.yike.store.registering.domain.Capability;
import io.yike.store.registering.domain.Licence;
import io.yike.store.registering.domain.Profile;
import io.yike.store.registering.domain.Reach;
import io.yike.store.registering.domain.Store;
import io.yike.travel.Coordinate;
import io.yike.travel.Mode;
import io.yike.travel.StraightLineTravelTimes;
import io.yike.travel.TravelTime;
import io.yike.travel.TravelTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Ranks the stores that are able to serve an order by the earliest promise, and says of each other one why it is not.
///
/// The straight line decides first which stores are worth asking the travel times for; those figures then
/// decide. Stores are looked at from near to far, and no longer than one yet to come could promise as early as
/// the last that is kept.
public final class Ranking {

    /// Most candidates that are kept with an order.
    public static final int MOST_CANDIDATES = 60;

    /// Where no store reaches the place, those this near are named as having been out of reach.
    private static final double NEIGHBOURHOOD_METRES = 5_000;

    private static final StraightLineTravelTimes STRAIGHT_LINE = StraightLineTravelTimes.DEFAULTS;

    private static final Comparator<Sketch> BEST_FIRST = Comparator.comparingLong(Sketch::promiseSeconds)
            .thenComparingDouble(Sketch::metres)
            .thenComparing(sketch -> sketch.store().id());

    private static final Comparator<Sketch> NEAREST_FIRST = Comparator.comparingDouble(Sketch::metres)
            .thenComparing(sketch -> sketch.store().id());

    private final Couriers couriers;
    private final TravelTimes travelTimes;

    public Ranking(Couriers couriers, TravelTimes travelTimes) {
        this.couriers = couriers;
        this.travelTimes = travelTimes;
    }

    /// Eligible stores first, the best in front; then those passed over, nearest first, as far as there is room. Where
    /// nobody is eligible, the store that came closest to it is among them, however far it is.
    public List<Candidate> rank(Wanted wanted, StoreMap map) {
        Foremost hopeful = new Foremost(BEST_FIRST);
        Foremost passedOver = new Foremost(NEAREST_FIRST);
        Sketch nearestMiss = null;
        for (Cell cell : map.aroundReach(wanted.destination())) {
            if (hopeful.isFull()
                    && soonest(wanted, map, cell.metres()) > hopeful.last().promiseSeconds()) {
                break;
            }
            for (Pin pin : cell.pins()) {
                double metres = pin.point().metresTo(wanted.destination());
                Outlet outlet = pin.outlet();
                if (!isReached(wanted, outlet.store(), metres)) {
                    continue;
                }
                Sketch figures = figure(wanted, outlet, metres);
                if (hopeful.isFull()
                        && figures.promiseSeconds() > hopeful.last().promiseSeconds()) {
                    continue;
                }
                Sketch sketch = figures.reasoned(wanted);
                if (sketch.reason() == null) {
                    hopeful.add(sketch);
                } else {
                    passedOver.add(sketch);
                    nearestMiss = nearestMiss == null || sketch.isNearerMissThan(nearestMiss) ? sketch : nearestMiss;
                }
            }
        }
        if (nearestMiss == null && hopeful.isEmpty()) {
            for (StoreMap.Nearby nearby : map.near(wanted.destination(), NEIGHBOURHOOD_METRES)) {
                passedOver.add(figure(wanted, nearby.outlet(), nearby.metres()).reasoned(wanted));
            }
        }
        return hopeful.isFull()
                ? decide(wanted, hopeful.sorted(), List.of(), null)
                : decide(wanted, hopeful.sorted(), passedOver.sorted(), nearestMiss);
    }

    /// No store at that distance or farther promises sooner.
    private long soonest(Wanted wanted, StoreMap map, double metres) {
        long way =
                STRAIGHT_LINE.over(Math.max(0, metres), mode(wanted)).duration().toSeconds();
        long preparation = map.shortestPreparation().toSeconds();
        return switch (wanted.fulfilment()) {
            case DELIVERY -> Math.max(preparation, couriers.soonestArrival().toSeconds()) + way;
            case PICKUP -> Math.max(preparation, way);
        };
    }

    private static boolean isReached(Wanted wanted, Store store, double metres) {
        return switch (store.profile().reach()) {
            case Reach.Radius(int reach) -> metres <= reach;
            case Reach.Polygon polygon -> polygon.covers(store.profile().point(), wanted.destination());
        };
    }

    /// The one store alone, however far it is.
    public Candidate judge(Wanted wanted, Outlet outlet) {
        Sketch sketch = sketch(wanted, outlet);
        return sketch.reason() == null
                ? decide(wanted, List.of(sketch), List.of(), null).getFirst()
                : sketch.passedOver(sketch.reason());
    }

    /// The figures of the one store, able or not.
    public Candidate figures(Wanted wanted, Outlet outlet) {
        Sketch sketch = sketch(wanted, outlet);
        return sketch.figures(wanted, waysOf(wanted, List.of(sketch)).getFirst());
    }

    /// The same by the straight line: a transaction has no time to ask an engine.
    public Candidate estimate(Wanted wanted, Outlet outlet) {
        Sketch sketch = sketch(wanted, outlet);
        return sketch.figures(wanted, STRAIGHT_LINE.over(sketch.metres(), mode(wanted)));
    }

    private List<Candidate> decide(
            Wanted wanted, List<Sketch> hopeful, List<Sketch> unable, @Nullable Sketch nearestMiss) {
        List<Candidate> eligible = new ArrayList<>(hopeful.size());
        List<Candidate> passedOver = new ArrayList<>();
        List<TravelTime> ways = waysOf(wanted, hopeful);
        for (int i = 0; i < hopeful.size(); i++) {
            Candidate candidate = hopeful.get(i).judged(wanted, ways.get(i));
            (candidate.isEligible() ? eligible : passedOver).add(candidate);
        }
        for (Sketch sketch : unable) {
            passedOver.add(sketch.passedOver(Objects.requireNonNull(sketch.reason())));
        }
        eligible.sort(Comparator.comparingInt(Ranking::promise)
                .thenComparingInt(Candidate::distanceMetres)
                .thenComparing(Candidate::storeId));
        passedOver.sort(Comparator.comparingInt(Candidate::distanceMetres).thenComparing(Candidate::storeId));
        Map<UUID, Candidate> kept = new LinkedHashMap<>();
        // A store that is just being moved may have been met twice.
        eligible.forEach(candidate -> kept.putIfAbsent(candidate.storeId(), candidate));
        passedOver.forEach(candidate -> kept.putIfAbsent(candidate.storeId(), candidate));
        List<Candidate> candidates = new ArrayList<>(kept.values());
        if (candidates.size() > MOST_CANDIDATES) {
            candidates.subList(MOST_CANDIDATES, candidates.size()).clear();
        }
        if (eligible.isEmpty()
                && nearestMiss != null
                && !kept.containsKey(nearestMiss.store().id())) {
            candidates.set(MOST_CANDIDATES - 1, nearestMiss.passedOver(Objects.requireNonNull(nearestMiss.reason())));
        }
        return List.copyOf(candidates);
    }

    private List<TravelTime> waysOf(Wanted wanted, List<Sketch> sketches) {
        if (sketches.isEmpty()) {
            return List.of();
        }
        List<Coordinate> starts = sketches.stream()
                .map(sketch -> sketch.store().profile().point())
                .toList();
        return travelTimes.table(starts, List.of(wanted.destination()), mode(wanted)).stream()
                .map(List::getFirst)
                .toList();
    }

    private Sketch sketch(Wanted wanted, Outlet outlet) {
        return figure(wanted, outlet, outlet.store().profile().point().metresTo(wanted.destination()))
                .reasoned(wanted);
    }

    /// The figures alone; whether the store is able costs more to find out.
    private Sketch figure(Wanted wanted, Outlet outlet, double metres) {
        Profile profile = outlet.store().profile();
        long travel = STRAIGHT_LINE.over(metres, mode(wanted)).duration().toSeconds();
        long courier = switch (wanted.fulfilment()) {
            case PICKUP -> travel;
            case DELIVERY -> couriers.expectedArrival(profile.point()).toSeconds();
        };
        return new Sketch(outlet, metres, courier, travel, promised(wanted, profile, courier, travel), null);
    }

    private static long promised(Wanted wanted, Profile profile, long courierSeconds, long travelSeconds) {
        long ready = Math.max(profile.preparation().toSeconds(), courierSeconds);
        return switch (wanted.fulfilment()) {
            case PICKUP -> ready;
            case DELIVERY -> ready + travelSeconds;
        };
    }

    private static @Nullable PassedOver reasonAgainst(
            Wanted wanted,
            Outlet outlet,
            double metres,
            long preparationSeconds,
            long readySeconds,
            long travelSeconds) {
        Store store = outlet.store();
        PassedOver asked = wanted.asked().get(store.id());
        if (asked != null) {
            return asked;
        }
        if (!isReached(wanted, store, metres)) {
            return PassedOver.OUT_OF_REACH;
        }
        Instant start = wanted.now();
        Instant handOver = start.plusSeconds(readySeconds);
        if (wanted.window() != null) {
            Instant latest = wanted.fulfilment() == Fulfilment.PICKUP
                    ? wanted.window().start()
                    : wanted.window().start().minusSeconds(travelSeconds);
            if (latest.isAfter(handOver)) {
                handOver = latest;
                start = latest.minusSeconds(preparationSeconds);
            }
        }
        switch (store.availability().stateAt(start)) {
            case OPEN -> {}
            case BUSY -> {
                return PassedOver.STORE_BUSY;
            }
            case PAUSED -> {
                return PassedOver.STORE_PAUSED;
            }
            case CLOSED -> {
                return PassedOver.STORE_CLOSED;
            }
        }
        if (!store.keepsHoursAt(start) || !store.keepsHoursAt(handOver)) {
            return PassedOver.STORE_CLOSED;
        }
        if (wanted.window() == null && outlet.openOrders() >= store.profile().loadCap()) {
            return PassedOver.LOAD_CAP;
        }
        return reasonOnShelf(wanted, outlet, start);
    }

    private static @Nullable PassedOver reasonOnShelf(Wanted wanted, Outlet outlet, Instant at) {
        boolean soldOut = false;
        for (Map.Entry<String, Integer> line : wanted.pieces().entrySet()) {
            ShelfItem item = outlet.find(line.getKey());
            if (item == null) {
                return PassedOver.ITEM_NOT_CARRIED;
            }
            PassedOver reason = reasonAgainstSelling(item.capability(), item.licence(), outlet.store(), at);
            if (reason != null) {
                return reason;
            }
            soldOut |= item.available() - outlet.store().profile().safetyStock() < line.getValue();
        }
        return soldOut ? PassedOver.ITEM_SOLD_OUT : null;
    }

    /// Whether the store may sell an item with these needs at that time.
    public static @Nullable PassedOver reasonAgainstSelling(
            @Nullable Capability capability, @Nullable Licence licence, Store store, Instant at) {
        if (capability != null && !store.offersAt(capability, at)) {
            return PassedOver.CAPABILITY_MISSING;
        }
        return licence != null && !store.isLicensedAt(licence, at) ? PassedOver.LICENCE_MISSING : null;
    }

    private static Mode mode(Wanted wanted) {
        return switch (wanted.fulfilment()) {
            case DELIVERY -> Mode.RIDING;
            case PICKUP -> Mode.WALKING;
        };
    }

    private static int promise(Candidate candidate) {
        return Objects.requireNonNull(candidate.promiseSeconds());
    }

    /// A store judged by the straight line.
    private record Sketch(
            Outlet outlet,
            double metres,
            long courierSeconds,
            long travelSeconds,
            long promiseSeconds,
            @Nullable PassedOver reason) {

        /// With what speaks against the store, if anything.
        Sketch reasoned(Wanted wanted) {
            long preparation = store().profile().preparation().toSeconds();
            PassedOver why = reasonAgainst(
                    wanted, outlet, metres, preparation, Math.max(preparation, courierSeconds), travelSeconds);
            return why == null ? this : new Sketch(outlet, metres, courierSeconds, travelSeconds, promiseSeconds, why);
        }

        Store store() {
            return outlet.store();
        }

        /// By its reason, and of the same reason the nearer one.
        boolean isNearerMissThan(Sketch other) {
            int byReason = Objects.requireNonNull(reason).compareTo(Objects.requireNonNull(other.reason));
            return byReason != 0 ? byReason > 0 : NEAREST_FIRST.compare(this, other) < 0;
        }

        Candidate passedOver(PassedOver why) {
            return new Candidate(
                    store().id(),
                    store().profile().name(),
                    (int) Math.round(metres),
                    (int) store().profile().preparation().toSeconds(),
                    null,
                    null,
                    null,
                    Candidate.Verdict.PASSED_OVER,
                    why);
        }

        Candidate figures(Wanted wanted, TravelTime way) {
            Profile profile = store().profile();
            long travel = way.duration().toSeconds();
            long arrival = switch (wanted.fulfilment()) {
                case PICKUP -> travel;
                case DELIVERY -> courierSeconds;
            };
            return new Candidate(
                    store().id(),
                    profile.name(),
                    (int) Math.round(metres),
                    (int) profile.preparation().toSeconds(),
                    (int) arrival,
                    (int) travel,
                    (int) promised(wanted, profile, arrival, travel),
                    Candidate.Verdict.ELIGIBLE,
                    null);
        }

        Candidate judged(Wanted wanted, TravelTime way) {
            Candidate candidate = figures(wanted, way);
            int promise = promise(candidate);
            if (wanted.window() != null
                    && wanted.now().plusSeconds(promise).isAfter(wanted.window().end())) {
                return candidate.passedOver(PassedOver.WINDOW_UNREACHABLE);
            }
            return wanted.window() == null && promise > wanted.longestPromise().toSeconds()
                    ? candidate.passedOver(PassedOver.PROMISE_UNREACHABLE)
                    : candidate;
        }
    }

    /// As many sketches as are kept, the first ones in an order.
    private static final class Foremost {

        private final Comparator<Sketch> order;
        private final PriorityQueue<Sketch> lastOnTop;

        Foremost(Comparator<Sketch> order) {
            this.order = order;
            this.lastOnTop = new PriorityQueue<>(order.reversed());
        }

        void add(Sketch sketch) {
            if (!isFull()) {
                lastOnTop.add(sketch);
            } else if (order.compare(sketch, last()) < 0) {
                lastOnTop.poll();
                lastOnTop.add(sketch);
            }
        }

        boolean isFull() {
            return lastOnTop.size() == MOST_CANDIDATES;
        }

        boolean isEmpty() {
            return lastOnTop.isEmpty();
        }

        Sketch last() {
            return Objects.requireNonNull(lastOnTop.peek());
        }

        List<Sketch> sorted() {
            return lastOnTop.stream().sorted(order).toList();
        }
    }
}
