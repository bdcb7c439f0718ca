package io.yike.order;

import static io.yike.kit.testing.OwnersCall.by;

import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.kit.testing.AccessWalk;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.OwnersCall;
import io.yike.kit.testing.Tokens;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/// Who may do what to quotes, orders and statements, each tried as everybody else.
class OrderAccessIT extends Journey {

    private static final Map<String, Object> POINT = Map.of("lat", 31.2304, "lng", 121.4737);

    private final UUID otherPlatformId = UUID.randomUUID();
    private final Caller otherPlatform = Tokens.caller(Role.PLATFORM, "platform:" + otherPlatformId);
    private final UUID residentId = UUID.randomUUID();
    private final Caller resident = Tokens.caller(Role.RESIDENT, "resident:" + residentId);
    private final Caller nextStore = Tokens.caller(Role.STORE, "store:" + NEXT_STORE);
    private final Caller operator = Tokens.operator();

    @TestFactory
    List<DynamicNode> onlyWhoMayGetsIn() {
        AccessWalk walk = new AccessWalk(api);
        quotes(walk);
        orders(walk);
        chooseLocker(walk);
        pickups(walk);
        statements(walk);
        refunds(walk);
        privacy(walk);
        buyersAnd(walk, "listOrderEvents", id -> "/v1/orders/" + id + "/events")
                .as(Role.STORE, () -> by(store).get("/v1/orders/" + accepted(delivery()) + "/events"));
        return buyersAnd(walk, "getOrderRouting", id -> "/v1/orders/" + id + "/routing")
                .as(Role.STORE, () -> by(store).get("/v1/orders/" + placedBy(store, counter()) + "/routing"))
                .on("getRecipient")
                .as(Role.SERVICE, () -> by(Tokens.service()).get("/v1/orders/" + accepted(delivery()) + "/recipient"))
                .tests();
    }

    @TestFactory
    List<DynamicNode> onlyOperatorsDecideAboutDeadLetters() {
        String letters = "/v1/services/order-service/dead-letters";
        return new AccessWalk(operations())
                .on("listDeadLetters")
                .as(Role.OPERATOR, () -> by(operator).get(letters).shows(deadLetter()))
                .on("getDeadLetter")
                .as(Role.OPERATOR, () -> by(operator).get(letters + "/" + deadLetter()))
                .on("replayDeadLetters")
                .as(
                        Role.OPERATOR,
                        () -> by(operator)
                                .post(
                                        "/v1/services/order-service/dead-letter-replays",
                                        Map.of("subject", UUID.randomUUID().toString(), "limit", 1)))
                .on("replayDeadLetter")
                .as(Role.OPERATOR, () -> by(operator).post(letters + "/" + deadLetter() + "/replay"))
                .on("discardDeadLetter")
                .as(
                        Role.OPERATOR,
                        () -> by(operator)
                                .post(letters + "/" + deadLetter() + "/discard", Map.of("reason", "Made by a test")))
                .tests();
    }

    private ApiClient operations() {
        return ApiClient.of("operations", api.base());
    }

    /// A message that no retry helps, and the row that it became.
    private String deadLetter() {
        UUID subject = UUID.randomUUID();
        sender.sendRaw("store.order_ready.v1", """
                {"specversion": "1.0", "id": "%s", "source": "/store-service", "type": "store.order_ready.v1",
                 "subject": "%s", "time": "2026-11-23T10:00:00Z", "sequence": 1, "data": {"orderId": "no id"}}
                """.formatted(UUID.randomUUID(), subject));
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> operations()
                                .as(operator)
                                .get("/v1/services/order-service/dead-letters?subject=" + subject)
                                .text("/items/0/deadLetterId"),
                        id -> !id.isEmpty());
    }

    private void quotes(AccessWalk walk) {
        Map<String, Object> wish = with(basket(), "destination", POINT);
        Map<String, Object> atTheCounter = with(with(wish, "kind", "counter"), "storeId", STORE);
        walk.on("createQuote")
                .as(
                        Role.PLATFORM,
                        () -> by(platform)
                                .post("/v1/quotes", with(wish, "platformId", platformId))
                                .naming("platformId", otherPlatformId))
                .as(Role.RESIDENT, () -> by(resident).post("/v1/quotes", wish).forThemselves())
                .as(Role.STORE, () -> by(store).post("/v1/quotes", atTheCounter).naming("storeId", NEXT_STORE))
                .on("getQuote")
                .as(Role.PLATFORM, () -> by(platform).get("/v1/quotes/" + quoted(platform, wish)))
                .as(Role.RESIDENT, () -> by(resident).get("/v1/quotes/" + quoted(resident, wish)))
                .as(Role.STORE, () -> by(store).get("/v1/quotes/" + quoted(store, atTheCounter)))
                .as(Role.OPERATOR, () -> by(operator).get("/v1/quotes/" + quoted(platform, wish)));
    }

    private void orders(AccessWalk walk) {
        Map<String, Object> wish = with(basket(), "destination", POINT);
        walk.on("placeOrder")
                .free("facilityId", "a locker is anybody's to have things brought to")
                .as(
                        Role.PLATFORM,
                        () -> by(platform)
                                .post(
                                        "/v1/orders",
                                        with(
                                                with(delivery(), "platformId", platformId),
                                                "quoteId",
                                                quoted(platform, wish)))
                                .naming("platformId", otherPlatformId)
                                .naming("quoteId", quoted(otherPlatform, wish)))
                .as(
                        Role.RESIDENT,
                        () -> by(resident)
                                .post("/v1/orders", with(delivery(), "residentId", residentId))
                                .naming("residentId", UUID.randomUUID())
                                .forThemselves())
                .as(Role.STORE, () -> by(store).post("/v1/orders", counter()).naming("storeId", NEXT_STORE))
                .on("listOrders")
                .as(
                        Role.PLATFORM,
                        () -> by(platform)
                                .get("/v1/orders?platformId=" + platformId)
                                .shows(place(delivery()))
                                .naming("platformId", otherPlatformId, placedBy(otherPlatform, delivery())))
                .as(Role.RESIDENT, () -> by(resident).get("/v1/orders").shows(placedBy(resident, delivery())))
                .as(
                        Role.STORE,
                        () -> by(store)
                                .get("/v1/orders?storeId=" + STORE)
                                .shows(accepted(delivery()))
                                .naming("storeId", NEXT_STORE, placedBy(nextStore, counterAt(NEXT_STORE))))
                .as(Role.OPERATOR, () -> by(operator).get("/v1/orders").shows(place(delivery())));
        buyersAnd(walk, "getOrder", id -> "/v1/orders/" + id)
                .as(Role.STORE, () -> by(store).get("/v1/orders/" + accepted(delivery())));
        buyersAnd(walk, "getCancellationTerms", id -> "/v1/orders/" + id + "/cancellation-terms")
                .as(Role.STORE, () -> by(store).get("/v1/orders/" + accepted(delivery()) + "/cancellation-terms"));
        walk.on("cancelOrder")
                .as(Role.PLATFORM, () -> cancel(platform, place(delivery()), "changed_mind"))
                .as(Role.RESIDENT, () -> cancel(resident, placedBy(resident, delivery()), "changed_mind"))
                .as(Role.STORE, () -> cancel(store, accepted(delivery()), "item_sold_out"))
                .as(Role.OPERATOR, () -> cancel(operator, place(delivery()), "other"));
    }

    private void chooseLocker(AccessWalk walk) {
        Map<String, Object> answer = Map.of("to", "locker", "facilityId", OTHER_LOCKER);
        walk.on("chooseLocker")
                .free("facilityId", "a locker is anybody's")
                .as(
                        Role.PLATFORM,
                        () -> by(platform).post("/v1/orders/" + askedWhichLocker(platform) + "/locker-choice", answer))
                .as(
                        Role.RESIDENT,
                        () -> by(resident).post("/v1/orders/" + askedWhichLocker(resident) + "/locker-choice", answer));
    }

    /// An order whose locker is full.
    private UUID askedWhichLocker(Caller buyer) {
        UUID orderId = acceptedOf(buyer, askingIfFull());
        refuseCell(awaitCellAsked(orderId, 1), orderId, OTHER_LOCKER);
        published.await("order.locker_choice_wanted.v1", orderId);
        return orderId;
    }

    private void pickups(AccessWalk walk) {
        walk.on("getPickupCode")
                .as(Role.PLATFORM, () -> by(platform).get("/v1/orders/" + accepted(pickup()) + "/pickup-code"))
                .as(
                        Role.RESIDENT,
                        () -> by(resident).get("/v1/orders/" + acceptedOf(resident, pickup()) + "/pickup-code"))
                .as(Role.STORE, () -> by(store).get("/v1/orders/" + takenAtTheCounter() + "/pickup-code"))
                .on("reissuePickupCode")
                .as(Role.STORE, () -> by(store).post("/v1/orders/" + accepted(pickup()) + "/pickup-code/reissue"))
                .as(Role.OPERATOR, () -> by(operator).post("/v1/orders/" + accepted(pickup()) + "/pickup-code/reissue"))
                .on("collectOrder")
                .as(Role.STORE, () -> {
                    UUID orderId = ready(pickup());
                    String code = asPlatform()
                            .get("/v1/orders/" + orderId + "/pickup-code")
                            .text("/code");
                    return by(store).post("/v1/orders/" + orderId + "/collect", Map.of("code", code));
                });
    }

    private void refunds(AccessWalk walk) {
        buyersAnd(walk, "listRefunds", id -> "/v1/orders/" + id + "/refunds")
                .as(Role.STORE, () -> by(store).get("/v1/orders/" + placedBy(store, counter()) + "/refunds"))
                .on("refundOrder")
                .as(
                        Role.OPERATOR,
                        () -> by(operator)
                                .post(
                                        "/v1/orders/" + collected() + "/refunds",
                                        Map.of("reason", "goodwill", "fault", "nobody")));
    }

    /// Fetched and paid for.
    private UUID collected() {
        UUID orderId = ready(pickup());
        String code = asPlatform().get("/v1/orders/" + orderId + "/pickup-code").text("/code");
        api.as(store).post("/v1/orders/" + orderId + "/collect", Map.of("code", code));
        awaitField(orderId, "/payment/status", "captured");
        return orderId;
    }

    private void statements(AccessWalk walk) {
        AccessWalk.On statement = walk.on("getStatement");
        for (Role role : List.of(Role.PLATFORM, Role.STORE, Role.FLEET, Role.COURIER)) {
            String party = role.claim() + ":" + UUID.randomUUID();
            statement.as(role, () -> by(Tokens.caller(role, party)).get("/v1/settlements/" + party + "/2026-11-23"));
        }
        statement.as(Role.OPERATOR, () -> by(operator).get("/v1/settlements/store:" + STORE + "/2026-11-23"));
    }

    private void privacy(AccessWalk walk) {
        // Somebody without orders: those that are under way would keep them known.
        UUID newcomerId = UUID.randomUUID();
        Caller newcomer = Tokens.caller(Role.RESIDENT, "resident:" + newcomerId);
        walk.on("eraseResident")
                .as(
                        Role.RESIDENT,
                        () -> by(newcomer)
                                .post("/v1/erasures", Map.of("residentId", newcomerId))
                                .naming("residentId", UUID.randomUUID()))
                .as(Role.OPERATOR, () -> by(operator).post("/v1/erasures", Map.of("residentId", UUID.randomUUID())))
                .on("getErasure")
                .as(Role.RESIDENT, () -> by(newcomer).get("/v1/erasures/" + erased(newcomerId)))
                .as(Role.OPERATOR, () -> by(operator).get("/v1/erasures/" + erased(UUID.randomUUID())))
                .on("listRecipientReadings")
                .as(Role.OPERATOR, () -> {
                    UUID orderId = accepted(delivery());
                    api.as(Tokens.service()).get("/v1/orders/" + orderId + "/recipient");
                    return by(operator).get("/v1/recipient-readings?limit=200").shows(orderId);
                })
                .free("orderId", "an operator asks about whichever order")
                .free("residentId", "an operator asks about whichever resident");
    }

    private UUID erased(UUID resident) {
        return UUID.fromString(created(api.as(operator).post("/v1/erasures", Map.of("residentId", resident)))
                .text("/erasureId"));
    }

    /// What whoever bought it and operators may read.
    private AccessWalk.On buyersAnd(AccessWalk walk, String operationId, Function<UUID, String> path) {
        return walk.on(operationId)
                .as(Role.PLATFORM, () -> by(platform).get(path.apply(place(delivery()))))
                .as(Role.RESIDENT, () -> by(resident).get(path.apply(placedBy(resident, delivery()))))
                .as(Role.OPERATOR, () -> by(operator).get(path.apply(place(delivery()))));
    }

    private static OwnersCall cancel(Caller owner, UUID orderId, String reason) {
        return by(owner).post("/v1/orders/" + orderId + "/cancel", Map.of("reason", reason));
    }

    private UUID quoted(Caller caller, Map<String, Object> wish) {
        return UUID.fromString(created(api.as(caller).post("/v1/quotes", wish)).text("/quoteId"));
    }

    private UUID placedBy(Caller caller, Map<String, Object> order) {
        return UUID.fromString(created(api.as(caller).post("/v1/orders", order)).text("/orderId"));
    }

    private UUID acceptedOf(Caller caller, Map<String, Object> order) {
        UUID orderId = placedBy(caller, order);
        published.await("order.authorised.v1", orderId);
        accept(orderId, offer(orderId, STORE, 1));
        published.await("order.accepted.v1", orderId);
        return orderId;
    }

    private UUID takenAtTheCounter() {
        UUID orderId = placedBy(store, with(without(counter(), "recipient"), "fulfilment", "pickup"));
        published.await("order.authorised.v1", orderId);
        Map<String, Object> reserved = new LinkedHashMap<>();
        reserved.put("orderId", orderId);
        reserved.put("storeId", STORE);
        reserved.put("storePoint", Map.of("lat", 31.2310, "lng", 121.4740));
        reserved.put(
                "lines",
                List.of(
                        Map.of("line", 1, "sku", "tea", "quantity", 2, "storeUnitPrice", yuan(650)),
                        Map.of("line", 2, "sku", "water", "quantity", 6, "storeUnitPrice", yuan(200))));
        reserved.put("storeTotal", yuan(2500));
        reserved.put("readyAt", in(300));
        reserved.put("promiseAt", in(720));
        tellStore("store.counter_reserved.v1", orderId, reserved);
        published.await("order.accepted.v1", orderId);
        return orderId;
    }

    private static Map<String, Object> counterAt(UUID storeId) {
        return with(counter(), "storeId", storeId);
    }

    private static Answer created(Answer answer) {
        if (answer.status() != 201) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        return answer;
    }
}
