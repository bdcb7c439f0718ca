package io.yike.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.EventSender;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.PublishedEvents;
import io.yike.kit.testing.SecondInstance;
import io.yike.kit.testing.ServiceTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Orders on their way to a store, over real HTTP, broker and database.
@ServiceTest
class StoreJourneyIT {

    @Autowired
    private ApiClient api;

    @Autowired
    private EventSender events;

    @Autowired
    private PublishedEvents published;

    @Autowired
    private MutableClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ConfigurableEnvironment environment;

    private StoreFixtures city;

    @BeforeEach
    void aCityOfItsOwn() {
        city = new StoreFixtures(api, events, clock);
    }

    @Test
    void theNearestStoreAcceptsPacksAndTheGoodsAreSold() {
        UUID near = city.store("Near", 200);
        UUID far = city.store("Far", 900);
        city.stock(near, "milk", 5);
        city.stock(far, "milk", 5);

        UUID order = city.place("milk", 2);
        UUID offer = city.awaitOffer(order, near);

        assertThat(city.stockOf(near, "milk")).isEqualTo("5/2/0");
        JsonNode made = published.await("store.offer_made.v1", order);
        assertThat(made.at("/data/candidates/0/verdict").asString()).isEqualTo("offered");
        assertThat(made.at("/data/candidates/1/name").asString()).isEqualTo("Far");
        Answer accepted = city.till(near).post("/v1/offers/" + offer + "/accept", Map.of("readyInSeconds", 120));
        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.text("/state")).isEqualTo("accepted");
        JsonNode told = published.await("store.offer_accepted.v1", order);
        assertThat(told.at("/data/storeTotal/amount").asInt()).isEqualTo(2_000);
        assertThat(told.at("/data/automatic").asBoolean()).isFalse();
        assertThat(city.till(near).post("/v1/offers/" + offer + "/accept").text("/answeredAt"))
                .isEqualTo(accepted.text("/answeredAt"));
        assertThat(city.till(near)
                        .post("/v1/offers/" + offer + "/decline", Map.of("reason", "other"))
                        .code())
                .isEqualTo("offer_accepted");

        assertThat(city.till(near).post("/v1/offers/" + offer + "/ready").text("/state"))
                .isEqualTo("ready");
        assertThat(city.till(near).post("/v1/offers/" + offer + "/ready").status())
                .isEqualTo(200);
        published.await("store.order_ready.v1", order);
        city.complete(order, near);
        city.awaitRouting(order, "completed");

        assertThat(city.stockOf(near, "milk")).isEqualTo("3/0/0");
        assertThat(city.stockOf(far, "milk")).isEqualTo("5/0/0");
    }

    @Test
    void aDeclineGivesTheOrderToTheNextStoreWithinTwoSeconds() {
        UUID near = city.store("Near", 200);
        UUID far = city.store("Far", 900);
        city.stock(near, "milk", 5);
        city.stock(far, "milk", 5);
        UUID order = city.place("milk", 2);
        UUID offer = city.awaitOffer(order, near);

        long declined = System.nanoTime();
        Answer answer = city.till(near).post("/v1/offers/" + offer + "/decline", Map.of("reason", "store_too_busy"));
        city.awaitOffer(order, far);

        assertThat(Duration.ofNanos(System.nanoTime() - declined)).isLessThan(Duration.ofSeconds(2));
        assertThat(answer.text("/state")).isEqualTo("declined");
        assertThat(city.stockOf(near, "milk")).isEqualTo("5/0/0");
        assertThat(city.stockOf(far, "milk")).isEqualTo("5/2/0");
        assertThat(searchesToLookAfter(order)).isZero();
        assertThat(published
                        .await("store.offer_declined.v1", order)
                        .at("/data/reason")
                        .asString())
                .isEqualTo("store_too_busy");
        assertThat(city.till(near).post("/v1/offers/" + offer + "/accept").code())
                .isEqualTo("offer_declined");
        assertThat(city.till(near)
                        .post("/v1/offers/" + offer + "/decline", Map.of("reason", "other"))
                        .text("/reason"))
                .isEqualTo("store_too_busy");
    }

    @Test
    void silenceIsADecline() {
        UUID near = city.store("Near", 200);
        UUID far = city.store("Far", 900);
        city.stock(near, "milk", 5);
        city.stock(far, "milk", 5);
        UUID order = city.place("milk", 2);
        UUID offer = city.awaitOffer(order, near);

        clock.advance(Duration.ofSeconds(61));
        city.awaitOffer(order, far);

        published.await("store.offer_expired.v1", order);
        assertThat(city.till(near).post("/v1/offers/" + offer + "/accept").code())
                .isEqualTo("offer_expired");
        assertThat(city.till(near)
                        .post("/v1/offers/" + offer + "/decline", Map.of("reason", "other"))
                        .code())
                .isEqualTo("offer_expired");
        assertThat(city.stockOf(near, "milk")).isEqualTo("5/0/0");
    }

    @Test
    void nobodyLeftIsUnmetDemandAndTheStockIsWholeAgain() {
        UUID only = city.store("Only", 200);
        city.stock(only, "milk", 5);
        UUID order = city.place("milk", 2);
        UUID offer = city.awaitOffer(order, only);

        city.till(only).post("/v1/offers/" + offer + "/decline", Map.of("reason", "item_sold_out"));

        JsonNode routing = city.awaitRouting(order, "failed");
        assertThat(routing.at("/candidates/0/reason").asString()).isEqualTo("declined");
        assertThat(published
                        .await("store.routing_failed.v1", order)
                        .at("/data/reason")
                        .asString())
                .isEqualTo("stores_declined");
        assertThat(city.stockOf(only, "milk")).isEqualTo("5/0/0");
        Answer unmet = city.operator().get("/v1/unmet-demand?reason=stores_declined&limit=200");
        assertThat(unmet.body()).contains(order.toString());
        // Whose door it was is nobody's business any more.
        assertThat(jdbc.sql("""
                        select routing.destination_latitude from routing where order_id = :order
                        union all select routing.destination_longitude from routing where order_id = :order
                        union all select latitude from unmet_demand where order_id = :order
                        union all select longitude from unmet_demand where order_id = :order
                        """).param("order", order).query(Double.class).list())
                .hasSize(4)
                .allSatisfy(degrees -> assertThat(degrees * 100).isCloseTo(Math.rint(degrees * 100), within(1e-9)));
        assertThat(searchesToLookAfter(order)).isZero();
    }

    @Test
    void withoutGoodsNearNobodyIsAsked() {
        UUID only = city.store("Only", 200);
        city.stock(only, "milk", 1);

        UUID order = city.place("milk", 2);

        JsonNode failed = published.await("store.routing_failed.v1", order);
        assertThat(failed.at("/data/reason").asString()).isEqualTo("item_sold_out");
        assertThat(failed.at("/data/candidates/0/reason").asString()).isEqualTo("item_sold_out");
    }

    @Test
    void aStoreMaySubstituteAndDropWhatTheBuyerPermits() {
        UUID store = city.store("Store", 200);
        city.stock(store, "milk", 5);
        city.stock(store, "oat", 5, 1_100);
        city.stock(store, "bread", 5);
        UUID order = city.place(List.of(city.line(1, "milk", 2, true), city.line(2, "bread", 1, true)));
        UUID offer = city.awaitOffer(order, store);
        String accept = "/v1/offers/" + offer + "/accept";

        assertThat(refusal(store, accept, Map.of("line", 9, "quantity", 0))).isEqualTo("line_unknown");
        assertThat(refusal(store, accept, Map.of("line", 1, "quantity", 3))).isEqualTo("more_than_ordered");
        assertThat(refusal(store, accept, substitute(1, "oat", 3))).isEqualTo("substitute_too_expensive");
        assertThat(refusal(store, accept, substitute(1, "unknown", 1))).isEqualTo("substitute_not_sellable");
        city.stock(store, "rare", 1, 100);
        assertThat(refusal(store, accept, substitute(1, "rare", 2))).isEqualTo("substitute_sold_out");
        assertThat(refusal(store, accept, List.of(Map.of("line", 1, "quantity", 0), Map.of("line", 2, "quantity", 0))))
                .isEqualTo("nothing_accepted");
        Answer accepted = city.till(store)
                .post(accept, Map.of("lines", List.of(substitute(1, "oat", 2), Map.of("line", 2, "quantity", 0))));

        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.text("/acceptedLines/0/outcome")).isEqualTo("substituted");
        assertThat(accepted.text("/acceptedLines/0/substituteFor")).isEqualTo("milk");
        assertThat(accepted.text("/acceptedLines/1/outcome")).isEqualTo("dropped");
        assertThat(published
                        .await("store.offer_accepted.v1", order)
                        .at("/data/storeTotal/amount")
                        .asInt())
                .isEqualTo(2_200);
        assertThat(city.stockOf(store, "milk")).isEqualTo("5/0/0");
        assertThat(city.stockOf(store, "oat")).isEqualTo("5/2/0");
        assertThat(city.stockOf(store, "bread")).isEqualTo("5/0/0");
    }

    @Test
    void aChangeTheBuyerDoesNotPermitGivesTheOrderToTheNextStore() {
        UUID near = city.store("Near", 200);
        UUID far = city.store("Far", 900);
        city.stock(near, "milk", 5);
        city.stock(far, "milk", 5);
        UUID order = city.place("milk", 2);
        UUID offer = city.awaitOffer(order, near);

        assertThat(refusal(near, "/v1/offers/" + offer + "/accept", Map.of("line", 1, "quantity", 1)))
                .isEqualTo("change_not_permitted");

        city.awaitOffer(order, far);
        assertThat(city.stockOf(near, "milk")).isEqualTo("5/0/0");
    }

    @Test
    void aStoreMayAcceptByItself() {
        UUID store = city.store("Store", 200, profile -> profile.put("autoAccept", true));
        city.stock(store, "milk", 5);

        UUID order = city.place("milk", 2);

        assertThat(published
                        .await("store.offer_accepted.v1", order)
                        .at("/data/automatic")
                        .asBoolean())
                .isTrue();
        assertThat(published.all("store.offer_made.v1", order)).hasSize(1);
    }

    @Test
    void aCancelledOrderReleasesItsStockOnce() {
        UUID store = city.store("Store", 200);
        city.stock(store, "milk", 5);
        UUID order = city.place("milk", 2);
        UUID offer = city.awaitOffer(order, store);

        city.cancel(order);
        city.cancel(order);
        city.awaitRouting(order, "released");

        assertThat(city.stockOf(store, "milk")).isEqualTo("5/0/0");
        assertThat(city.till(store).post("/v1/offers/" + offer + "/accept").code())
                .isEqualTo("offer_withdrawn");
        assertThat(city.till(store)
                        .post("/v1/offers/" + offer + "/decline", Map.of("reason", "other"))
                        .code())
                .isEqualTo("offer_withdrawn");
        assertThat(city.till(store).post("/v1/offers/" + offer + "/ready").code())
                .isEqualTo("offer_withdrawn");
    }

    @Test
    void theGoodsOfAReturnedOrderHaveLeftTheShelf() {
        UUID store = city.store("Store", 200, profile -> profile.put("autoAccept", true));
        city.stock(store, "milk", 5);
        UUID order = city.place("milk", 2);
        city.awaitRouting(order, "accepted");

        city.tell(
                "order.returned.v1",
                order,
                9,
                Map.of(
                        "orderId",
                        order,
                        "storeId",
                        store,
                        "reason",
                        "recipient_unreachable",
                        "fault",
                        "resident",
                        "refunded",
                        StoreFixtures.money(0),
                        "returnedAt",
                        clock.instant()));
        city.awaitRouting(order, "released");

        assertThat(city.stockOf(store, "milk")).isEqualTo("3/0/0");
    }

    @Test
    void eventsMayComeEarlyAndTwice() {
        UUID store = city.store("Store", 200);
        city.stock(store, "milk", 5);
        UUID order = UUID.randomUUID();

        city.authorise(order, clock.instant().plus(Duration.ofMinutes(10)));
        city.tell("order.placed.v1", order, 1, city.placed(order, List.of(city.line(1, "milk", 2, false))));
        city.awaitOffer(order, store);
        city.tell("order.placed.v1", order, 1, city.placed(order, List.of(city.line(1, "milk", 2, false))));
        city.authorise(order, clock.instant().plus(Duration.ofMinutes(10)));
        UUID later = city.place("milk", 1);
        city.awaitOffer(later, store);

        assertThat(city.stockOf(store, "milk")).isEqualTo("5/3/0");
        assertThat(published.all("store.offer_made.v1", order)).hasSize(1);
    }

    @Test
    void routingGivesUpAtItsTime() {
        UUID store = city.store("Store", 200);
        city.stock(store, "milk", 5);
        UUID order = UUID.randomUUID();
        city.tell("order.placed.v1", order, 1, city.placed(order, List.of(city.line(1, "milk", 2, false))));
        city.authorise(order, clock.instant().plus(Duration.ofSeconds(20)));
        city.awaitOffer(order, store);

        clock.advance(Duration.ofSeconds(21));

        JsonNode routing = city.awaitRouting(order, "failed");
        assertThat(routing.path("reason").asString()).isIn("routing_timeout", "stores_declined");
        assertThat(city.stockOf(store, "milk")).isEqualTo("5/0/0");
    }

    @Test
    void aWindowedOrderHoldsItsStockAndIsOfferedInTime() {
        UUID store = city.store("Store", 200);
        city.stock(store, "milk", 5);
        UUID order = UUID.randomUUID();
        Instant start = clock.instant().plus(Duration.ofHours(3));
        Map<String, Object> placed = city.placed(order, List.of(city.line(1, "milk", 2, false)));
        placed.put("window", Map.of("start", start, "end", start.plus(Duration.ofMinutes(30))));
        city.tell("order.placed.v1", order, 1, placed);
        city.authorise(order, start.plus(Duration.ofMinutes(30)));

        city.awaitRouting(order, "scheduled");
        assertThat(city.stockOf(store, "milk")).isEqualTo("5/2/0");
        assertThat(published.all("store.offer_made.v1", order)).isEmpty();
        clock.advance(Duration.ofHours(3).minus(Duration.ofMinutes(15)));
        city.awaitOffer(order, store);

        JsonNode made = published.await("store.offer_made.v1", order);
        assertThat(Instant.parse(made.at("/data/promiseAt").asString())).isEqualTo(start);
        assertThat(city.stockOf(store, "milk")).isEqualTo("5/2/0");
    }

    @Test
    void aCountBelowWhatIsReservedFreesTheNewestUnacceptedReservations() {
        UUID near = city.store("Near", 200);
        UUID far = city.store("Far", 900);
        city.stock(near, "milk", 5);
        city.stock(far, "milk", 5);
        UUID first = city.place("milk", 2);
        UUID firstOffer = city.awaitOffer(first, near);
        city.till(near).post("/v1/offers/" + firstOffer + "/accept");
        UUID second = city.place("milk", 2);
        city.awaitOffer(second, near);

        Answer counted = city.till(near)
                .post(
                        "/v1/stores/" + near + "/items/milk/counts",
                        Map.of("quantity", 1, "countedAt", clock.instant().toString()));

        assertThat(counted.status()).isEqualTo(201);
        city.awaitOffer(second, far);
        assertThat(published
                        .await("store.offer_declined.v1", second)
                        .at("/data/reason")
                        .asString())
                .isEqualTo("item_sold_out");
        assertThat(city.stockOf(near, "milk")).isEqualTo("2/2/1");
        assertThat(city.routing(first).path("state").asString()).isEqualTo("accepted");
        assertThat(city.till(near)
                        .get("/v1/stores/" + near + "/items?shortage=true")
                        .text("/items/0/sku"))
                .isEqualTo("milk");
    }

    @Test
    void aPausedStoreGivesItsOpenOffersBackAndReturnsByItself() {
        UUID near = city.store("Near", 200);
        UUID far = city.store("Far", 900);
        city.stock(near, "milk", 5);
        city.stock(far, "milk", 5);
        UUID order = city.place("milk", 2);
        city.awaitOffer(order, near);

        String until = clock.instant().plus(Duration.ofMinutes(5)).toString();
        city.till(near).put("/v1/stores/" + near + "/availability", Map.of("state", "paused", "until", until));
        city.awaitOffer(order, far);
        UUID second = city.place("milk", 1);
        city.awaitOffer(second, far);

        assertThat(city.routing(second).at("/candidates/1/reason").asString()).isEqualTo("store_paused");
        clock.advance(Duration.ofMinutes(5));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> jdbc.sql("SELECT availability FROM store WHERE id = :id")
                        .param("id", near)
                        .query(String.class)
                        .single()
                        .equals("open"));
    }

    @Test
    void aBusyStoreKeepsItsOffersAndGetsNoMore() {
        UUID near = city.store("Near", 200);
        UUID far = city.store("Far", 900);
        city.stock(near, "milk", 5);
        city.stock(far, "milk", 5);
        UUID first = city.place("milk", 1);
        UUID offer = city.awaitOffer(first, near);

        city.till(near).put("/v1/stores/" + near + "/availability", Map.of("state", "busy"));
        UUID second = city.place("milk", 1);
        city.awaitOffer(second, far);

        assertThat(city.till(near).post("/v1/offers/" + offer + "/accept").status())
                .isEqualTo(200);
    }

    @Test
    void aFullStoreIsPassedOver() {
        UUID near = city.store("Near", 200, profile -> profile.put("loadCap", 1));
        UUID far = city.store("Far", 900);
        city.stock(near, "milk", 5);
        city.stock(far, "milk", 5);
        city.awaitOffer(city.place("milk", 1), near);

        UUID second = city.place("milk", 1);
        city.awaitOffer(second, far);

        assertThat(city.routing(second).at("/candidates/1/reason").asString()).isEqualTo("load_cap");
    }

    @Test
    void aCounterOrderTakesItsGoodsWhateverTheStockSays() {
        UUID store = city.store("Store", 200);
        city.stock(store, "milk", 1);
        UUID order = UUID.randomUUID();
        Map<String, Object> placed =
                city.placed(order, List.of(city.line(1, "milk", 2, false), city.line(2, "unheard", 1, false)));
        placed.put("kind", "counter");
        placed.put("storeId", store);
        city.tell("order.placed.v1", order, 1, placed);
        city.authorise(order, clock.instant().plus(Duration.ofMinutes(10)));

        JsonNode reserved = published.await("store.counter_reserved.v1", order);

        assertThat(reserved.at("/data/storeTotal/amount").asInt()).isEqualTo(2 * 1_000 + 1_200);
        assertThat(city.stockOf(store, "milk")).isEqualTo("2/2/1");
        assertThat(city.stockOf(store, "unheard")).isEqualTo("1/1/1");
        JsonNode offers = city.till(store)
                .get("/v1/stores/" + store + "/offers?orderId=" + order)
                .json();
        assertThat(offers.at("/items/0/kind").asString()).isEqualTo("counter");
        city.complete(order, store);
        city.awaitRouting(order, "completed");
        assertThat(city.stockOf(store, "milk")).isEqualTo("0/0/0");
    }

    @Test
    void fiveHundredOrdersForAHundredPiecesOverTwoInstancesSellExactlyAHundred() throws Exception {
        UUID store = city.store("Store", 200, profile -> profile.put("autoAccept", true));
        city.stock(store, "milk", 100);
        List<UUID> orders = new ArrayList<>();
        try (SecondInstance second = SecondInstance.start(StoreServiceApplication.class, environment)) {
            assertThat(api.at(second.uri())
                            .as(io.yike.kit.testing.Tokens.operator())
                            .get("/v1/stores/" + store)
                            .status())
                    .isEqualTo(200);
            for (int i = 0; i < 500; i++) {
                orders.add(city.place("milk", 1));
            }
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(500))
                    .until(
                            () -> states(orders).keySet(),
                            states -> states.stream()
                                    .allMatch(state -> state.equals("accepted") || state.equals("failed")));
        }

        assertThat(states(orders)).isEqualTo(Map.of("accepted", 100L, "failed", 400L));
        assertThat(city.stockOf(store, "milk")).isEqualTo("100/100/0");
    }

    @Test
    void aDeadlineOutlivesTheInstanceThatSetIt() {
        UUID near = city.store("Near", 200);
        UUID far = city.store("Far", 900);
        city.stock(near, "milk", 5);
        city.stock(far, "milk", 5);
        UUID order = city.place("milk", 2);
        city.awaitOffer(order, near);

        assertThat(jdbc.sql("SELECT count(*) FROM deadline WHERE kind = 'store-offer' AND due > :now")
                        .param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                        .query(Long.class)
                        .single())
                .isPositive();
        clock.advance(Duration.ofSeconds(61));
        city.awaitOffer(order, far);
    }

    /// More stores are able than candidates are kept; the first, passed over, must not fall out of sight.
    @Test
    void whoDeclinedIsNotAskedAgainHoweverManyStoresAreLeft() {
        List<UUID> stores = new ArrayList<>();
        for (int i = 0; i < 63; i++) {
            UUID store = city.store("S" + i, 10 + 10 * i);
            city.stock(store, "milk", 5);
            stores.add(store);
        }
        UUID order = city.place("milk", 1);

        for (UUID store : stores.subList(0, 3)) {
            UUID offer = city.awaitOffer(order, store);
            city.till(store).post("/v1/offers/" + offer + "/decline", Map.of("reason", "other"));
        }
        city.awaitOffer(order, stores.get(3));

        JsonNode candidates = city.routing(order).path("candidates");
        assertThat(candidates.size()).isEqualTo(60);
        assertThat(candidates
                        .valueStream()
                        .filter(candidate ->
                                candidate.path("reason").asString("").equals("declined"))
                        .map(candidate -> candidate.path("name").asString()))
                .containsExactly("S0", "S1", "S2");
    }

    @Test
    void answersOfTheStoreRaceButOneWins() throws Exception {
        UUID store = city.store("Store", 200);
        city.stock(store, "milk", 5);
        UUID order = city.place("milk", 2);
        UUID offer = city.awaitOffer(order, store);

        try (ExecutorService tills = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                boolean accepts = i % 2 == 0;
                answers.add(tills.submit(() -> accepts
                        ? city.till(store)
                                .post("/v1/offers/" + offer + "/accept")
                                .status()
                        : city.till(store)
                                .post("/v1/offers/" + offer + "/decline", Map.of("reason", "other"))
                                .status()));
            }
            long taken = 0;
            for (Future<Integer> answer : answers) {
                taken += answer.get(20, TimeUnit.SECONDS) == 200 ? 1 : 0;
            }
            assertThat(taken).isEqualTo(5);
        }

        String stock = city.stockOf(store, "milk");
        String state = city.routing(order).path("state").asString();
        assertThat(state.equals("accepted") ? stock.equals("5/2/0") : stock.equals("5/0/0"))
                .isTrue();
    }

    /// Ten tills accept in the moment in which their offers end: either they were in time, or the next store is asked.
    @Test
    void anOfferAcceptedAtItsVeryDeadlineIsTheStoresOrTheNextOnes() throws Exception {
        UUID near = city.store("Near", 200);
        UUID far = city.store("Far", 900);
        city.stock(near, "milk", 10);
        city.stock(far, "milk", 10);
        Map<UUID, UUID> offers = new LinkedHashMap<>();
        for (int i = 0; i < 10; i++) {
            UUID order = city.place("milk", 1);
            offers.put(order, city.awaitOffer(order, near));
        }
        UUID middle = List.copyOf(offers.values()).get(5);
        Instant end = Instant.parse(city.till(near).get("/v1/offers/" + middle).text("/expiresAt"));

        clock.advance(Duration.between(clock.instant(), end));
        Map<UUID, Answer> answers = new LinkedHashMap<>();
        try (ExecutorService tills = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<UUID, Future<Answer>> asked = new LinkedHashMap<>();
            offers.forEach((order, offer) ->
                    asked.put(order, tills.submit(() -> city.till(near).post("/v1/offers/" + offer + "/accept"))));
            for (Map.Entry<UUID, Future<Answer>> answer : asked.entrySet()) {
                answers.put(answer.getKey(), answer.getValue().get(20, TimeUnit.SECONDS));
            }
        }

        int inTime = 0;
        for (Map.Entry<UUID, Answer> answer : answers.entrySet()) {
            if (answer.getValue().status() == 200) {
                inTime++;
                assertThat(city.routing(answer.getKey()).path("state").asString())
                        .isEqualTo("accepted");
            } else {
                assertThat(answer.getValue().code()).isEqualTo("offer_expired");
                city.awaitOffer(answer.getKey(), far);
            }
        }
        assertThat(city.stockOf(near, "milk")).isEqualTo("10/" + inTime + "/0");
        assertThat(city.stockOf(far, "milk")).isEqualTo("10/" + (10 - inTime) + "/0");
    }

    /// The store accepts, an operator closes it, and the buyer cancels, all at once.
    @Test
    void whateverComesFirstACancelledOrderLeavesNothingReserved() throws Exception {
        UUID near = city.store("Near", 200);
        UUID far = city.store("Far", 900);
        city.stock(near, "milk", 5);
        city.stock(far, "milk", 5);
        List<UUID> orders = new ArrayList<>();
        List<Future<?>> acts = new ArrayList<>();
        try (ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                UUID order = city.place("milk", 1);
                UUID offer = city.awaitOffer(order, near);
                orders.add(order);
                acts.add(hands.submit(() -> city.till(near).post("/v1/offers/" + offer + "/accept")));
                acts.add(hands.submit(() -> city.cancel(order)));
                acts.add(hands.submit(
                        () -> city.operator().put("/v1/stores/" + near + "/availability", Map.of("state", "paused"))));
                for (Future<?> act : acts) {
                    act.get(20, TimeUnit.SECONDS);
                }
                city.operator().put("/v1/stores/" + near + "/availability", Map.of("state", "open"));
                city.awaitRouting(order, "released");
            }
        }

        assertThat(city.stockOf(near, "milk")).isEqualTo("5/0/0");
        assertThat(city.stockOf(far, "milk")).isEqualTo("5/0/0");
        assertThat(jdbc.sql("""
                        SELECT count(*) FROM offer
                         WHERE state IN ('open', 'accepted', 'ready') AND order_id = ANY (CAST(:orders AS uuid[]))""")
                        .param("orders", orders.stream().map(UUID::toString).toArray(String[]::new))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private Map<String, Long> states(List<UUID> orders) {
        String[] ids = orders.stream().map(UUID::toString).toArray(String[]::new);
        return jdbc
                .sql("SELECT state FROM routing WHERE order_id = ANY (CAST(:orders AS uuid[]))")
                .param("orders", ids)
                .query(String.class)
                .list()
                .stream()
                .collect(Collectors.groupingBy(state -> state, Collectors.counting()));
    }

    private String refusal(UUID store, String path, Map<String, Object> change) {
        return refusal(store, path, List.of(change));
    }

    private String refusal(UUID store, String path, List<Map<String, Object>> changes) {
        Answer answer = city.till(store).post(path, Map.of("lines", changes));
        assertThat(answer.status()).isEqualTo(422);
        return answer.code();
    }

    private static Map<String, Object> substitute(int line, String sku, int pieces) {
        return Map.of("line", line, "quantity", 0, "substitute", Map.of("sku", sku, "quantity", pieces));
    }

    /// How often somebody would look whether a search of the order was left undone.
    private int searchesToLookAfter(UUID order) {
        return jdbc.sql("SELECT count(*) FROM deadline WHERE kind = 'store-seek' AND id LIKE :order")
                .param("order", order + "/%")
                .query(Integer.class)
                .single();
    }
}
