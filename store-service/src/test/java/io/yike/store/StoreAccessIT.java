package io.yike.store;

import static io.yike.kit.testing.OwnersCall.by;

import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.kit.testing.AccessWalk;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.EventSender;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.OwnersCall;
import io.yike.kit.testing.ServiceTest;
import io.yike.kit.testing.Tokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

/// Who may do what to stores, their stock and their offers, each tried as everybody else.
@ServiceTest
class StoreAccessIT {

    private final UUID chainId = UUID.randomUUID();
    private final Caller chain = Tokens.caller(Role.CHAIN, "chain:" + chainId);
    private final Caller operator = Tokens.operator();
    private final Caller service = Tokens.service();

    @Autowired
    private ApiClient api;

    @Autowired
    private EventSender events;

    @Autowired
    private MutableClock clock;

    /// An offer of milk to a store of the chain, which is alone on its ground.
    private record Offered(UUID storeId, UUID orderId, UUID offerId) {}

    @TestFactory
    List<DynamicNode> onlyWhoMayGetsIn() {
        StoreFixtures city = city();
        AccessWalk walk = new AccessWalk(api);
        stores(walk, city);
        items(walk, city);
        imports(walk, city);
        offers(walk);
        return walk.on("getRouting")
                .as(
                        Role.OPERATOR,
                        () -> by(operator).get("/v1/routings/" + offered().orderId()))
                .as(
                        Role.SERVICE,
                        () -> by(service).get("/v1/routings/" + offered().orderId()))
                .on("askServiceability")
                .as(Role.SERVICE, () -> by(service).post("/v1/serviceability", question(city)))
                .free("storeId", "a service asks about whichever store the buyer named")
                .on("listUnmetDemand")
                .as(Role.OPERATOR, () -> by(operator).get("/v1/unmet-demand"))
                .tests();
    }

    private void stores(AccessWalk walk, StoreFixtures city) {
        UUID otherChain = UUID.randomUUID();
        walk.on("registerStore")
                .as(
                        Role.CHAIN,
                        () -> by(chain).post("/v1/stores", profile(city)).naming("chainId", otherChain))
                .as(Role.OPERATOR, () -> by(operator).post("/v1/stores", profile(city)))
                .on("listStores")
                .as(Role.STORE, () -> {
                    UUID id = store(city);
                    return by(StoreFixtures.till(id.toString()))
                            .get("/v1/stores")
                            .shows(id);
                })
                .as(
                        Role.CHAIN,
                        () -> by(chain)
                                .get("/v1/stores?chainId=" + chainId + "&limit=200")
                                .shows(store(city))
                                .naming(
                                        "chainId",
                                        otherChain,
                                        city.store("Theirs", 0, profile -> profile.put("chainId", otherChain))))
                .as(Role.OPERATOR, () -> by(operator).get("/v1/stores").shows(store(city)))
                .asEverybody(() -> by(Tokens.nobody()).get("/v1/stores?lat=31.2&lng=121.5"));
        keepersAndServices(walk, city, "getStore", (call, id) -> call.get("/v1/stores/" + id));
        keepers(
                walk,
                city,
                "editStore",
                (call, id) -> call.withHeader("If-Match", "\"1\"").put("/v1/stores/" + id, profile(city)));
        walk.on("editStore").as(Role.CHAIN, () -> {
            UUID id = store(city);
            return by(chain)
                    .withHeader("If-Match", "\"1\"")
                    .put("/v1/stores/" + id, profile(city))
                    .naming("chainId", otherChain);
        });
        keepersAndServices(walk, city, "getAvailability", (call, id) -> call.get("/v1/stores/" + id + "/availability"));
        keepers(
                walk,
                city,
                "changeAvailability",
                (call, id) -> call.put("/v1/stores/" + id + "/availability", Map.of("state", "busy")));
    }

    private void items(AccessWalk walk, StoreFixtures city) {
        keepers(walk, city, "listItems", (call, id) -> call.get("/v1/stores/" + id + "/items"));
        keepers(walk, city, "getItem", (call, id) -> call.get("/v1/stores/" + id + "/items/milk"));
        keepers(
                walk,
                city,
                "setItem",
                (call, id) -> call.put("/v1/stores/" + id + "/items/tea", StoreFixtures.item("Tea", 600, 3)));
        keepers(
                walk,
                city,
                "adjustStock",
                (call, id) -> call.post(
                        "/v1/stores/" + id + "/items/milk/adjustments", Map.of("delta", 1, "reason", "received")));
        keepers(
                walk,
                city,
                "countStock",
                (call, id) -> call.post(
                        "/v1/stores/" + id + "/items/milk/counts",
                        Map.of("quantity", 4, "countedAt", clock.instant().toString())));
    }

    private void imports(AccessWalk walk, StoreFixtures city) {
        String lines = "sku,name,price\ntea,Tea,600\nbad,,-1\n";
        keepers(
                walk,
                city,
                "importItems",
                (call, id) -> call.post("/v1/stores/" + id + "/imports", lines).ofType("text/csv"));
        for (String part : List.of("", "/errors")) {
            keepers(walk, city, part.isEmpty() ? "getImport" : "listImportErrors", (call, id) -> {
                UUID others = store(city);
                Answer imported = city.till(id).post("/v1/stores/" + id + "/imports", lines, "text/csv");
                String report = "/imports/" + imported.text("/id") + part;
                return call.get("/v1/stores/" + id + report)
                        .not(StoreFixtures.till(others.toString()), "/v1/stores/" + others + report);
            });
        }
    }

    private void offers(AccessWalk walk) {
        BiFunction<OwnersCall, Offered, OwnersCall> list = (call, offered) -> {
            Offered others = offered();
            return call.get("/v1/stores/" + offered.storeId() + "/offers?orderId=" + offered.orderId())
                    .shows(offered.offerId())
                    .naming("orderId", others.orderId(), others.offerId());
        };
        answerers(walk, "listOffers", list);
        answerers(walk, "getOffer", (call, offered) -> call.get("/v1/offers/" + offered.offerId()));
        answerers(walk, "acceptOffer", (call, offered) -> call.post("/v1/offers/" + offered.offerId() + "/accept"));
        answerers(
                walk,
                "declineOffer",
                (call, offered) ->
                        call.post("/v1/offers/" + offered.offerId() + "/decline", Map.of("reason", "other")));
        answerers(walk, "markReady", (call, offered) -> {
            api.as(operator).post("/v1/offers/" + offered.offerId() + "/accept");
            return call.post("/v1/offers/" + offered.offerId() + "/ready");
        });
    }

    /// What a store, its chain and operators may do to it.
    private void keepers(
            AccessWalk walk, StoreFixtures city, String operationId, BiFunction<OwnersCall, UUID, OwnersCall> call) {
        walk.on(operationId)
                .as(Role.STORE, () -> {
                    UUID id = store(city);
                    return call.apply(by(StoreFixtures.till(id.toString())), id);
                })
                .as(Role.CHAIN, () -> {
                    OwnersCall made = call.apply(by(chain), store(city));
                    return made.not(Tokens.caller(Role.CHAIN, "chain:" + UUID.randomUUID()));
                })
                .as(Role.OPERATOR, () -> call.apply(by(operator), store(city)));
    }

    private void keepersAndServices(
            AccessWalk walk, StoreFixtures city, String operationId, BiFunction<OwnersCall, UUID, OwnersCall> call) {
        keepers(walk, city, operationId, call);
        walk.on(operationId).as(Role.SERVICE, () -> call.apply(by(service), store(city)));
    }

    private void answerers(AccessWalk walk, String operationId, BiFunction<OwnersCall, Offered, OwnersCall> call) {
        walk.on(operationId)
                .as(Role.STORE, () -> {
                    Offered offered = offered();
                    return call.apply(by(StoreFixtures.till(offered.storeId().toString())), offered);
                })
                .as(Role.CHAIN, () -> call.apply(by(chain), offered()))
                .as(Role.OPERATOR, () -> call.apply(by(operator), offered()));
    }

    private StoreFixtures city() {
        return new StoreFixtures(api, events, clock);
    }

    private UUID store(StoreFixtures city) {
        UUID id = city.store("Store", 0, profile -> profile.put("chainId", chainId));
        city.stock(id, "milk", 5);
        return id;
    }

    private Map<String, Object> profile(StoreFixtures city) {
        Map<String, Object> profile = city.profile("Store", 0);
        profile.put("chainId", chainId);
        return profile;
    }

    private Offered offered() {
        StoreFixtures ground = city();
        UUID storeId = store(ground);
        UUID orderId = ground.place("milk", 1);
        return new Offered(storeId, orderId, ground.awaitOffer(orderId, storeId));
    }

    private static Map<String, Object> question(StoreFixtures city) {
        return Map.of(
                "fulfilment",
                "delivery",
                "destination",
                city.point(0),
                "lines",
                List.of(Map.of("sku", "milk", "quantity", 1)));
    }
}
