package io.yike.benchmarks.store;

import io.yike.payments.Money;
import io.yike.store.ranking.Couriers;
import io.yike.store.ranking.Outlet;
import io.yike.store.ranking.ShelfItem;
import io.yike.store.ranking.Wanted;
import io.yike.store.ranking.Wanted.Fulfilment;
import io.yike.store.registering.domain.Availability;
import io.yike.store.registering.domain.Licence;
import io.yike.store.registering.domain.Opening;
import io.yike.store.registering.domain.OpeningHours;
import io.yike.store.registering.domain.Profile;
import io.yike.store.registering.domain.Reach;
import io.yike.store.registering.domain.Store;
import io.yike.travel.Coordinate;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Stores on a square of ground, the same for the same seed: some busy, paused, full, closed or without a licence, each
/// with a part of the goods. The density is that of a dense city whatever the number: 25 stores to a square kilometre,
/// 5,000 on 14 by 14 km, 100,000 on 63 by 63 km.
///
/// @param orders what is asked of them, each at a place of its own
record SyntheticCity(List<Outlet> outlets, Couriers couriers, List<Wanted> orders) {

    static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    static final int GOODS = 40;

    private static final double STORES_PER_SQUARE_KILOMETRE = 25;
    private static final double METRES_PER_DEGREE = 111_195;
    private static final double SOUTH = 31.0;
    private static final double WEST = 121.0;
    private static final double NARROWING = Math.cos(Math.toRadians(SOUTH));

    static SyntheticCity of(int stores, int orders, long seed) {
        Random random = new Random(seed);
        double side = Math.sqrt(stores / STORES_PER_SQUARE_KILOMETRE) * 1_000;
        List<Outlet> outlets = new ArrayList<>(stores);
        for (int i = 0; i < stores; i++) {
            outlets.add(outlet(i, side, random));
        }
        List<Wanted> wanted = new ArrayList<>(orders);
        for (int i = 0; i < orders; i++) {
            wanted.add(order(side, random));
        }
        return new SyntheticCity(outlets, new Areas(), wanted);
    }

    /// Couriers are 1 to 8 minutes away, the same in each area some 1.2 km wide.
    private static final class Areas implements Couriers {

        @Override
        public Duration expectedArrival(Coordinate at) {
            long area = (long) Math.floor(at.latitude() * 90) * 31 + (long) Math.floor(at.longitude() * 90);
            return Duration.ofSeconds(60 + Math.floorMod(area * 97, 420));
        }

        @Override
        public Duration soonestArrival() {
            return Duration.ofSeconds(60);
        }
    }

    private static Outlet outlet(int number, double side, Random random) {
        Availability.State state = switch (random.nextInt(20)) {
            case 0 -> Availability.State.BUSY;
            case 1 -> Availability.State.PAUSED;
            default -> Availability.State.OPEN;
        };
        Store store = new Store(
                new UUID(random.nextLong() >>> 1, number),
                new Profile(
                        "Store " + number,
                        null,
                        "Street " + number,
                        place(side, random),
                        ZoneId.of("Asia/Shanghai"),
                        random.nextInt(10) == 0 ? evenings() : OpeningHours.always(),
                        Map.of(),
                        new Reach.Radius(1_000 + 500 * random.nextInt(5)),
                        random.nextBoolean()
                                ? Map.of(
                                        Licence.MEDICINE,
                                        new Profile.HeldLicence("M-" + number, LocalDate.of(2027, 1, 1)))
                                : Map.of(),
                        Duration.ofSeconds(120 + 30 * random.nextInt(20)),
                        10,
                        false,
                        random.nextInt(3)),
                new Availability(state, null, NOW),
                1,
                NOW);
        Map<String, ShelfItem> shelf = new ConcurrentHashMap<>();
        for (int item = 0; item < GOODS; item++) {
            if (random.nextInt(100) < 60) {
                shelf.put(
                        "sku-" + item,
                        new ShelfItem(
                                random.nextInt(12),
                                new Money(500 + item, "CNY"),
                                null,
                                item % 10 == 0 ? Licence.MEDICINE : null));
            }
        }
        return new Outlet(store, random.nextInt(12), shelf);
    }

    private static Wanted order(double side, Random random) {
        TreeMap<String, Integer> pieces = new TreeMap<>();
        int lines = 1 + random.nextInt(3);
        while (pieces.size() < lines) {
            pieces.put("sku-" + random.nextInt(GOODS), 1 + random.nextInt(2));
        }
        return new Wanted(
                Fulfilment.DELIVERY, pieces, place(side, random), null, NOW, Duration.ofMinutes(60), Map.of());
    }

    private static Coordinate place(double side, Random random) {
        double north = random.nextDouble() * side;
        double east = random.nextDouble() * side;
        return new Coordinate(SOUTH + north / METRES_PER_DEGREE, WEST + east / METRES_PER_DEGREE / NARROWING);
    }

    private static OpeningHours evenings() {
        List<Opening> openings = List.of(new Opening(18 * 60, 2 * 60));
        return new OpeningHours(
                Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(Function.identity(), _ -> openings)),
                Map.of());
    }
}
