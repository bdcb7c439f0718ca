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
import io.yike.store.registering.domain.Reach;
import io.yike.store.registering.domain.Store;
import io.yike.travel.Coordinate;
import io.yike.travel.StraightLineTravelTimes;
import io.yike.travel.TravelTime;
import io.yike.travel.TravelTimes;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        carries(store("B", 400).preparation(Duration.ofMinutes(15)), "milk", 9);

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
        carries(store("A", -300).preparation(Duration.ZERO), "milk", 9);
        carries(store("B", 300).preparation(Duration.ZERO), "milk", 9);

        assertThat(rank()).extracting(Candidate::name).containsExactly("A", "B");
    }

    /// ```
    /// A(1 km)------------D
    /// ```
    @Test
    void scenario05_outOfReachIsSaidOfTheNeighbours() {
        carries(store("A", -1_200).reach(1_000), "milk", 9);

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
        carries(store("B", 200).safetyStock(1), "milk", 2);

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
        sells(store("A", 100), item(9, null, Licence.MEDICINE));
        sells(
                store("B", 200).licensed(Licence.MEDICINE, LocalDate.parse("2026-11-22")),
                item(9, null, Licence.MEDICINE));
        sells(
                store("C", 300).licensed(Licence.MEDICINE, LocalDate.parse("2026-11-23")),
                item(9, null, Licence.MEDICINE));

        assertThat(eligible()).containsExactly("C");
        assertThat(reasons()).containsExactly(PassedOver.LICENCE_MISSING, PassedOver.LICENCE_MISSING);
    }

    @Test
    void scenario10_aCapabilityHasItsOwnHours() {
        OpeningHours morning = monday(new Opening(6 * 60, 10 * 60));
        OpeningHours noon = monday(new Opening(11 * 60, 14 * 60));
        sells(store("A", 100).capable(Capability.BREAKFAST, morning), item(9, Capability.BREAKFAST, null));
        sells(store("B", 200).capable(Capability.BREAKFAST, noon), item(9, Capability.BREAKFAST, null));

        assertThat(eligible()).containsExactly("B");
        assertThat(reasons()).containsExactly(PassedOver.CAPABILITY_MISSING);
    }

    /// Closes at 12:04, and the bag could be handed over at 12:05.
    @Test
    void scenario11_theStoreMustStillBeOpenWhenTheCourierComes() {
        carries(store("A", 100).hours(monday(new Opening(7 * 60, 12 * 60 + 4))), "milk", 9);
        carries(store("B", 200).hours(monday(new Opening(7 * 60, 12 * 60 + 6))), "milk", 9);

        assertThat(eligible()).containsExactly("B");
        assertThat(reasons()).containsExactly(PassedOver.STORE_CLOSED);
    }

    @Test
    void scenario12_busyPausedAndClosedStoresArePassedOverUntilTheyReturn() {
        carries(store("A", 100).said(Availability.State.BUSY, null), "milk", 9);
        carries(store("B", 200).said(Availability.State.PAUSED, NOON.plusSeconds(1)), "milk", 9);
        carries(store("C", 300).said(Availability.State.CLOSED, null), "milk", 9);
        carries(store("D", 400).said(Availability.State.PAUSED, NOON), "milk", 9);

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
        carries(store("A", 100).preparation(Duration.ofMinutes(70)), "milk", 9);

        assertThat(reasons()).containsExactly(PassedOver.PROMISE_UNREACHABLE);
    }

    /// The store opens at 14:00; the window begins at 15:00.
    @Test
    void scenario16_aWindowLooksAtTheHoursOfThatTime() {
        carries(store("A", 100).hours(monday(new Opening(14 * 60, 20 * 60))), "milk", 9);
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
        StoreDraft draft = store("A", 100);
        carries(draft, "milk", 9);
        Store elsewhere = draft.at(east(60_000)).store();

        map.put(elsewhere, 0);

        assertThat(rank()).isEmpty();
        assertThat(map.near(elsewhere.profile().point(), 100)).hasSize(1);
        assertThat(map.near(destination(), 1_000)).isEmpty();
    }

    /// Open from Sunday 20:00 to Monday 02:00; the bag can be handed over five minutes after the order.
    @Test
    void scenario21_theNightBelongsToTheDayItBeganOn() {
        OpeningHours night =
                new OpeningHours(Map.of(DayOfWeek.SUNDAY, List.of(new Opening(20 * 60, 2 * 60))), Map.of());
        carries(store("A", 100).hours(night), "milk", 9);

        assertThat(verdictAt("2026-11-22T17:54:59Z")).isNull();
        assertThat(verdictAt("2026-11-22T17:55:00Z")).isEqualTo(PassedOver.STORE_CLOSED);
        assertThat(verdictAt("2026-11-22T11:59:59Z")).isEqualTo(PassedOver.STORE_CLOSED);
        assertThat(verdictAt("2026-11-22T12:00:00Z")).isNull();
        assertThat(verdictAt("2026-11-23T17:30:00Z")).isEqualTo(PassedOver.STORE_CLOSED);
    }

    /// The Sunday is New Year's Eve's own: open in the morning only, and no night.
    @Test
    void scenario22_anExceptionStandsForItsDayAndTheNightThatBeginsOnIt() {
        OpeningHours hours = new OpeningHours(
                Map.of(DayOfWeek.SUNDAY, List.of(new Opening(20 * 60, 2 * 60))),
                Map.of(LocalDate.parse("2026-11-22"), List.of(new Opening(8 * 60, 12 * 60))));
        carries(store("A", 100).hours(hours), "milk", 9);

        assertThat(verdictAt("2026-11-22T02:00:00Z")).isNull();
        assertThat(verdictAt("2026-11-22T13:00:00Z")).isEqualTo(PassedOver.STORE_CLOSED);
        assertThat(verdictAt("2026-11-22T17:00:00Z")).isEqualTo(PassedOver.STORE_CLOSED);
        assertThat(verdictAt("2026-11-29T17:00:00Z")).isNull();
    }

    /// Clocks in Berlin go forward on 2026-03-29 and back on 2026-10-25, each at 01:00Z.
    @Test
    void scenario23_hoursAreThoseOfTheStoresOwnClock() {
        OpeningHours hours = new OpeningHours(Map.of(DayOfWeek.SUNDAY, List.of(new Opening(60, 7 * 60))), Map.of());
        carries(store("A", 100).hours(hours).zone("Europe/Berlin"), "milk", 9);

        assertThat(verdictAt("2026-03-22T05:50:00Z")).isNull();
        assertThat(verdictAt("2026-03-29T05:50:00Z")).isEqualTo(PassedOver.STORE_CLOSED);
        assertThat(verdictAt("2026-03-29T04:50:00Z")).isNull();
        assertThat(verdictAt("2026-10-25T05:50:00Z")).isNull();
        assertThat(verdictAt("2026-10-24T23:30:00Z")).isNull();
        assertThat(verdictAt("2026-10-25T00:30:00Z")).isNull();
    }

    /// ```
    ///   +-----------------+
    ///   | A     +-----+   |
    ///   |       |  D  |   |    the lake is cut out, and a cut leads to it
    ///   |       +--+--+   |
    ///   +----------+------+
    /// ```
    @Test
    void scenario24_aPolygonLeavesOutWhatIsCutOut() {
        Reach.Polygon aroundTheLake = polygon(
                -1_000, -900, 1_000, -900, 1_000, 900, 0, 900, 0, 300, 300, 300, 300, -300, -300, -300, -300, 300, 0,
                300, 0, 900, -1_000, 900);
        carries(store("A", -800).reach(aroundTheLake), "milk", 9);
        carries(store("B", 900).reach(polygon(-100, -100, 100, -100, 100, 100, -100, 100)), "milk", 9);

        assertThat(aroundTheLake.isUsable()).isTrue();
        assertThat(eligible()).containsExactly("B");
        assertThat(aroundTheLake.covers(east(-800), east(500))).isTrue();
    }

    /// ```
    /// A  ~river~  +--D--+      A delivers across the river only
    /// ```
    @Test
    void scenario25_aPolygonNeedNotHoldItsStore() {
        carries(store("A", -2_500).reach(polygon(-200, -200, 200, -200, 200, 200, -200, 200)), "milk", 9);

        assertThat(eligible()).containsExactly("A");
    }

    /// A point on an edge that two polygons share belongs to one of them.
    @Test
    void scenario26_neighbouringPolygonsLeaveNoGapAndDoNotOverlap() {
        Reach.Polygon west = polygon(-500, -500, 0, -500, 0, 500, -500, 500);
        Reach.Polygon east = polygon(0, -500, 500, -500, 500, 500, 0, 500);
        carries(store("A", -300).reach(west), "milk", 9);
        carries(store("B", 300).reach(east), "milk", 9);

        assertThat(eligible()).hasSize(1);
    }

    /// Noon; the window is from 15:00, so that preparation begins at 14:55.
    @Test
    void scenario27_aWindowIsJudgedByWhatHoldsThen() {
        Instant three = NOON.plus(Duration.ofHours(3));
        Instant justBefore = three.minus(Duration.ofMinutes(6));
        Instant justAfter = three.minus(Duration.ofMinutes(5)).plusSeconds(1);
        carries(store("A", 0).said(Availability.State.PAUSED, justBefore), "milk", 9);
        carries(store("B", 0).said(Availability.State.PAUSED, justAfter), "milk", 9);
        OpeningHours afternoon = monday(new Opening(14 * 60 + 50, 16 * 60));
        sells(store("C", 0).capable(Capability.BREAKFAST, afternoon), item(9, Capability.BREAKFAST, null));
        OpeningHours evening = monday(new Opening(16 * 60, 20 * 60));
        sells(store("D", 0).capable(Capability.BREAKFAST, evening), item(9, Capability.BREAKFAST, null));

        List<Candidate> ranked = ranking().rank(wanted(new Window(three, three.plusSeconds(1_800)), Map.of()), map);

        assertThat(ranked.stream().filter(Candidate::isEligible).map(Candidate::name))
                .containsExactly("A", "C");
        assertThat(ranked.stream().map(Candidate::passedOver).filter(Objects::nonNull))
                .containsExactly(PassedOver.STORE_PAUSED, PassedOver.CAPABILITY_MISSING);
    }

    /// A licence that ends on Monday is none for a window on Tuesday.
    @Test
    void scenario28_aLicenceMustHoldWhenTheWindowComes() {
        sells(
                store("A", 100).licensed(Licence.MEDICINE, LocalDate.parse("2026-11-23")),
                item(9, null, Licence.MEDICINE));
        Instant tomorrow = NOON.plus(Duration.ofDays(1));

        List<Candidate> ranked =
                ranking().rank(wanted(new Window(tomorrow, tomorrow.plusSeconds(1_800)), Map.of()), map);

        assertThat(eligible()).containsExactly("A");
        assertThat(ranked).extracting(Candidate::passedOver).containsExactly(PassedOver.LICENCE_MISSING);
    }

    /// What a store has to do now says nothing of tomorrow.
    @Test
    void scenario29_theLoadCapIsThatOfNow() {
        Store full = carries(store("A", 100), "milk", 9);
        map.put(full, 10);
        Instant tomorrow = NOON.plus(Duration.ofDays(1));

        List<Candidate> ranked =
                ranking().rank(wanted(new Window(tomorrow, tomorrow.plusSeconds(1_800)), Map.of()), map);

        assertThat(ranked).extracting(Candidate::verdict).containsExactly(Candidate.Verdict.ELIGIBLE);
    }

    /// Seventy stores near by never carry the item; the one far off had it yesterday.
    @Test
    void scenario30_theNearestMissIsToldHoweverManyAreNearer() {
        for (int i = 1; i <= 70; i++) {
            map.put(store("S" + i, 10 * i).store(), 0);
        }
        carries(store("Far", 2_500), "milk", 0);

        assertThat(rank()).hasSize(60);
        assertThat(rank()).extracting(Candidate::name).contains("S1", "S59", "Far");
        assertThat(NobodyLeft.of(rank())).isEqualTo(NobodyLeft.ITEM_SOLD_OUT);
    }

    /// ```
    /// A--|--D     the line is the 180th meridian
    /// ```
    @Test
    void scenario31_theEarthIsRound() {
        Coordinate west = new Coordinate(-16.8, 179.995);
        Coordinate east = new Coordinate(-16.8, -179.995);
        carries(new StoreDraft("A", west), "milk", 9);

        List<Candidate> ranked = ranking()
                .rank(new Wanted(Fulfilment.DELIVERY, basket, east, null, NOON, Duration.ofHours(1), Map.of()), map);

        assertThat(ranked).extracting(Candidate::verdict).containsExactly(Candidate.Verdict.ELIGIBLE);
        assertThat(ranked.getFirst().distanceMetres()).isBetween(1_050, 1_080);
    }

    /// The engine says that A's way leads around the lake.
    @Test
    void scenario32_theEnginesFiguresDecideTheOrder() {
        carries(store("A", -300), "milk", 9);
        carries(store("B", 900), "milk", 9);
        TravelTimes aroundTheLake = (from, to, mode) -> from.longitude() < to.longitude()
                ? new TravelTime(Duration.ofMinutes(20), 5_000)
                : StraightLineTravelTimes.DEFAULTS.between(from, to, mode);

        List<Candidate> ranked = new Ranking(couriers, aroundTheLake).rank(wanted(null, Map.of()), map);

        assertThat(ranked).extracting(Candidate::name).containsExactly("B", "A");
        assertThat(ranked.getLast().promiseSeconds()).isEqualTo(300 + 1_200);
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

    /// Of the one store at that time; null for eligible.
    private @Nullable PassedOver verdictAt(String time) {
        Wanted wanted = new Wanted(
                Fulfilment.DELIVERY, basket, destination(), null, Instant.parse(time), Duration.ofHours(1), Map.of());
        return ranking().rank(wanted, map).getFirst().passedOver();
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

    private Store carries(StoreDraft draft, String sku, int pieces) {
        Store store = draft.store();
        map.put(store, 0);
        map.put(store.id(), sku, item(pieces, null, null));
        return store;
    }

    private void sells(StoreDraft draft, ShelfItem item) {
        Store store = draft.store();
        map.put(store, 0);
        map.put(store.id(), "milk", item);
    }

    private static ShelfItem item(int pieces, @Nullable Capability capability, @Nullable Licence licence) {
        return new ShelfItem(pieces, new Money(1_250, "CNY"), capability, licence);
    }

    private static StoreDraft store(String name, double metresEast) {
        return new StoreDraft(name, east(metresEast));
    }

    private static Coordinate east(double metres) {
        return new Coordinate(31.23, 121.47 + metres / METRES_PER_DEGREE);
    }

    /// Corners in metres east and north of the destination.
    private static Reach.Polygon polygon(int... eastAndNorth) {
        List<Coordinate> corners = new ArrayList<>();
        for (int i = 0; i < eastAndNorth.length; i += 2) {
            corners.add(new Coordinate(
                    31.23 + eastAndNorth[i + 1] / 111_195.0, 121.47 + eastAndNorth[i] / METRES_PER_DEGREE));
        }
        return new Reach.Polygon(corners);
    }

    private static OpeningHours monday(Opening... openings) {
        return new OpeningHours(Map.of(DayOfWeek.MONDAY, List.of(openings)), Map.of());
    }
}
