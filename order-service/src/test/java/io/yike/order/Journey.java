package io.yike.order;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.EventSender;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.PublishedEvents;
import io.yike.kit.testing.ServiceTest;
import io.yike.kit.testing.Tokens;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wiremock.spring.ConfigureWireMock;
import org.wiremock.spring.EnableWireMock;
import org.wiremock.spring.InjectWireMock;
import tools.jackson.databind.JsonNode;

/// The whole service among neighbours that a test plays: store-service and dispatch-service over the bus and, for
/// questions, WireMock; the payment provider by WireMock.
@ServiceTest
@EnableWireMock({
    @ConfigureWireMock(
            name = "payment-provider",
            baseUrlProperties = "YIKE_PAYMENT_PROVIDER_URL",
            extensions = PlayedProvider.class,
            registerSpringBean = false),
    @ConfigureWireMock(
            name = "store-service",
            baseUrlProperties = "YIKE_STORE_SERVICE_URIS",
            registerSpringBean = false)
})
abstract class Journey {

    protected static final UUID STORE = UUID.fromString("01937f3c-0000-7000-8000-000000000001");
    protected static final UUID NEXT_STORE = UUID.fromString("01937f3c-0000-7000-8000-000000000002");
    protected static final UUID COURIER = UUID.fromString("01937f3c-0000-7000-8000-0000000000c2");
    protected static final UUID FLEET = UUID.fromString("01937f3c-0000-7000-8000-0000000000c3");
    protected static final UUID LOCKER = UUID.fromString("01937f40-0000-7000-8000-0000000000f1");
    protected static final UUID OTHER_LOCKER = UUID.fromString("01937f40-0000-7000-8000-0000000000f2");
    private static final Map<UUID, AtomicLong> SEQUENCES = new ConcurrentHashMap<>();

    /// A platform of its own for each test, so that lists and statements hold only what the test did.
    protected final UUID platformId = UUID.randomUUID();

    protected final Caller platform = Tokens.caller(Role.PLATFORM, "platform:" + platformId);
    protected final Caller store = Tokens.caller(Role.STORE, "store:" + STORE);

    @Autowired
    protected ApiClient api;

    @Autowired
    protected EventSender sender;

    @Autowired
    protected PublishedEvents published;

    @Autowired
    protected MutableClock clock;

    @Autowired
    protected JdbcClient jdbc;

    @InjectWireMock("payment-provider")
    protected WireMockServer provider;

    @InjectWireMock("store-service")
    protected WireMockServer stores;

    @Autowired
    protected CircuitBreakerRegistry circuitBreakers;

    /// What one test breaks must not turn away the next one.
    @BeforeEach
    void letNeighboursAnswer() {
        circuitBreakers.circuitBreaker("payment-provider").reset();
        provider.stubFor(any(anyUrl()).willReturn(aResponse().withTransformers(PlayedProvider.NAME)));
        stores.stubFor(post(urlPathEqualTo("/v1/serviceability")).willReturn(okJson("""
                {"serviceable": true, "storeId": "%s", "distanceMetres": 420, "promiseSeconds": 540, "candidates": []}
                """.formatted(STORE))));
    }

    protected void storesAreDown() {
        stores.stubFor(post(urlPathEqualTo("/v1/serviceability"))
                .willReturn(aResponse().withStatus(503)));
    }

    /// Tea for 13.00 that may not be changed, water for 12.00 that may.
    protected static Map<String, Object> basket() {
        Map<String, Object> basket = new LinkedHashMap<>();
        basket.put("fulfilment", "delivery");
        basket.put(
                "lines",
                List.of(
                        Map.of("sku", "tea", "quantity", 2, "unitPrice", yuan(650), "substitution", "refused"),
                        Map.of("sku", "water", "quantity", 6, "unitPrice", yuan(200))));
        return basket;
    }

    protected static Map<String, Object> delivery() {
        Map<String, Object> order = basket();
        order.put("payment", Map.of("method", "provider", "token", "tok_good"));
        order.put(
                "destination", Map.of("point", Map.of("lat", 31.2304, "lng", 121.4737), "address", "88 Ninghai Road"));
        order.put("recipient", Map.of("name", "Lin", "phone", "+8613800000000", "note", "Ring twice"));
        return order;
    }

    /// A delivery paid through the provider.
    ///
    /// @param token tells the provider how to behave, see [PlayedProvider]
    protected static Map<String, Object> paidWith(String token) {
        return with(delivery(), "payment", Map.of("method", "provider", "token", token));
    }

    protected static Map<String, Object> pickup() {
        Map<String, Object> order = delivery();
        order.put("fulfilment", "pickup");
        order.remove("recipient");
        return order;
    }

    protected static Map<String, Object> counter() {
        Map<String, Object> order = delivery();
        order.put("kind", "counter");
        order.put("storeId", STORE);
        order.put("payment", Map.of("method", "cash"));
        return order;
    }

    protected static Map<String, Object> with(Map<String, Object> order, String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(order);
        changed.put(field, value);
        return changed;
    }

    protected static Map<String, Object> without(Map<String, Object> order, String field) {
        Map<String, Object> changed = new LinkedHashMap<>(order);
        changed.remove(field);
        return changed;
    }

    protected static Map<String, Object> yuan(long fen) {
        return Map.of("amount", fen, "currency", "CNY");
    }

    protected ApiClient asPlatform() {
        return api.as(platform);
    }

    protected UUID place(Map<String, Object> order) {
        Answer answer = asPlatform().post("/v1/orders", order);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return UUID.fromString(answer.text("/orderId"));
    }

    protected UUID placeAuthorised(Map<String, Object> order) {
        UUID orderId = place(order);
        published.await("order.authorised.v1", orderId);
        return orderId;
    }

    protected UUID accepted(Map<String, Object> order) {
        UUID orderId = placeAuthorised(order);
        UUID offerId = offer(orderId, STORE, 1);
        accept(orderId, offerId);
        published.await("order.accepted.v1", orderId);
        return orderId;
    }

    protected UUID ready(Map<String, Object> order) {
        UUID orderId = accepted(order);
        storeSaysReady(orderId);
        published.await("order.ready.v1", orderId);
        return orderId;
    }

    protected UUID offer(UUID orderId, UUID storeId, int attempt) {
        UUID offerId = UUID.randomUUID();
        tellStore("store.offer_made.v1", orderId, offerMade(orderId, offerId, storeId, attempt));
        return offerId;
    }

    protected Map<String, Object> offerMade(UUID orderId, UUID offerId, UUID storeId, int attempt) {
        return Map.of(
                "orderId",
                orderId,
                "offerId",
                offerId,
                "storeId",
                storeId,
                "storeName",
                "Corner shop",
                "attempt",
                attempt,
                "offeredAt",
                in(0),
                "expiresAt",
                in(60),
                "promiseAt",
                in(720),
                "candidates",
                List.of(Map.of(
                        "storeId",
                        storeId,
                        "name",
                        "Corner shop",
                        "distanceMetres",
                        420,
                        "preparationSeconds",
                        300,
                        "courierSeconds",
                        180,
                        "travelSeconds",
                        120,
                        "promiseSeconds",
                        420,
                        "verdict",
                        "offered")));
    }

    protected void accept(UUID orderId, UUID offerId) {
        tellStore("store.offer_accepted.v1", orderId, whole(orderId, offerId));
    }

    protected Map<String, Object> whole(UUID orderId, UUID offerId) {
        return offerAccepted(
                orderId,
                offerId,
                List.of(line(1, "tea", 2, "as_ordered", 600), line(2, "water", 6, "as_ordered", 180)));
    }

    protected Map<String, Object> offerAccepted(UUID orderId, UUID offerId, List<Map<String, Object>> lines) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("orderId", orderId);
        data.put("offerId", offerId);
        data.put("storeId", STORE);
        data.put("storeName", "Corner shop");
        data.put("storePoint", Map.of("lat", 31.2310, "lng", 121.4740));
        data.put("lines", lines);
        data.put("storeTotal", yuan(2280));
        data.put("readyAt", in(300));
        data.put("promiseAt", in(720));
        data.put("automatic", false);
        data.put("acceptedAt", in(0));
        return data;
    }

    protected static Map<String, Object> line(int line, String sku, int quantity, String outcome, long fen) {
        return Map.of("line", line, "sku", sku, "quantity", quantity, "outcome", outcome, "storeUnitPrice", yuan(fen));
    }

    protected void storeSaysReady(UUID orderId) {
        tellStore("store.order_ready.v1", orderId, Map.of("orderId", orderId, "storeId", STORE, "readyAt", in(0)));
    }

    protected void tellStore(String type, UUID orderId, Map<String, Object> data) {
        sender.send("/store-service", type, orderId, nextSequence(orderId), data);
    }

    protected void tellDelivery(String type, UUID deliveryId, UUID orderId, Map<String, Object> more) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("deliveryId", deliveryId);
        data.put("orderId", orderId);
        data.put("at", in(0));
        data.putAll(more);
        sender.send("/dispatch-service", type, deliveryId, nextSequence(deliveryId), data);
    }

    protected void assignAndPickUp(UUID deliveryId, UUID orderId) {
        tellDelivery("delivery.created.v1", deliveryId, orderId, Map.of());
        tellDelivery(
                "delivery.assigned.v1",
                deliveryId,
                orderId,
                Map.of(
                        "courierId",
                        COURIER,
                        "fleetId",
                        FLEET,
                        "pickupEta",
                        in(60),
                        "dropoffEta",
                        in(600),
                        "attempt",
                        1));
        tellDelivery("delivery.at_pickup.v1", deliveryId, orderId, Map.of("courierId", COURIER));
        tellDelivery("delivery.picked_up.v1", deliveryId, orderId, Map.of("courierId", COURIER));
    }

    protected void deliver(UUID deliveryId, UUID orderId) {
        tellDelivery(
                "delivery.delivered.v1",
                deliveryId,
                orderId,
                Map.of("courierId", COURIER, "fleetId", FLEET, "proof", "recipient_code"));
    }

    protected static Map<String, Object> askingIfFull() {
        return with(delivery(), "locker", Map.of("facilityId", LOCKER, "size", "small", "ifFull", "ask"));
    }
    /// What cells were asked for the order, the latest last.
    protected List<JsonNode> cellsAsked(UUID orderId) {
        return published.all().stream()
                .filter(event -> event.path("type").asString().equals("cell.hold_requested.v1"))
                .map(event -> event.path("data"))
                .filter(data -> data.path("orderId").asString().equals(orderId.toString()))
                .toList();
    }

    protected UUID awaitCellAsked(UUID orderId, int times) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> cellsAsked(orderId).size() == times);
        return UUID.fromString(cellsAsked(orderId).getLast().path("holdId").asString());
    }

    /// The locker is full.
    protected void refuseCell(UUID holdId, UUID orderId, UUID... alternatives) {
        sender.send(
                "/booking-service",
                "cell.hold_refused.v1",
                holdId,
                1,
                Map.of(
                        "holdId",
                        holdId,
                        "orderId",
                        orderId,
                        "facilityId",
                        LOCKER,
                        "reason",
                        "cells_full",
                        "alternatives",
                        List.of(alternatives).stream()
                                .map(id -> Map.of("facilityId", id, "facilityName", "Other", "distanceMetres", 200))
                                .toList(),
                        "at",
                        in(0)));
    }

    protected static long nextSequence(UUID subject) {
        return SEQUENCES.computeIfAbsent(subject, _ -> new AtomicLong()).incrementAndGet();
    }

    protected String in(int seconds) {
        return clock.instant().plusSeconds(seconds).toString();
    }

    protected JsonNode order(UUID orderId) {
        Answer answer = asPlatform().get("/v1/orders/" + orderId);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    protected JsonNode awaitState(UUID orderId, String state) {
        return awaitField(orderId, "/state", state);
    }

    protected JsonNode awaitField(UUID orderId, String pointer, String value) {
        return Awaitility.await(pointer + " = " + value)
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> order(orderId),
                        order -> order.at(pointer).asString("").equals(value));
    }

    protected List<String> timeline(UUID orderId) {
        return asPlatform()
                .get("/v1/orders/" + orderId + "/events?limit=200")
                .json()
                .path("items")
                .valueStream()
                .map(entry -> entry.path("type").asString())
                .toList();
    }

    /// What the statement of the clock's day leaves owed to a party of an order; negative if the party owes.
    protected long owed(String party, UUID orderId) {
        LocalDate day = clock.instant().atZone(ZoneId.of("Asia/Shanghai")).toLocalDate();
        List<JsonNode> entries = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = api.as(Tokens.operator()).get("/v1/settlements/" + party + "/" + day + "?limit=2" + cursor);
            assertThat(page.status()).as(page.body()).isEqualTo(200);
            assertThat(page.json().at("/currencies/0/sum/amount").asLong()).isZero();
            page.json().at("/currencies/0/entries").valueStream().forEach(entries::add);
            String next = page.text("/nextCursor");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        assertThat(entries.stream()
                        .mapToLong(entry -> entry.at("/amount/amount").asLong())
                        .sum())
                .isZero();
        return entries.stream()
                .filter(entry -> entry.path("orderId").asString("").equals(orderId.toString()))
                .mapToLong(entry -> entry.at("/amount/amount").asLong())
                .sum();
    }
}
