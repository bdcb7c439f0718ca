package io.yike.dispatch;

import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.EventSender;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.PublishedEvents;
import io.yike.kit.testing.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// A small town far from all others, so that one test's couriers are no good to another's deliveries. States
/// are reached through the real transitions.
final class Town {

    private static final AtomicInteger FOUNDED = new AtomicInteger();

    final ApiClient api;
    final PublishedEvents events;
    final EventSender sender;
    final MutableClock clock;
    private final int number = FOUNDED.incrementAndGet();
    final double lat = 20 + number % 60;
    final double lng = 110 + number / 60 * 5;
    final UUID storeId = UUID.randomUUID();
    final UUID platformId = UUID.randomUUID();
    final UUID residentId = UUID.randomUUID();
    final UUID fleetId = UUID.randomUUID();

    Town(ApiClient api, PublishedEvents events, EventSender sender, MutableClock clock) {
        this.api = api;
        this.events = events;
        this.sender = sender;
        this.clock = clock;
    }

    ApiClient operator() {
        return api.as(Tokens.operator());
    }

    ApiClient store() {
        return api.as(Tokens.caller(Role.STORE, "store:" + storeId));
    }

    ApiClient platform() {
        return api.as(Tokens.caller(Role.PLATFORM, "platform:" + platformId));
    }

    ApiClient fleet() {
        return api.as(Tokens.caller(Role.FLEET, "fleet:" + fleetId));
    }

    ApiClient courier(UUID courierId) {
        return api.as(courierCaller(courierId));
    }

    static Caller courierCaller(UUID courierId) {
        return Tokens.caller(Role.COURIER, "courier:" + courierId);
    }

    /// A courier of the fleet, off shift.
    UUID registered() {
        Answer answer = fleet().post("/v1/couriers", Map.of("name", "Zhang Wei", "phone", "+8613800000001"));
        if (answer.status() != 201) {
            throw new AssertionError(answer.body());
        }
        return UUID.fromString(answer.text("/courierId"));
    }

    /// A courier on shift, at the store.
    UUID onShift() {
        return onShift(0);
    }

    /// A courier on shift, so many thousandths of a degree (about 111 m each) from the store.
    UUID onShift(int away) {
        UUID courierId = registered();
        courier(courierId).post("/v1/couriers/" + courierId + "/shift/start");
        heard(courierId, away);
        return courierId;
    }

    Answer heard(UUID courierId) {
        return heard(courierId, 0);
    }

    Answer heard(UUID courierId, int away) {
        return courier(courierId)
                .post(
                        "/v1/couriers/" + courierId + "/positions",
                        Map.of(
                                "positions",
                                List.of(Map.of(
                                        "point",
                                        point(away),
                                        "at",
                                        clock.instant().toString()))));
    }

    Map<String, Object> point(int away) {
        return Map.of("lat", lat + away / 1000.0, "lng", lng);
    }

    /// An order accepted by the store, ready in 2 minutes, promised in 20.
    Map<String, Object> acceptance(UUID orderId) {
        Instant now = clock.instant();
        Map<String, Object> accepted = new LinkedHashMap<>();
        accepted.put("orderId", orderId.toString());
        accepted.put("kind", "routed");
        accepted.put("fulfilment", "delivery");
        accepted.put("platformId", platformId.toString());
        accepted.put("residentId", residentId.toString());
        accepted.put("storeId", storeId.toString());
        accepted.put("storePoint", point(0));
        accepted.put("destination", point(12));
        accepted.put("lines", List.of(Map.of("line", 1, "sku", "6901234567892", "quantity", 1)));
        accepted.put("goodsTotal", money(1300));
        accepted.put("deliveryFee", money(400));
        accepted.put("total", money(1700));
        accepted.put("readyAt", now.plus(Duration.ofMinutes(2)).toString());
        accepted.put("promiseAt", now.plus(Duration.ofMinutes(20)).toString());
        accepted.put("unreachable", "return");
        accepted.put("acceptedAt", now.toString());
        return accepted;
    }

    static Map<String, Object> money(long amount) {
        return Map.of("amount", amount, "currency", "CNY");
    }

    /// Tells the acceptance and waits for the delivery.
    UUID accepted(UUID orderId, Map<String, Object> acceptance) {
        sender.send("/order-service", "order.accepted.v1", orderId, 1, acceptance);
        return created(orderId);
    }

    UUID accepted() {
        UUID orderId = UUID.randomUUID();
        return accepted(orderId, acceptance(orderId));
    }

    UUID created(UUID orderId) {
        JsonNode event = events.await(
                "delivery.created.v1",
                created -> created.at("/data/orderId").asString("").equals(orderId.toString()));
        return UUID.fromString(event.at("/data/deliveryId").asString());
    }

    void ready(UUID deliveryId) {
        UUID orderId = orderOf(deliveryId);
        Map<String, Object> ready = Map.of(
                "orderId",
                orderId.toString(),
                "storeId",
                storeId.toString(),
                "readyAt",
                clock.instant().toString());
        sender.send("/order-service", "order.ready.v1", orderId, 2, ready);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> delivery(deliveryId).json().path("ready").asBoolean(false));
    }

    void cancelled(UUID orderId, String from) {
        sender.send(
                "/order-service",
                "order.cancelled.v1",
                orderId,
                3,
                Map.of(
                        "orderId",
                        orderId.toString(),
                        "from",
                        from,
                        "reason",
                        "buyer_changed_mind",
                        "fault",
                        "resident",
                        "fee",
                        money(0),
                        "refunded",
                        money(1700),
                        "cancelledAt",
                        clock.instant().toString()));
    }

    UUID orderOf(UUID deliveryId) {
        return UUID.fromString(delivery(deliveryId).text("/orderId"));
    }

    Answer delivery(UUID deliveryId) {
        return operator().get("/v1/deliveries/" + deliveryId);
    }

    String state(UUID deliveryId) {
        return delivery(deliveryId).text("/state");
    }

    /// The offer of that delivery to that courier, once it is made.
    UUID offer(UUID deliveryId, UUID courierId) {
        return Awaitility.await("offer of " + deliveryId + " to " + courierId)
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> {
                            Answer task = courier(courierId).get("/v1/couriers/" + courierId + "/next-task");
                            return task.text("/kind").equals("offer")
                                            && task.text("/offer/deliveryId").equals(deliveryId.toString())
                                    ? java.util.Optional.of(UUID.fromString(task.text("/offer/offerId")))
                                    : java.util.Optional.<UUID>empty();
                        },
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    void assign(UUID deliveryId, UUID courierId) {
        UUID offerId = offer(deliveryId, courierId);
        Answer answer = courier(courierId).post("/v1/courier-offers/" + offerId + "/accept");
        if (answer.status() != 200) {
            throw new AssertionError(answer.body());
        }
    }

    Answer step(UUID courierId, UUID deliveryId, String step) {
        return courier(courierId).post("/v1/deliveries/" + deliveryId + "/" + step);
    }

    Answer step(UUID courierId, UUID deliveryId, String step, Map<String, Object> body) {
        return courier(courierId).post("/v1/deliveries/" + deliveryId + "/" + step, body);
    }

    String bagCode(UUID deliveryId) {
        return store().get("/v1/deliveries/" + deliveryId + "/bag-code").text("/code");
    }

    String recipientCode(UUID deliveryId) {
        return platform()
                .get("/v1/deliveries/" + deliveryId + "/recipient-code")
                .text("/code");
    }

    /// The courier takes the bag.
    void pickedUp(UUID deliveryId, UUID courierId) {
        assign(deliveryId, courierId);
        Answer answer = step(courierId, deliveryId, "pick-up", Map.of("bagCode", bagCode(deliveryId)));
        if (answer.status() != 200) {
            throw new AssertionError(answer.body());
        }
    }

    static String otherThan(String code) {
        return code.equals("123456") ? "654321" : "123456";
    }
}
