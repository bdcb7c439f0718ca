package io.yike.store.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.payments.Money;
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
import io.yike.travel.StraightLineTravelTimes;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Scenarios are drawn from west to east; a dash is some 100 m, D the destination. Monday noon in Shanghai, and a
/// courier is
/// five minutes away unless the scenario says otherwise. 100 m of straight line are 130 m of streets, or 29 s on the
/// road.
class RankingTest {

    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final double METRES_PER_DEGREE = 111_195 * Math.cos(Math.toRadians(31.23));

    private final StoreMap map = new StoreMap();
    private final TreeMap<String, Integer> basket = new TreeMap<>(Map.of("milk", 2));
    private Couriers couriers = _ -> Duration.ofMinutes(5);

    @BeforeEach
    void theStoresAreEmpty() {
        assertThat(map.size()).isZero();
    }

    /// ```
    /// A---------D---B
    /// ```
    @Test
    void scenario01_theNearerStoreHasTheEarlierPromise() {
        carries(store("A", -900), "milk", 9);
        carries(store("B", 400), "milk", 9);

        assertThat(rank()).extracting(Candidate::name).containsExactly("B", "A");
        assertThat(rank().getFirst().promiseSeconds()).isEqualTo(300 + 115);
    }

    /// ```
    /// A---------D---B     B needs 15 minutes to prepare
    /// ```
    @Test
    void scenario02_aQuickerStoreFartherAwayWins() {
        carries(store("A", -900), "milk", 9);
        carries(with(store("B", 400), Duration.ofMinutes(15)), "milk", 9);

        assertThat(rank()).extracting(Candidate::name).containsExactly("A", "B");
    }

    /// ```
    /// A---------D---B     the couriers are all in the west
    /// ```
    @Test
    void scenario03_theCourierIsWaitedForOnlyAsFarAsPreparationIsShorter() {
        couriers = at -> at.longitude() < 121.47 ? Duration.ofMinutes(1) : Duration.ofMinutes(20);
        carries(store("A", -900), "milk", 9);
        carries(store("B", 400), "milk", 9);

        assertThat(rank()).extracting(Candidate::name).containsExactly("A", "B");
        assertThat(rank().getFirst().courierSeconds()).isEqualTo(60);
        assertThat(rank().getFirst().promiseSeconds()).isEqualTo(300 + 260);
    }

    /// ```
    /// A----D----B
    /// ```
    @Test
    void scenario04_tiesGoToTheNearerThenToTheSmallerId() {
        couriers = _ -> Duration.ofHours(1).minus(Duration.ofMinutes(10));
        carries(with(store("A", -300), Duration.ZERO), "milk", 9);
        carries(with(store("B", 300), Duration.ZERO), "milk", 9);

        assertThat(rank()).extracting(Candidate::name).containsExactly("A", "B");
    }

    /// ```
    /// A(1 km)------------D
    /// ```
    @Test
    void scenario05_outOfReachIsSaidOfTheNeighbours() {
        carries(with(store("A", -1_200), new Reach.Radius(1_000)), "milk", 9);

        assertThat(reasons()).containsExactly(PassedOver.OUT_OF_REACH);
        assertThat(NobodyLeft.of(rank())).isEqualTo(NobodyLeft.OUT_OF_REACH);
    }

    @Test
    void scenario06_withNoStoreForMilesThereIsNoCandidate() {
        carries(store("A", -50_000), "milk", 9);

        assertThat(rank()).isEmpty();
        assertThat(NobodyLeft.of(rank())).isEqualTo(NobodyLeft.OUT_OF_REACH);
    }

    @Test
    void scenario07_theSafetyStockIsNotSold() {
        carries(store("A", 100), "milk", 2);
        carries(withSafetyStock(store("B", 200), 1), "milk", 2);

        assertThat(eligible()).containsExactly("A");
        assertThat(reasons()).containsExactly(PassedOver.ITEM_SOLD_OUT);
    }

    @Test
    void scenario08_everyLineMustBeThere() {
        basket.put("bread", 1);
        carries(store("A", 100), "milk", 9);
        Store both = carries(store("B", 900), "milk", 9);
        map.put(both.id(), "bread", item(1, null, null));

        assertThat(eligible()).containsExactly("B");
        assertThat(reasons()).containsExactly(PassedOver.ITEM_NOT_CARRIED);
    }

    @Test
    void scenario09_aLicenceIsNeededAndEndsWithItsDay() {
        Store without = store("A", 100);
        Store ended = licensed(store("B", 200), LocalDate.parse("2026-11-22"));
        Store valid = licensed(store("C", 300), LocalDate.parse("2026-11-23"));
        for (Store store : List.of(without, ended, valid)) {
            map.put(store, 0);
            map.put(store.id(), "milk", item(9, null, Licence.MEDICINE));
        }

        assertThat(eligible()).containsExactly("C");
        assertThat(reasons()).containsExactly(PassedOver.LICENCE_MISSING, PassedOver.LICENCE_MISSING);
    }

    @Test
    void scenario10_aCapabilityHasItsOwnHours() {
        Store morning = capable(store("A", 100), new Opening(6 * 60, 10 * 60));
        Store noon = capable(store("B", 200), new Opening(11 * 60, 14 * 60));
        for (Store store : List.of(morning, noon)) {
            map.put(store, 0);
            map.put(store.id(), "milk", item(9, Capability.BREAKFAST, null));
        }

        assertThat(eligible()).containsExactly("B");
        assertThat(reasons()).containsExactly(PassedOver.CAPABILITY_MISSING);
    }

    /// Closes at 12:04, and the bag could be handed over at 12:05.
    @Test
    void scenario11_theStoreMustStillBeOpenWhenTheCourierComes() {
        carries(open(store("A", 100), new Opening(7 * 60, 12 * 60 + 4)), "milk", 9);
        carries(open(store("B", 200), new Opening(7 * 60, 12 * 60 + 6)), "milk", 9);

        assertThat(eligible()).containsExactly("B");
        assertThat(reasons()).containsExactly(PassedOver.STORE_CLOSED);
    }

    @Test
    void scenario12_busyPausedAndClosedStoresArePassedOverUntilTheyReturn() {
        carries(said(store("A", 100), Availability.State.BUSY, null), "milk", 9);
        carries(said(store("B", 200), Availability.State.PAUSED, NOON.plusSeconds(1)), "milk", 9);
        carries(said(store("C", 300), Availability.State.CLOSED, null), "milk", 9);
        carries(said(store("D", 400), Availability.State.PAUSED, NOON), "milk", 9);

        assertThat(eligible()).containsExactly("D");
        assertThat(reasons()).containsExactly(PassedOver.STORE_BUSY, PassedOver.STORE_PAUSED, PassedOver.STORE_CLOSED);
    }

    @Test
    void scenario13_aFullStoreTakesNoMore() {
        Store full = carries(store("A", 100), "milk", 9);
        map.put(full, 10);
        carries(store("B", 200), "milk", 9);

        assertThat(eligible()).containsExactly("B");
        assertThat(reasons()).containsExactly(PassedOver.LOAD_CAP);
    }

    @Test
    void scenario14_whoHadTheOrderIsNotAskedAgain() {
        Store asked = carries(store("A", 100), "milk", 9);
        carries(store("B", 200), "milk", 9);

        List<Candidate> ranked = ranking().rank(wanted(null, Map.of(asked.id(), PassedOver.DECLINED)), map);

        assertThat(ranked).extracting(Candidate::name).containsExactly("B", "A");
        assertThat(NobodyLeft.of(ranked)).isEqualTo(NobodyLeft.STORES_DECLINED);
    }

    @Test
    void scenario15_aPromiseTooFarOffIsNone() {
        carries(with(store("A", 100), Duration.ofMinutes(70)), "milk", 9);

        assertThat(reasons()).containsExactly(PassedOver.PROMISE_UNREACHABLE);
    }

    /// The store opens at 14:00; the window begins at 15:00.
    @Test
    void scenario16_aWindowLooksAtTheHoursOfThatTime() {
        carries(open(store("A", 100), new Opening(14 * 60, 20 * 60)), "milk", 9);
        Instant three = NOON.plus(Duration.ofHours(3));

        List<Candidate> ranked = ranking().rank(wanted(new Window(three, three.plusSeconds(1_800)), Map.of()), map);

        assertThat(ranked).extracting(Candidate::verdict).containsExactly(Candidate.Verdict.ELIGIBLE);
        assertThat(reasons()).containsExactly(PassedOver.STORE_CLOSED);
    }

    @Test
    void scenario17_aWindowThatEndsBeforeThePromiseCannotBeMet() {
        carries(store("A", 100), "milk", 9);

        List<Candidate> ranked = ranking().rank(wanted(new Window(NOON, NOON.plusSeconds(200)), Map.of()), map);

        assertThat(ranked).extracting(Candidate::passedOver).containsExactly(PassedOver.WINDOW_UNREACHABLE);
    }

    /// Preparation 5 minutes, 400 m on foot: 400 × 1.3 / 1.3 m/s.
    @Test
    void scenario18_whoFetchesTheGoodsWalksWhileTheyArePrepared() {
        carries(store("A", 400), "milk", 9);

        Candidate candidate = ranking()
                .rank(
                        new Wanted(Fulfilment.PICKUP, basket, destination(), null, NOON, Duration.ofHours(1), Map.of()),
                        map)
                .getFirst();

        assertThat(candidate.courierSeconds()).isEqualTo(400);
        assertThat(candidate.promiseSeconds()).isEqualTo(400);
    }

    @Test
    void scenario19_ofManyTheBestSixtyAreKept() {
        for (int i = 1; i <= 90; i++) {
            carries(store("S" + i, 10 * i), "milk", 9);
        }

        assertThat(rank()).hasSize(60);
        assertThat(rank().getFirst().name()).isEqualTo("S1");
        assertThat(rank().getLast().name()).isEqualTo("S60");
    }

    @Test
    void scenario20_aStoreThatMovesIsFoundWhereItIsNow() {
        Store moved = carries(store("A", 100), "milk", 9);
        Store elsewhere = at(moved, 60_000);

        map.put(elsewhere, 0);

        assertThat(rank()).isEmpty();
        assertThat(map.near(elsewhere.profile().point(), 100)).hasSize(1);
        assertThat(map.near(destination(), 1_000)).isEmpty();
    }

    /// Any store that the map finds by its grid is one that a look at every store finds, and the reverse.
    @Test
    void scenario21_theGridLosesNobody() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            Store store = at(store("S" + i, 0), (random.nextDouble() - 0.5) * 20_000);
            carries(with(store, new Reach.Radius(100 + random.nextInt(6_000))), "milk", 9);
        }
        long reaching = map.near(destination(), 20_000).stream()
                .filter(nearby -> nearby.metres()
                        <= ((Reach.Radius) nearby.outlet().store().profile().reach()).metres())
                .count();

        assertThat(map.aroundReach(destination()).stream()
                        .filter(outlet -> outlet.store()
                                .profile()
                                .reach()
                                .covers(outlet.store().profile().point(), destination()))
                        .count())
                .isEqualTo(reaching)
                .isPositive();
    }

    private List<Candidate> rank() {
        return ranking().rank(wanted(null, Map.of()), map);
    }

    private List<String> eligible() {
        return rank().stream()
                .filter(Candidate::isEligible)
                .map(Candidate::name)
                .toList();
    }

    private List<@Nullable PassedOver> reasons() {
        return rank().stream()
                .filter(candidate -> !candidate.isEligible())
                .<@Nullable PassedOver>map(Candidate::passedOver)
                .toList();
    }

    private Ranking ranking() {
        return new Ranking(couriers, StraightLineTravelTimes.DEFAULTS);
    }

    private Wanted wanted(@Nullable Window window, Map<UUID, PassedOver> asked) {
        return new Wanted(Fulfilment.DELIVERY, basket, destination(), window, NOON, Duration.ofHours(1), asked);
    }

    private static Coordinate destination() {
        return new Coordinate(31.23, 121.47);
    }

    private Store carries(Store store, String sku, int pieces) {
        map.put(store, 0);
        map.put(store.id(), sku, item(pieces, null, null));
        return store;
    }

    private static ShelfItem item(int pieces, @Nullable Capability capability, @Nullable Licence licence) {
        return new ShelfItem(pieces, new Money(1_250, "CNY"), capability, licence);
    }

    private static int ids;

    private static Store store(String name, double metresEast) {
        Profile profile = new Profile(
                name,
                null,
                "somewhere",
                new Coordinate(31.23, 121.47 + metresEast / METRES_PER_DEGREE),
                ZoneId.of("Asia/Shanghai"),
                OpeningHours.always(),
                Map.of(),
                new Reach.Radius(3_000),
                Map.of(),
                Duration.ofMinutes(5),
                10,
                false,
                0);
        return of(new UUID(0, ++ids), profile, new Availability(Availability.State.OPEN, null, NOON));
    }

    private static Store of(UUID id, Profile profile, Availability availability) {
        return new Store(id, profile, availability, 1, NOON);
    }

    private static Store said(Store store, Availability.State state, @Nullable Instant until) {
        return of(store.id(), store.profile(), new Availability(state, until, NOON));
    }

    private static Store at(Store store, double metresEast) {
        Profile p = store.profile();
        return changed(store, p, new Coordinate(31.23, 121.47 + metresEast / METRES_PER_DEGREE), p.hours());
    }

    private static Store open(Store store, Opening opening) {
        Profile p = store.profile();
        return changed(store, p, p.point(), new OpeningHours(Map.of(DayOfWeek.MONDAY, List.of(opening)), Map.of()));
    }

    private static Store changed(Store store, Profile p, Coordinate point, OpeningHours hours) {
        return of(
                store.id(),
                new Profile(
                        p.name(),
                        p.chainId(),
                        p.address(),
                        point,
                        p.zone(),
                        hours,
                        p.capabilities(),
                        p.reach(),
                        p.licences(),
                        p.preparation(),
                        p.loadCap(),
                        p.autoAccept(),
                        p.safetyStock()),
                store.availability());
    }

    private static Store with(Store store, Duration preparation) {
        Profile p = store.profile();
        return of(
                store.id(),
                new Profile(
                        p.name(),
                        p.chainId(),
                        p.address(),
                        p.point(),
                        p.zone(),
                        p.hours(),
                        p.capabilities(),
                        p.reach(),
                        p.licences(),
                        preparation,
                        p.loadCap(),
                        p.autoAccept(),
                        p.safetyStock()),
                store.availability());
    }

    private static Store with(Store store, Reach reach) {
        Profile p = store.profile();
        return of(
                store.id(),
                new Profile(
                        p.name(),
                        p.chainId(),
                        p.address(),
                        p.point(),
                        p.zone(),
                        p.hours(),
                        p.capabilities(),
                        reach,
                        p.licences(),
                        p.preparation(),
                        p.loadCap(),
                        p.autoAccept(),
                        p.safetyStock()),
                store.availability());
    }

    private static Store withSafetyStock(Store store, int pieces) {
        Profile p = store.profile();
        return of(
                store.id(),
                new Profile(
                        p.name(),
                        p.chainId(),
                        p.address(),
                        p.point(),
                        p.zone(),
                        p.hours(),
                        p.capabilities(),
                        p.reach(),
                        p.licences(),
                        p.preparation(),
                        p.loadCap(),
                        p.autoAccept(),
                        pieces),
                store.availability());
    }

    private static Store licensed(Store store, LocalDate until) {
        Profile p = store.profile();
        return of(
                store.id(),
                new Profile(
                        p.name(),
                        p.chainId(),
                        p.address(),
                        p.point(),
                        p.zone(),
                        p.hours(),
                        p.capabilities(),
                        p.reach(),
                        Map.of(Licence.MEDICINE, new Profile.HeldLicence("M-1", until)),
                        p.preparation(),
                        p.loadCap(),
                        p.autoAccept(),
                        p.safetyStock()),
                store.availability());
    }

    private static Store capable(Store store, Opening opening) {
        Profile p = store.profile();
        OpeningHours hours = new OpeningHours(Map.of(DayOfWeek.MONDAY, List.of(opening)), Map.of());
        return of(
                store.id(),
                new Profile(
                        p.name(),
                        p.chainId(),
                        p.address(),
                        p.point(),
                        p.zone(),
                        p.hours(),
                        Map.of(Capability.BREAKFAST, Optional.of(hours)),
                        p.reach(),
                        p.licences(),
                        p.preparation(),
                        p.loadCap(),
                        p.autoAccept(),
                        p.safetyStock()),
                store.availability());
    }
}
