package io.yike.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.security.Role;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.EventSender;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.ServiceTest;
import io.yike.kit.testing.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// What tills, chains and other services ask over HTTP.
@ServiceTest
class StoreApiIT {

    private static final UUID NOBODYS = UUID.fromString("01930000-0000-7000-8000-0000000000ff");

    @Autowired
    private ApiClient api;

    @Autowired
    private EventSender events;

    @Autowired
    private MutableClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transactions;

    private StoreFixtures city;

    @BeforeEach
    void aCityOfItsOwn() {
        city = new StoreFixtures(api, events, clock);
    }

    @Test
    void aStoreIsEditedByWhoSawItsLatestVersion() {
        UUID store = city.store("Store", 0);
        Map<String, Object> profile = city.profile("Renamed", 0);
        profile.put("capabilities", List.of(Map.of("capability", "fresh")));
        profile.put("licences", List.of(Map.of("licence", "food", "number", "F-1", "validUntil", "2030-01-01")));

        Answer edited = city.till(store).withHeader("If-Match", "\"1\"").put("/v1/stores/" + store, profile);
        Answer late = city.till(store).withHeader("If-Match", "\"1\"").put("/v1/stores/" + store, profile);

        assertThat(edited.header("ETag")).isEqualTo("\"2\"");
        assertThat(late.status()).isEqualTo(412);
        assertThat(city.till(store).get("/v1/stores/" + store).text("/licences/0/number"))
                .isEqualTo("F-1");
        profile.put("timeZone", "Mars/Olympus");
        assertThat(city.till(store)
                        .withHeader("If-Match", "\"2\"")
                        .put("/v1/stores/" + store, profile)
                        .code())
                .isEqualTo("time_zone_unknown");
    }

    @Test
    void aChainSeesAndRegistersItsOwnStoresOnly() {
        UUID chain = UUID.randomUUID();
        ApiClient office = api.as(Tokens.caller(Role.CHAIN, "chain:" + chain));
        Answer own = office.post("/v1/stores", city.profile("Own", 0));
        UUID others = city.store("Other", 0);
        Map<String, Object> forged = city.profile("Forged", 0);
        forged.put("chainId", UUID.randomUUID().toString());

        assertThat(own.text("/chainId")).isEqualTo(chain.toString());
        assertThat(office.post("/v1/stores", forged).code()).isEqualTo("chain_required");
        assertThat(office.get("/v1/stores").json().path("items").size()).isEqualTo(1);
        assertThat(office.get("/v1/stores/" + others).status()).isEqualTo(404);
        assertThat(office.get("/v1/stores/" + own.text("/id")).status()).isEqualTo(200);
    }

    @Test
    void refusesWhatTheSchemaCannotSay() {
        assertThat(refused("reach", Map.of())).isEqualTo("reach_invalid");
        assertThat(refused("reach", Map.of("polygon", List.of(city.point(0), city.point(1)))))
                .isEqualTo("reach_invalid");
        assertThat(refused(
                        "hours",
                        Map.of(
                                "weekly",
                                List.of(
                                        Map.of("day", "monday", "opens", "08:00", "closes", "12:00"),
                                        Map.of("day", "monday", "opens", "11:00", "closes", "13:00")))))
                .isEqualTo("hours_overlap");
        assertThat(refused("capabilities", List.of(Map.of("capability", "fresh"), Map.of("capability", "fresh"))))
                .isEqualTo("duplicate_entry");
    }

    @Test
    void findsStoresNearbyByDistanceCapabilityAndHours() {
        city.store("Far", 900);
        UUID near = city.store(
                "Near",
                200,
                profile -> profile.put(
                        "capabilities",
                        List.of(Map.of(
                                "capability",
                                "breakfast",
                                "hours",
                                Map.of("weekly", StoreFixtures.everyDay("06:00", "10:00"))))));
        ApiClient anybody = api.as(Tokens.caller(Role.RESIDENT, "resident:" + UUID.randomUUID()));
        String around = "/v1/stores?lat=" + city.point(0).get("lat") + "&lng=100.0";

        Awaitility.await().until(() -> anybody.get(around).json().path("items").size() == 2);
        JsonNode found = anybody.get(around).json();
        assertThat(found.at("/items/0/id").asString()).isEqualTo(near.toString());
        assertThat(found.at("/items/0/distanceMetres").asInt()).isBetween(195, 205);
        assertThat(anybody.get(around + "&radiusMetres=500")
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
        String breakfast = around + "&capability=breakfast&openAt=2026-11-23T";
        assertThat(anybody.get(breakfast + "00:00:00Z").json().path("items").size())
                .isEqualTo(1);
        assertThat(anybody.get(breakfast + "04:00:00Z").json().path("items").size())
                .isZero();
        assertThat(anybody.get("/v1/stores?lat=31").status()).isEqualTo(400);
    }

    @Test
    void saysUntilWhenItIsAway() {
        UUID store = city.store("Store", 0);
        String path = "/v1/stores/" + store + "/availability";
        String past = clock.instant().minusSeconds(1).toString();

        assertThat(city.till(store)
                        .put(path, Map.of("state", "paused", "until", past))
                        .code())
                .isEqualTo("until_not_ahead");
        assertThat(city.till(store)
                        .put(
                                path,
                                Map.of(
                                        "state",
                                        "open",
                                        "until",
                                        clock.instant().plusSeconds(60).toString()))
                        .code())
                .isEqualTo("until_without_reason");
        city.till(store).put(path, Map.of("state", "closed"));
        assertThat(city.till(store).get(path).text("/state")).isEqualTo("closed");
    }

    @Test
    void aCountIsBroughtUpToDateByWhatMovedAfterIt() {
        UUID store = city.store("Store", 0);
        city.stock(store, "milk", 10);
        String item = "/v1/stores/" + store + "/items/milk";
        String counted = clock.instant().toString();
        Map<String, Object> sold = Map.of("delta", -3, "reason", "sold_at_till");

        Answer adjusted = city.till(store).post(item + "/adjustments", sold);
        Answer count = city.till(store).post(item + "/counts", Map.of("quantity", 20, "countedAt", counted));

        assertThat(adjusted.json().path("onHand").asInt()).isEqualTo(7);
        assertThat(count.json().path("onHand").asInt()).isEqualTo(17);
    }

    @Test
    void refusesCountsAndAdjustmentsThatCannotBe() {
        UUID store = city.store("Store", 0);
        city.stock(store, "milk", 10);
        ApiClient till = city.till(store);
        String item = "/v1/stores/" + store + "/items/milk";

        assertThat(till.post(item + "/adjustments", Map.of("delta", -11, "reason", "damaged"))
                        .code())
                .isEqualTo("stock_negative");
        assertThat(till.post(item + "/counts", count(Duration.ofHours(-1))).code())
                .isEqualTo("count_outdated");
        assertThat(till.post(item + "/counts", count(Duration.ofHours(1))).code())
                .isEqualTo("counted_in_the_future");
        assertThat(till.post(item + "/counts", count(Duration.ofDays(-8))).code())
                .isEqualTo("count_too_old");
        Map<String, Object> setting = new LinkedHashMap<>(StoreFixtures.item("milk", 100, 3));
        setting.put("countedAt", clock.instant().minusSeconds(3_600).toString());
        assertThat(till.put(item, setting).code()).isEqualTo("count_outdated");
        setting.put("price", Map.of("amount", 100, "currency", "EUR"));
        assertThat(till.put(item, setting).code()).isEqualTo("currency_not_supported");
    }

    @Test
    void anothersThingsAreNotThere() {
        UUID own = city.store("Own", 0);
        UUID other = city.store("Other", 0);
        city.stock(other, "milk", 5);
        ApiClient till = city.till(own);
        String theirs = "/v1/stores/" + other;
        Map<String, Object> profile = city.profile("Mine now", 0);
        List<Supplier<Answer>> calls = List.of(
                () -> till.get(theirs),
                () -> till.withHeader("If-Match", "\"1\"").put(theirs, profile),
                () -> till.get(theirs + "/availability"),
                () -> till.put(theirs + "/availability", Map.of("state", "closed")),
                () -> till.get(theirs + "/items"),
                () -> till.get(theirs + "/items/milk"),
                () -> till.put(theirs + "/items/milk", StoreFixtures.item("milk", 1, 1)),
                () -> till.post(theirs + "/items/milk/adjustments", Map.of("delta", 1, "reason", "received")),
                () -> till.post(theirs + "/items/milk/counts", count(Duration.ZERO)),
                () -> till.post(theirs + "/imports", "sku,name,price\n", "text/csv"),
                () -> till.get(theirs + "/imports/" + NOBODYS),
                () -> till.get(theirs + "/imports/" + NOBODYS + "/errors"),
                () -> till.get(theirs + "/offers"),
                () -> till.get("/v1/offers/" + NOBODYS),
                () -> till.post("/v1/offers/" + NOBODYS + "/accept"),
                () -> till.post("/v1/offers/" + NOBODYS + "/decline", Map.of("reason", "other")),
                () -> till.post("/v1/offers/" + NOBODYS + "/ready"));

        assertThat(calls).allSatisfy(call -> assertThat(call.get().status()).isEqualTo(404));
        assertThat(city.operator().get("/v1/routings/" + NOBODYS).status()).isEqualTo(404);
        assertThat(city.stockOf(other, "milk")).isEqualTo("5/0/0");
    }

    @Test
    void anothersOfferCannotBeAnswered() {
        UUID store = city.store("Store", 200);
        UUID other = city.store("Other", 60_000);
        city.stock(store, "milk", 5);
        UUID order = city.place("milk", 1);
        UUID offer = city.awaitOffer(order, store);

        assertThat(city.till(other).post("/v1/offers/" + offer + "/accept").status())
                .isEqualTo(404);
        assertThat(city.till(store).get("/v1/offers/" + offer).text("/state")).isEqualTo("open");
        assertThat(city.till(store).post("/v1/offers/" + offer + "/ready").code())
                .isEqualTo("offer_not_accepted");
    }

    @Test
    void aTillThatWaitsLearnsOfAnOfferAtOnce() throws Exception {
        UUID store = city.store("Store", 200);
        city.stock(store, "milk", 5);
        String offers = "/v1/stores/" + store + "/offers?state=open";
        Answer none = city.till(store).get(offers);
        ApiClient till = city.till(store).withHeader("If-None-Match", none.header("ETag"));

        assertThat(till.get(offers + "&waitSeconds=1").status()).isEqualTo(304);
        CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> till.get(offers + "&waitSeconds=20"));
        city.place("milk", 1);

        assertThat(waiting.get(10, TimeUnit.SECONDS).json().path("items").size())
                .isEqualTo(1);
    }

    @Test
    void answersWhetherABasketCanReachAPlace() {
        UUID store = city.store("Store", 200);
        city.stock(store, "milk", 5);
        ApiClient orders = api.as(Tokens.service());
        Map<String, Object> question = new LinkedHashMap<>(Map.of(
                "fulfilment",
                "delivery",
                "lines",
                List.of(Map.of("sku", "milk", "quantity", 2)),
                "destination",
                city.point(0)));

        Answer yes = orders.post("/v1/serviceability", question);
        question.put("lines", List.of(Map.of("sku", "milk", "quantity", 6)));
        Answer no = orders.post("/v1/serviceability", question);
        question.put("storeId", store);
        Answer counter = orders.post("/v1/serviceability", question);

        assertThat(yes.text("/storeId")).isEqualTo(store.toString());
        assertThat(yes.json().at("/storeTotal/amount").asInt()).isEqualTo(2_000);
        assertThat(no.text("/reason")).isEqualTo("item_sold_out");
        assertThat(counter.json().path("serviceable").asBoolean()).isTrue();
        assertThat(city.operator().post("/v1/serviceability", question).status())
                .isEqualTo(403);
    }

    @Test
    void importsAHundredThousandLinesAndReportsTheBadOnes() {
        UUID store = city.store("Store", 0);
        StringBuilder csv = new StringBuilder("sku,name,price,onHand\n");
        for (int i = 2; i <= 100_001; i++) {
            String price = i % 500 == 0 ? "-1" : "100";
            csv.append("sku-")
                    .append(i)
                    .append(",Item ")
                    .append(i)
                    .append(',')
                    .append(price)
                    .append(",5\n");
        }
        String imports = "/v1/stores/" + store + "/imports";
        String key = UUID.randomUUID().toString();
        ApiClient till = city.till(store).withHeader("Idempotency-Key", key);

        Answer imported = till.post(imports, csv.toString(), "text/csv");
        Answer again = till.post(imports, csv.toString(), "text/csv");
        Answer other = till.post(imports, "sku,name,price\na,A,1\n", "text/csv");

        assertThat(imported.status()).isEqualTo(201);
        assertThat(imported.json().path("lines").asInt()).isEqualTo(100_000);
        assertThat(imported.json().path("rejected").asInt()).isEqualTo(200);
        assertThat(imported.json().at("/errors/0/line").asInt()).isEqualTo(500);
        assertThat(again.text("/id")).isEqualTo(imported.text("/id"));
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
        String report = imports + "/" + imported.text("/id");
        assertThat(till.get(report).text("/state")).isEqualTo("finished");
        Answer first = till.get(report + "/errors?limit=150");
        Answer second = till.get(report + "/errors?limit=150&cursor=" + first.text("/nextCursor"));
        assertThat(second.json().path("items").size()).isEqualTo(50);
        assertThat(city.stockOf(store, "sku-100001")).isEqualTo("5/0/0");
        Answer page = till.get("/v1/stores/" + store + "/items?limit=200");
        assertThat(till.get("/v1/stores/" + store + "/items?cursor=" + page.text("/nextCursor"))
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(50);
    }

    @Test
    void anImportUnderWayOrMalformedIsRefused() {
        UUID store = city.store("Store", 0);
        String imports = "/v1/stores/" + store + "/imports";
        String key = UUID.randomUUID().toString();
        ApiClient till = city.till(store).withHeader("Idempotency-Key", key);
        jdbc.sql("""
                        INSERT INTO item_import (id, store_id, client_id, idempotency_key, state, lines, rejected, started_at,
                                                 progress_at)
                        VALUES (:id, :store, :client, :key, 'running', 0, 0, :now, :now)""")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", UUID.randomUUID())
                .param("store", store)
                .param("client", StoreFixtures.till(store.toString()).clientId())
                .param("key", key)
                .update();

        assertThat(till.post(imports, "sku,name,price\n", "text/csv").code()).isEqualTo("idempotency_key_in_progress");
        assertThat(city.till(store).post(imports, "sku,name\n", "text/csv").status())
                .isEqualTo(400);
        assertThat(city.till(store)
                        .post(imports, new byte[] {'s', 'k', 'u', (byte) 0xff, '\n'}, "text/csv")
                        .status())
                .isEqualTo(400);
        assertThat(city.till(store).post(imports, "{}", "application/json").status())
                .isEqualTo(415);
    }

    /// The first request stalls after its first batch, is taken for dead and begun again; then it wakes.
    @Test
    void anImportThatWakesAfterItWasBegunAgainChangesNothingMore() throws IOException {
        UUID store = city.store("Store", 0);
        String path = "/v1/stores/" + store + "/imports";
        String key = UUID.randomUUID().toString();
        ApiClient till = city.till(store).withHeader("Idempotency-Key", key);
        try (Socket stalled =
                new Socket(InetAddress.getLoopbackAddress(), api.base().getPort())) {
            stalled.setSoTimeout(20_000);
            send(stalled, """
                    POST %s HTTP/1.1
                    Host: 127.0.0.1
                    Authorization: Bearer %s
                    Idempotency-Key: %s
                    Content-Type: text/csv
                    Transfer-Encoding: chunked
                    Connection: close

                    """.formatted(path, Tokens.get().of(StoreFixtures.till(store.toString())), key)
                    .replace("\n", "\r\n"));
            send(stalled, chunk("sku,name,price\n" + batch(-1)));
            Awaitility.await()
                    .until(() -> jdbc.sql("SELECT lines FROM item_import WHERE idempotency_key = :key")
                            .param("key", key)
                            .query(Long.class)
                            .optional()
                            .orElse(0L)
                            .equals(1_000L));

            clock.advance(Duration.ofMinutes(2));
            Answer again = till.post(path, "sku,name,price\nmilk,Milk,200\n", "text/csv");
            send(stalled, chunk(batch(300)) + "0\r\n\r\n");
            String woken = new String(stalled.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(again.status()).isEqualTo(201);
            assertThat(woken).startsWith("HTTP/1.1 409").contains("idempotency_key_in_progress");
            Answer report = till.get(path + "/" + again.text("/id"));
            assertThat(report.text("/state")).isEqualTo("finished");
            assertThat(report.json().path("lines").asInt()).isEqualTo(1);
            assertThat(report.json().path("errors").size()).isZero();
        }
        assertThat(city.item(store, "milk").at("/price/amount").asInt()).isEqualTo(200);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static String batch(int price) {
        return ("milk,Milk," + price + "\n").repeat(1_000);
    }

    @Test
    void anImportThatIsTooLongIsRefusedWhetherItSaysSoOrNot() throws IOException, InterruptedException {
        UUID store = city.store("Store", 0);
        String path = "/v1/stores/" + store + "/imports";
        byte[] body = new byte[64 * 1024 * 1024 + 1];
        Arrays.fill(body, (byte) '\n');
        byte[] header = "sku,name,price\n".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(header, 0, body, 0, header.length);

        assertThat(city.till(store).post(path, body, "text/csv").code()).isEqualTo("body_too_large");
        HttpRequest chunked = HttpRequest.newBuilder(api.base().resolve(path))
                .header("Authorization", "Bearer " + Tokens.get().of(StoreFixtures.till(store.toString())))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(chunked, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(413);
        }
    }

    /// Another till makes the item, and an order takes two pieces of it, between this till's look and its write.
    @Test
    void anItemMadeTwiceKeepsWhatIsReservedOfIt() {
        UUID store = city.store("Store", 0);
        ApiClient till = city.till(store);
        List<CompletableFuture<Answer>> later = new ArrayList<>();

        transactions.executeWithoutResult(_ -> {
            jdbc.sql("""
                            INSERT INTO item (store_id, sku, name, price_amount, price_currency, on_hand, reserved, shortage,
                                              updated_at)
                            VALUES (:store, 'milk', 'Milk', 100, 'CNY', 5, 2, 0, now())""").param("store", store).update();
            later.add(CompletableFuture.supplyAsync(
                    () -> till.put("/v1/stores/" + store + "/items/milk", StoreFixtures.item("Milk", 100, 9))));
            Awaitility.await().until(() -> jdbc.sql("""
                            SELECT count(*) FROM pg_stat_activity
                             WHERE datname = current_database() AND wait_event_type = 'Lock'""").query(Integer.class).single() > 0);
        });

        Awaitility.await().until(later.getFirst()::isDone);
        assertThat(later.getFirst().join().status()).isEqualTo(200);
        assertThat(city.stockOf(store, "milk")).isEqualTo("9/2/0");
    }

    @Test
    void aKeyInProgressIsAConflictAndAKeyReusedARefusal() throws Exception {
        UUID store = city.store("Store", 0);
        city.stock(store, "milk", 10);
        String adjustments = "/v1/stores/" + store + "/items/milk/adjustments";
        Map<String, Object> adjustment = Map.of("delta", 1, "reason", "received");
        String key = UUID.randomUUID().toString();
        ApiClient till = city.till(store).withHeader("Idempotency-Key", key);
        ApiClient operator = city.operator().withHeader("Idempotency-Key", key);
        Map<String, Object> profile = city.profile("Once", 0);
        List<CompletableFuture<Answer>> first = new ArrayList<>();

        transactions.executeWithoutResult(_ -> {
            jdbc.sql("LOCK TABLE store, item IN SHARE ROW EXCLUSIVE MODE").update();
            first.add(CompletableFuture.supplyAsync(() -> till.post(adjustments, adjustment)));
            first.add(CompletableFuture.supplyAsync(() -> operator.post("/v1/stores", profile)));
            Awaitility.await().untilAsserted(() -> {
                assertThat(till.post(adjustments, adjustment).code()).isEqualTo("idempotency_key_in_progress");
                assertThat(operator.post("/v1/stores", profile).code()).isEqualTo("idempotency_key_in_progress");
            });
        });

        for (CompletableFuture<Answer> answer : first) {
            Awaitility.await().until(answer::isDone);
        }
        assertThat(till.post(adjustments, Map.of("delta", 2, "reason", "received"))
                        .code())
                .isEqualTo("idempotency_key_reused");
        assertThat(till.post(adjustments, adjustment).status()).isEqualTo(201);
        assertThat(city.stockOf(store, "milk")).isEqualTo("11/0/0");
    }

    private Map<String, Object> count(Duration fromNow) {
        return Map.of("quantity", 3, "countedAt", clock.instant().plus(fromNow).toString());
    }

    private String refused(String field, Object value) {
        Map<String, Object> profile = city.profile("Refused", 0);
        profile.put(field, value);
        Answer answer = city.operator().post("/v1/stores", profile);
        assertThat(answer.status()).isEqualTo(422);
        return answer.code();
    }
}
