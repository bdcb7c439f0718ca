package io.yike.store.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.payments.Money;
import io.yike.store.ranking.Candidate.Verdict;
import io.yike.store.ranking.Wanted.Fulfilment;
import io.yike.store.ranking.Wanted.Window;
import io.yike.store.registering.domain.Availability;
import io.yike.store.registering.domain.Capability;
import io.yike.store.registering.domain.Licence;
import io.yike.store.registering.domain.Opening;
import io.yike.store.registering.domain.OpeningHours;
import io.yike.store.registering.domain.Profile;
import io.yike.store.registering.domain.Reach;
import io.yike.store.registering.domain.Store;
import io.yike.travel.Coordinate;
import io.yike.travel.Mode;
import io.yike.travel.StraightLineTravelTimes;
import io.yike.travel.TravelTime;
import io.yike.travel.TravelTimes;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The ranking looks at few stores, and decides as if it had looked at all of them: the rule, written down a second
/// time as a look at every store, gives the same candidates with the same figures and reasons.
class RankingExactnessTest {

    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final int GOODS = 12;

    private final Map<UUID, Outlet> everyone = new HashMap<>();
    private final StoreMap map = new StoreMap();

    @ParameterizedTest
    @CsvSource({
        // a village, a city, a dense one where far fewer than all are looked at
        "1, 40, 31.2, 121.4, 9000",
        "2, 900, 31.2, 121.4, 20000",
        "3, 4000, 31.2, 121.4, 8000",
        // the far north, where degrees of longitude are short; the south; both sides of the 180th meridian
        "4, 900, 69.6, 18.9, 15000",
        "5, 900, -33.4, -70.6, 15000",
        "6, 900, -16.8, 179.98, 15000",
        "7, 3000, 52.5, 13.4, 9000",
    })
    void decidesAsIfItHadLookedAtEveryStore(long seed, int stores, double latitude, double longitude, double metres) {
        Random random = new Random(seed);
        City city = new City(random, latitude, longitude, metres);
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < stores; i++) {
            UUID id = new UUID(random.nextLong(), i);
            ids.add(id);
            stand(city.store(id), random.nextInt(12));
            for (int item = 0; item < GOODS; item++) {
                stock(id, "sku-" + item, city.item(item));
            }
        }
        TravelTimes engine = RankingExactnessTest::aroundCorners;
        Ranking ranking = new Ranking(city, engine);

        for (int i = 0; i < 80; i++) {
            Wanted wanted = city.order(ids);
            assertThat(ranking.rank(wanted, map))
                    .as("seed %d, order %d", seed, i)
                    .containsExactlyElementsOf(lookAtEveryStore(wanted, city, engine));
            change(city, ids, random);
        }
    }

    /// Some move, some edit their profile, some get orders or goods.
    private void change(City city, List<UUID> ids, Random random) {
        for (int i = 0; i < 5; i++) {
            UUID id = ids.get(random.nextInt(ids.size()));
            stand(city.store(id), random.nextInt(12));
            stock(id, "sku-" + random.nextInt(GOODS), city.item(random.nextInt(GOODS)));
        }
    }

    private void stand(Store store, int openOrders) {
        map.put(store, openOrders);
        Outlet known = everyone.get(store.id());
        everyone.put(store.id(), (known == null ? Outlet.empty(store) : known).with(store, openOrders));
    }

    private void stock(UUID storeId, String sku, @Nullable ShelfItem item) {
        map.put(storeId, sku, item);
        Map<String, ShelfItem> shelf =
                Objects.requireNonNull(everyone.get(storeId)).shelf();
        if (item == null) {
            shelf.remove(sku);
        } else {
            shelf.put(sku, item);
        }
    }

    private List<Candidate> lookAtEveryStore(Wanted wanted, Couriers couriers, TravelTimes engine) {
        List<Look> reached = everyone.values().stream()
                .map(outlet -> new Look(wanted, outlet, couriers))
                .filter(look ->
                        look.reason != PassedOver.OUT_OF_REACH || wanted.asked().containsKey(look.store.id()))
                .filter(look -> look.reaches)
                .sorted(Comparator.comparingDouble((Look look) -> look.metres).thenComparing(look -> look.store.id()))
                .toList();
        if (reached.isEmpty()) {
            return everyone.values().stream()
                    .map(outlet -> new Look(wanted, outlet, couriers))
                    .filter(look -> look.metres <= 5_000)
                    .map(Look::passedOver)
                    .sorted(Comparator.comparingInt(Candidate::distanceMetres).thenComparing(Candidate::storeId))
                    .limit(60)
                    .toList();
        }
        List<Look> hopeful = reached.stream()
                .filter(look -> look.reason == null)
                .sorted(Comparator.comparingLong((Look look) -> look.straightPromise)
                        .thenComparingDouble(look -> look.metres)
                        .thenComparing(look -> look.store.id()))
                .limit(60)
                .toList();
        List<Candidate> judged =
                hopeful.stream().map(look -> look.judged(engine)).toList();
        List<Candidate> unable = new ArrayList<>(
                judged.stream().filter(candidate -> !candidate.isEligible()).toList());
        List<Look> missed = hopeful.size() == 60
                ? List.of()
                : reached.stream().filter(look -> look.reason != null).toList();
        missed.forEach(look -> unable.add(look.passedOver()));
        List<Candidate> all = new ArrayList<>(judged.stream()
                .filter(Candidate::isEligible)
                .sorted(Comparator.comparingInt(
                                (Candidate candidate) -> Objects.requireNonNull(candidate.promiseSeconds()))
                        .thenComparingInt(Candidate::distanceMetres)
                        .thenComparing(Candidate::storeId))
                .toList());
        boolean nobody = all.isEmpty();
        unable.stream()
                .sorted(Comparator.comparingInt(Candidate::distanceMetres).thenComparing(Candidate::storeId))
                .forEach(all::add);
        List<Candidate> kept = new ArrayList<>(all.subList(0, Math.min(60, all.size())));
        if (nobody && !missed.isEmpty()) {
            Candidate closest = missed.stream()
                    .max(Comparator.comparing((Look look) -> Objects.requireNonNull(look.reason))
                            .thenComparing(Comparator.comparingDouble((Look look) -> look.metres)
                                    .reversed())
                            .thenComparing(Comparator.comparing((Look look) -> look.store.id())
                                    .reversed()))
                    .orElseThrow()
                    .passedOver();
            if (!kept.contains(closest)) {
                kept.set(59, closest);
            }
        }
        return kept;
    }

    /// One store looked at, by the words of the design: open then, not paused, under its load cap, licensed for every
    /// line, every line in stock above the safety stock, the address inside its reach.
    private static final class Look {

        private final Wanted wanted;
        private final Store store;
        private final Profile profile;
        private final double metres;
        private final long courier;
        private final long straightPromise;
        private final boolean reaches;
        private final @Nullable PassedOver reason;

        Look(Wanted wanted, Outlet outlet, Couriers couriers) {
            this.wanted = wanted;
            this.store = outlet.store();
            this.profile = store.profile();
            this.metres = profile.point().metresTo(wanted.destination());
            long way = StraightLineTravelTimes.DEFAULTS
                    .between(profile.point(), wanted.destination(), mode())
                    .duration()
                    .toSeconds();
            this.courier =
                    isPickup() ? way : couriers.expectedArrival(profile.point()).toSeconds();
            long ready = Math.max(profile.preparation().toSeconds(), courier);
            this.straightPromise = isPickup() ? ready : ready + way;
            this.reaches = profile.reach().covers(profile.point(), wanted.destination());
            Instant handOver = wanted.now().plusSeconds(ready);
            Instant start = wanted.now();
            if (wanted.window() != null) {
                Instant latest = wanted.window().start().minusSeconds(isPickup() ? 0 : way);
                if (latest.isAfter(handOver)) {
                    handOver = latest;
                    start = latest.minus(profile.preparation());
                }
            }
            this.reason = reason(outlet, start, handOver);
        }

        private @Nullable PassedOver reason(Outlet outlet, Instant start, Instant handOver) {
            if (wanted.asked().containsKey(store.id())) {
                return wanted.asked().get(store.id());
            }
            if (!reaches) {
                return PassedOver.OUT_OF_REACH;
            }
            Availability.State state = store.availability().stateAt(start);
            if (state == Availability.State.BUSY) {
                return PassedOver.STORE_BUSY;
            }
            if (state == Availability.State.PAUSED) {
                return PassedOver.STORE_PAUSED;
            }
            boolean open = profile.hours().isOpenAt(start, profile.zone())
                    && profile.hours().isOpenAt(handOver, profile.zone());
            if (state == Availability.State.CLOSED || !open) {
                return PassedOver.STORE_CLOSED;
            }
            if (wanted.window() == null && outlet.openOrders() >= profile.loadCap()) {
                return PassedOver.LOAD_CAP;
            }
            for (String sku : wanted.pieces().keySet()) {
                ShelfItem item = outlet.shelf().get(sku);
                if (item == null) {
                    return PassedOver.ITEM_NOT_CARRIED;
                }
                if (item.capability() != null && !store.offersAt(item.capability(), start)) {
                    return PassedOver.CAPABILITY_MISSING;
                }
                if (item.licence() != null && !store.isLicensedAt(item.licence(), start)) {
                    return PassedOver.LICENCE_MISSING;
                }
            }
            boolean all = wanted.pieces().entrySet().stream()
                    .allMatch(line -> Objects.requireNonNull(outlet.shelf().get(line.getKey()))
                                            .available()
                                    - profile.safetyStock()
                            >= line.getValue());
            return all ? null : PassedOver.ITEM_SOLD_OUT;
        }

        Candidate judged(TravelTimes engine) {
            long way = engine.between(profile.point(), wanted.destination(), mode())
                    .duration()
                    .toSeconds();
            long arrival = isPickup() ? way : courier;
            long promise = Math.max(profile.preparation().toSeconds(), arrival) + (isPickup() ? 0 : way);
            boolean tooLate = wanted.window() == null
                    ? promise > wanted.longestPromise().toSeconds()
                    : wanted.now().plusSeconds(promise).isAfter(wanted.window().end());
            PassedOver why = wanted.window() == null ? PassedOver.PROMISE_UNREACHABLE : PassedOver.WINDOW_UNREACHABLE;
            return candidate((int) arrival, (int) way, (int) promise, tooLate ? why : null);
        }

        Candidate passedOver() {
            return candidate(null, null, null, Objects.requireNonNull(reason));
        }

        private Candidate candidate(
                @Nullable Integer arrival, @Nullable Integer way, @Nullable Integer promise, @Nullable PassedOver why) {
            return new Candidate(
                    store.id(),
                    profile.name(),
                    (int) Math.round(metres),
                    (int) profile.preparation().toSeconds(),
                    arrival,
                    way,
                    promise,
                    why == null ? Verdict.ELIGIBLE : Verdict.PASSED_OVER,
                    why);
        }

        private boolean isPickup() {
            return wanted.fulfilment() == Fulfilment.PICKUP;
        }

        private Mode mode() {
            return isPickup() ? Mode.WALKING : Mode.RIDING;
        }
    }

    /// Streets that are up to twice as long as the built-in figure, the same for the same points.
    private static TravelTime aroundCorners(Coordinate from, Coordinate to, Mode mode) {
        TravelTime straight = StraightLineTravelTimes.DEFAULTS.between(from, to, mode);
        long corners = Math.floorMod(Double.hashCode(from.latitude() * 31 + to.longitude()), 100);
        return new TravelTime(straight.duration().multipliedBy(100 + corners).dividedBy(100), straight.metres());
    }

    /// Draws stores, goods and orders around a place.
    private record City(Random random, double latitude, double longitude, double metres) implements Couriers {

        @Override
        public Duration expectedArrival(Coordinate at) {
            return Duration.ofSeconds(60 + Math.floorMod(Math.round(at.latitude() * 90) * 97, 420));
        }

        @Override
        public Duration soonestArrival() {
            return Duration.ofSeconds(60);
        }

        Store store(UUID id) {
            StoreDraft draft = new StoreDraft(id, "Store " + id.getLeastSignificantBits(), place(1))
                    .preparation(Duration.ofSeconds(60 + random.nextInt(900)))
                    .loadCap(1 + random.nextInt(14))
                    .safetyStock(random.nextInt(3));
            switch (random.nextInt(12)) {
                case 0 -> draft.said(Availability.State.BUSY, null);
                case 1 -> draft.said(Availability.State.PAUSED, NOW.plusSeconds(random.nextInt(7_200)));
                case 2 -> draft.said(Availability.State.CLOSED, null);
                default -> {}
            }
            switch (random.nextInt(5)) {
                case 0 -> draft.hours(daily(new Opening(random.nextInt(1_440), random.nextInt(1_441))));
                case 1 ->
                    draft.hours(new OpeningHours(
                            OpeningHours.always().weekly(), Map.of(LocalDate.parse("2026-11-23"), List.of())));
                default -> {}
            }
            switch (random.nextInt(10)) {
                case 0 -> draft.reach(square(draft.store().profile().point(), 300 + random.nextInt(2_500)));
                case 1 -> draft.reach(square(place(0.5), 300 + random.nextInt(2_500)));
                case 2 -> draft.reach(50 + random.nextInt(19_950));
                default -> draft.reach(500 + random.nextInt(3_000));
            }
            if (random.nextBoolean()) {
                draft.capable(
                        Capability.FRESH,
                        random.nextBoolean() ? null : daily(new Opening(random.nextInt(1_440), random.nextInt(1_441))));
            }
            if (random.nextInt(3) > 0) {
                draft.licensed(Licence.FOOD, LocalDate.parse("2026-11-20").plusDays(random.nextInt(30)));
            }
            return draft.store();
        }

        @Nullable ShelfItem item(int number) {
            if (random.nextInt(4) == 0) {
                return null;
            }
            return new ShelfItem(
                    random.nextInt(9),
                    new Money(100, "CNY"),
                    number % 5 == 0 ? Capability.FRESH : null,
                    number % 4 == 0 ? Licence.FOOD : null);
        }

        Wanted order(List<UUID> ids) {
            TreeMap<String, Integer> pieces = new TreeMap<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                pieces.put(
                        "sku-" + (random.nextInt(40) == 0 ? "unheard" : random.nextInt(GOODS)), 1 + random.nextInt(2));
            }
            Instant start = NOW.plusSeconds(random.nextInt(20_000));
            Map<UUID, PassedOver> asked = new HashMap<>();
            for (int i = random.nextInt(20); i > 0; i--) {
                asked.put(ids.get(random.nextInt(ids.size())), PassedOver.DECLINED);
            }
            return new Wanted(
                    random.nextInt(4) == 0 ? Fulfilment.PICKUP : Fulfilment.DELIVERY,
                    pieces,
                    place(random.nextInt(20) == 0 ? 4 : 1),
                    random.nextInt(3) == 0 ? new Window(start, start.plusSeconds(1_800)) : null,
                    NOW,
                    Duration.ofMinutes(5 + random.nextInt(60)),
                    asked);
        }

        /// Somewhere on the square, or so much farther out.
        Coordinate place(double wider) {
            return moved(
                    new Coordinate(latitude, longitude),
                    (random.nextDouble() - 0.5) * metres * wider,
                    (random.nextDouble() - 0.5) * metres * wider);
        }

        private static Reach square(Coordinate centre, double half) {
            double middle = centre.longitude();
            if (Math.abs(middle) > 179.5) {
                return new Reach.Radius((int) half);
            }
            return new Reach.Polygon(List.of(
                    moved(centre, -half, -half),
                    moved(centre, -half, half),
                    moved(centre, half, half),
                    moved(centre, half, -half)));
        }

        private static Coordinate moved(Coordinate from, double north, double east) {
            double longitude = from.longitude() + east / 111_195 / Math.cos(Math.toRadians(from.latitude()));
            return new Coordinate(
                    from.latitude() + north / 111_195,
                    longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude);
        }

        private static OpeningHours daily(Opening opening) {
            return new OpeningHours(
                    Arrays.stream(DayOfWeek.values())
                            .collect(Collectors.toMap(Function.identity(), _ -> List.of(opening))),
                    Map.of());
        }
    }
}
