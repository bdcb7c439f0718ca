package io.yike.store.ranking;

import io.yike.store.ranking.Wanted.Fulfilment;
import io.yike.store.registering.domain.Capability;
import io.yike.store.registering.domain.Licence;
import io.yike.store.registering.domain.Store;
import io.yike.travel.Coordinate;
import io.yike.travel.Mode;
import io.yike.travel.StraightLineTravelTimes;
import io.yike.travel.TravelTime;
import io.yike.travel.TravelTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Ranks the stores that are able to serve an order by the earliest promise, and says of each other one why it is not.
///
/// The straight line decides first which stores are worth asking the travel times for; those figures then decide.
public final class Ranking {

    /// Most candidates that are kept with an order.
    public static final int MOST_CANDIDATES = 60;

    /// Where no store reaches the place, those this near are named as having been out of reach.
    private static final double NEIGHBOURHOOD_METRES = 5_000;

    private static final TravelTimes STRAIGHT_LINE = StraightLineTravelTimes.DEFAULTS;

    private final Couriers couriers;
    private final TravelTimes travelTimes;

    public Ranking(Couriers couriers, TravelTimes travelTimes) {
        this.couriers = couriers;
        this.travelTimes = travelTimes;
    }

    /// Eligible stores first, the best in front; then those passed over, nearest first.
    public List<Candidate> rank(Wanted wanted, StoreMap map) {
        List<Outlet> outlets = map.aroundReach(wanted.destination());
        List<Sketch> sketches = new ArrayList<>(outlets.size());
        for (Outlet outlet : outlets) {
            sketches.add(sketch(wanted, outlet));
        }
        if (sketches.stream().allMatch(sketch -> sketch.reason == PassedOver.OUT_OF_REACH)) {
            sketches.clear();
            for (StoreMap.Nearby nearby : map.near(wanted.destination(), NEIGHBOURHOOD_METRES)) {
                sketches.add(sketch(wanted, nearby.outlet()));
            }
        }
        return decide(wanted, sketches);
    }

    /// The one store alone, however far it is.
    public Candidate judge(Wanted wanted, Outlet outlet) {
        return decide(wanted, List.of(sketch(wanted, outlet))).getFirst();
    }

    /// The figures of the one store, able or not.
    public Candidate figures(Wanted wanted, Outlet outlet) {
        Sketch sketch = sketch(wanted, outlet);
        return sketch.figures(wanted, waysOf(wanted, List.of(sketch)).getFirst());
    }

    private List<Candidate> decide(Wanted wanted, List<Sketch> sketches) {
        List<Sketch> hopeful = sketches.stream()
                .filter(sketch -> sketch.reason == null)
                .sorted(Comparator.comparingLong((Sketch sketch) -> sketch.promiseSeconds)
                        .thenComparingDouble(sketch -> sketch.metres)
                        .thenComparing(sketch -> sketch.store().id()))
                .limit(MOST_CANDIDATES)
                .toList();
        List<Candidate> eligible = new ArrayList<>(hopeful.size());
        List<Candidate> passedOver = new ArrayList<>();
        List<TravelTime> ways = waysOf(wanted, hopeful);
        for (int i = 0; i < hopeful.size(); i++) {
            Candidate candidate = hopeful.get(i).judged(wanted, ways.get(i));
            (candidate.isEligible() ? eligible : passedOver).add(candidate);
        }
        sketches.stream()
                .filter(sketch -> sketch.reason != null)
                .forEach(sketch -> passedOver.add(sketch.passedOver(Objects.requireNonNull(sketch.reason))));
        eligible.sort(Comparator.comparingInt(Ranking::promise)
                .thenComparingInt(Candidate::distanceMetres)
                .thenComparing(Candidate::storeId));
        passedOver.sort(Comparator.comparingInt(Candidate::distanceMetres).thenComparing(Candidate::storeId));
        eligible.addAll(passedOver);
        return List.copyOf(eligible.subList(0, Math.min(MOST_CANDIDATES, eligible.size())));
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
        Store store = outlet.store();
        Coordinate point = store.profile().point();
        double metres = point.metresTo(wanted.destination());
        TravelTime way = STRAIGHT_LINE.between(point, wanted.destination(), mode(wanted));
        long preparation = store.profile().preparation().toSeconds();
        long courier = wanted.fulfilment() == Fulfilment.PICKUP
                ? way.duration().toSeconds()
                : couriers.expectedArrival(point).toSeconds();
        long ready = Math.max(preparation, courier);
        long promise = wanted.fulfilment() == Fulfilment.PICKUP
                ? ready
                : ready + way.duration().toSeconds();
        PassedOver reason =
                reasonAgainst(wanted, outlet, preparation, ready, way.duration().toSeconds());
        return new Sketch(outlet, metres, courier, promise, reason);
    }

    private static @Nullable PassedOver reasonAgainst(
            Wanted wanted, Outlet outlet, long preparationSeconds, long readySeconds, long travelSeconds) {
        Store store = outlet.store();
        PassedOver asked = wanted.asked().get(store.id());
        if (asked != null) {
            return asked;
        }
        if (!store.profile().reach().covers(store.profile().point(), wanted.destination())) {
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
            long promiseSeconds,
            @Nullable PassedOver reason) {

        Store store() {
            return outlet.store();
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
            long travel = way.duration().toSeconds();
            long preparation = store().profile().preparation().toSeconds();
            boolean pickup = wanted.fulfilment() == Fulfilment.PICKUP;
            long arrival = pickup ? travel : courierSeconds;
            long promise = Math.max(preparation, arrival) + (pickup ? 0 : travel);
            return new Candidate(
                    store().id(),
                    store().profile().name(),
                    (int) Math.round(metres),
                    (int) preparation,
                    (int) arrival,
                    (int) travel,
                    (int) promise,
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
}
