package io.yike.store;

import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.EventSender;
import io.yike.kit.testing.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// Stores, goods and orders, made the way clients and order-service make them. Each city has ground of its own,
/// so that tests on one database do not meet.
final class StoreFixtures {

    private static final AtomicInteger CITIES = new AtomicInteger();
    private static final double METRES_PER_DEGREE = 111_195;

    private final ApiClient api;
    private final EventSender events;
    private final Clock clock;
    private final double latitude;
    private final double longitude;

    StoreFixtures(ApiClient api, EventSender events, Clock clock) {
        this.api = api;
        this.events = events;
        this.clock = clock;
        int number = CITIES.incrementAndGet();
        this.latitude = -40 + number % 100;
        this.longitude = 100 + number / 100;
    }

    ApiClient operator() {
        return api.as(Tokens.operator());
    }

    ApiClient till(UUID storeId) {
        return api.as(till(storeId.toString()));
    }

    static Caller till(String storeId) {
        return Tokens.caller(Role.STORE, "store:" + storeId);
    }

    Map<String, Object> point(double metresNorth) {
        return Map.of("lat", latitude + metresNorth / METRES_PER_DEGREE, "lng", longitude);
    }

    Map<String, Object> profile(String name, double metresNorth) {
        Map<String, Object> profile = new LinkedHashMap<>();
        profile.put("name", name);
        profile.put("address", "Street 1");
        profile.put("point", point(metresNorth));
        profile.put("timeZone", "Asia/Shanghai");
        profile.put("hours", Map.of("weekly", everyDay("00:00", "24:00")));
        profile.put("reach", Map.of("radiusMetres", 3000));
        profile.put("loadCap", 1000);
        return profile;
    }

    static List<Map<String, Object>> everyDay(String opens, String closes) {
        List<Map<String, Object>> weekly = new ArrayList<>();
        for (String day : List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")) {
            weekly.add(Map.of("day", day, "opens", opens, "closes", closes));
        }
        return weekly;
    }

    UUID store(String name, double metresNorth) {
        return store(name, metresNorth, _ -> {});
    }

    UUID store(String name, double metresNorth, Consumer<Map<String, Object>> change) {
        Map<String, Object> profile = profile(name, metresNorth);
        change.accept(profile);
        Answer answer = operator().post("/v1/stores", profile);
        if (answer.status() != 201) {
            throw new AssertionError(answer.body());
        }
        return UUID.fromString(answer.text("/id"));
    }

    void stock(UUID storeId, String sku, int pieces) {
        stock(storeId, sku, pieces, 1_000);
    }

    void stock(UUID storeId, String sku, int pieces, int price) {
        Answer answer = till(storeId).put("/v1/stores/" + storeId + "/items/" + sku, item(sku, price, pieces));
        if (answer.status() != 200) {
            throw new AssertionError(answer.body());
        }
    }

    static Map<String, Object> item(String name, int price, int pieces) {
        return Map.of("name", name, "price", money(price), "onHand", pieces);
    }

    static Map<String, Object> money(int amount) {
        return Map.of("amount", amount, "currency", "CNY");
    }

    JsonNode item(UUID storeId, String sku) {
        return till(storeId).get("/v1/stores/" + storeId + "/items/" + sku).json();
    }

    /// `on hand/reserved/shortage`.
    String stockOf(UUID storeId, String sku) {
        JsonNode item = item(storeId, sku);
        return item.path("onHand").asInt() + "/" + item.path("reserved").asInt() + "/"
                + item.path("shortage").asInt();
    }

    Map<String, Object> line(int number, String sku, int pieces, boolean changeable) {
        return Map.of(
                "line",
                number,
                "sku",
                sku,
                "quantity",
                pieces,
                "unitPrice",
                money(1_200),
                "substitution",
                changeable ? "allowed" : "refused");
    }

    Map<String, Object> placed(UUID orderId, List<Map<String, Object>> lines) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("orderId", orderId);
        data.put("kind", "routed");
        data.put("fulfilment", "delivery");
        data.put("lines", lines);
        data.put("destination", point(0));
        data.put("paymentMethod", "cash");
        data.put("goodsTotal", money(1_200));
        data.put("deliveryFee", money(400));
        data.put("placedAt", clock.instant());
        return data;
    }

    UUID place(String sku, int pieces) {
        return place(List.of(line(1, sku, pieces, false)));
    }

    UUID place(List<Map<String, Object>> lines) {
        UUID orderId = UUID.randomUUID();
        tell("order.placed.v1", orderId, 1, placed(orderId, lines));
        authorise(orderId, clock.instant().plus(Duration.ofMinutes(10)));
        return orderId;
    }

    void authorise(UUID orderId, Instant routeUntil) {
        tell(
                "order.authorised.v1",
                orderId,
                2,
                Map.of("orderId", orderId, "authorisedAt", clock.instant(), "routeUntil", routeUntil));
    }

    void cancel(UUID orderId) {
        tell(
                "order.cancelled.v1",
                orderId,
                7,
                Map.of(
                        "orderId",
                        orderId,
                        "from",
                        "offered",
                        "reason",
                        "changed_mind",
                        "fault",
                        "resident",
                        "fee",
                        money(0),
                        "refunded",
                        money(1_200),
                        "cancelledAt",
                        clock.instant()));
    }

    void complete(UUID orderId, UUID storeId) {
        tell(
                "order.completed.v1",
                orderId,
                8,
                Map.of("orderId", orderId, "storeId", storeId, "total", money(1_600), "completedAt", clock.instant()));
    }

    void tell(String type, UUID orderId, long sequence, Map<String, Object> data) {
        events.send("/order-service", type, orderId, sequence, texts(data));
    }

    /// Instants and ids as the wire has them.
    private static Object texts(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, inner) -> copy.put(key, texts(inner)));
            return copy;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(StoreFixtures::texts).toList();
        }
        return value instanceof Instant || value instanceof UUID ? value.toString() : value;
    }

    JsonNode routing(UUID orderId) {
        return operator().get("/v1/routings/" + orderId).json();
    }

    /// Waits until the routing is in that state.
    JsonNode awaitRouting(UUID orderId, String state) {
        return Awaitility.await("order " + state)
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> routing(orderId),
                        routing -> routing.path("state").asString("").equals(state));
    }

    /// Waits until that store has the offer, and says its id.
    UUID awaitOffer(UUID orderId, UUID storeId) {
        JsonNode routing = Awaitility.await("offer to " + storeId)
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> routing(orderId),
                        found -> found.path("state").asString("").equals("offering")
                                && found.path("storeId").asString("").equals(storeId.toString()));
        return UUID.fromString(routing.path("offerId").asString());
    }
}
