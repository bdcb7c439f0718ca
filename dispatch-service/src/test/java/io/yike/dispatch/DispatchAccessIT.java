package io.yike.dispatch;

import static io.yike.kit.testing.OwnersCall.by;

import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.kit.testing.AccessWalk;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.OwnersCall;
import io.yike.kit.testing.Tokens;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/// Who may do what to couriers, offers, deliveries and incidents, each tried as everybody else.
class DispatchAccessIT extends Journey {

    private static final Caller OPERATOR = Tokens.operator();
    private static final Caller SERVICE = Tokens.service();

    private final Map<String, Carried> carried = new HashMap<>();

    /// A delivery and the courier at it, in a town of their own.
    private record Carried(Town town, UUID courierId, UUID deliveryId, String photoId) {

        Caller courier() {
            return Town.courierCaller(courierId);
        }

        Caller fleet() {
            return Tokens.caller(Role.FLEET, "fleet:" + town.fleetId);
        }

        Caller store() {
            return Tokens.caller(Role.STORE, "store:" + town.storeId);
        }

        Caller platform() {
            return Tokens.caller(Role.PLATFORM, "platform:" + town.platformId);
        }

        Caller resident() {
            return Tokens.caller(Role.RESIDENT, "resident:" + town.residentId);
        }

        String path(String rest) {
            return "/v1/deliveries/" + deliveryId + rest;
        }
    }

    @TestFactory
    List<DynamicNode> onlyWhoMayGetsIn() {
        AccessWalk walk = new AccessWalk(api);
        couriers(walk);
        offers(walk);
        deliveries(walk);
        steps(walk);
        codes(walk);
        photos(walk);
        incidents(walk);
        return walk.on("getSupply")
                .as(Role.SERVICE, () -> by(SERVICE).get("/v1/supply"))
                .as(Role.OPERATOR, () -> by(OPERATOR).get("/v1/supply"))
                .tests();
    }

    private void couriers(AccessWalk walk) {
        Town town = another();
        Town others = another();
        Caller fleet = Tokens.caller(Role.FLEET, "fleet:" + town.fleetId);
        Map<String, Object> registration =
                Map.of("name", "Zhang Wei", "phone", "+8613800000001", "fleetId", town.fleetId);
        walk.on("registerCourier")
                .as(
                        Role.FLEET,
                        () -> by(fleet).post("/v1/couriers", registration).naming("fleetId", others.fleetId))
                .as(Role.OPERATOR, () -> by(OPERATOR).post("/v1/couriers", registration))
                .on("listCouriers")
                .as(
                        Role.FLEET,
                        () -> by(fleet)
                                .get("/v1/couriers?fleetId=" + town.fleetId)
                                .shows(town.registered())
                                .naming("fleetId", others.fleetId, others.registered()))
                .as(Role.COURIER, () -> {
                    UUID id = town.registered();
                    return by(Town.courierCaller(id)).get("/v1/couriers").shows(id);
                })
                .as(
                        Role.OPERATOR,
                        () -> by(OPERATOR).get("/v1/couriers?limit=200").shows(town.registered()));
        ofCourier(walk, town, "getCourier", (call, path) -> call.get(path));
        ofCourier(walk, town, "startShift", (call, path) -> call.post(path + "/shift/start"));
        ofCourier(walk, town, "endShift", (call, path) -> call.post(path + "/shift/end"));
        ofCourier(walk, town, "getNextTask", (call, path) -> call.get(path + "/next-task"));
        ofCourier(walk, town, "getCourierTrip", (call, path) -> call.get(path + "/trip"));
        ofCourier(walk, town, "getEarnings", (call, path) -> call.get(path + "/earnings?day=2026-11-23"));
        ofCourier(walk, town, "reportPositions", (call, path) -> {
            api.as(OPERATOR).post(path + "/shift/start");
            Map<String, Object> here =
                    Map.of("point", town.point(0), "at", clock.instant().toString());
            return call.post(path + "/positions", Map.of("positions", List.of(here)));
        });
    }

    /// What a courier, their fleet and operators may do to the courier.
    private void ofCourier(
            AccessWalk walk, Town town, String operationId, BiFunction<OwnersCall, String, OwnersCall> call) {
        walk.on(operationId)
                .as(Role.COURIER, () -> {
                    UUID id = town.registered();
                    return call.apply(by(Town.courierCaller(id)), "/v1/couriers/" + id);
                })
                .as(
                        Role.FLEET,
                        () -> call.apply(
                                by(Tokens.caller(Role.FLEET, "fleet:" + town.fleetId)),
                                "/v1/couriers/" + town.registered()))
                .as(Role.OPERATOR, () -> call.apply(by(OPERATOR), "/v1/couriers/" + town.registered()));
    }

    private void offers(AccessWalk walk) {
        ofCarrier(walk, "listCourierOffers", this::offered, (call, one) -> {
            Carried other = offered();
            return call.get("/v1/courier-offers?courierId=" + one.courierId() + "&deliveryId=" + one.deliveryId())
                    .shows(offerOf(one))
                    .naming("courierId", other.courierId(), offerOf(other))
                    .naming("deliveryId", other.deliveryId(), offerOf(other));
        });
        ofCarrier(
                walk, "getCourierOffer", this::offered, (call, one) -> call.get("/v1/courier-offers/" + offerOf(one)));
        ofCarrier(
                walk,
                "acceptCourierOffer",
                this::offered,
                (call, one) -> call.post("/v1/courier-offers/" + offerOf(one) + "/accept"));
        ofCarrier(
                walk,
                "declineCourierOffer",
                this::offered,
                (call, one) ->
                        call.post("/v1/courier-offers/" + offerOf(one) + "/decline", Map.of("reason", "too_far")));
    }

    private void deliveries(AccessWalk walk) {
        seen(walk, "getDelivery", (call, one) -> call.get(one.path("")));
        seen(walk, "getDeliveryHistory", (call, one) -> call.get(one.path("/history")));
        seen(walk, "listDeliveries", (call, one) -> {
            Carried other = shared("other");
            return call.get("/v1/deliveries?limit=200&courierId=" + one.courierId() + "&storeId=" + one.town().storeId
                            + "&orderId=" + one.town().orderOf(one.deliveryId()))
                    .shows(one.deliveryId())
                    .naming("courierId", other.courierId(), other.deliveryId())
                    .naming("storeId", other.town().storeId, other.deliveryId())
                    .naming("orderId", other.town().orderOf(other.deliveryId()), other.deliveryId());
        });
        ofCarrier(walk, "getDeliveryRecipient", () -> shared("one"), (call, one) -> call.get(one.path("/recipient")));
        ofCarrier(
                walk,
                "getDeliveryCell",
                () -> carried.computeIfAbsent("cell", _ -> goingToACell()),
                (call, one) -> call.get(one.path("/cell")));
        ofCarrier(
                walk,
                "openDeliveryCell",
                () -> carried.computeIfAbsent("cell", _ -> goingToACell()),
                (call, one) -> call.post(one.path("/open-cell"), Map.of()));
    }

    private void steps(AccessWalk walk) {
        ofCarrier(
                walk,
                "withdrawFromDelivery",
                this::assigned,
                (call, one) -> call.post(one.path("/withdraw"), Map.of("reason", "other")));
        ofCarrier(walk, "arriveAtPickup", this::assigned, (call, one) -> call.post(one.path("/arrive-at-pickup")));
        ofCarrier(
                walk,
                "pickUp",
                this::assigned,
                (call, one) -> call.post(
                        one.path("/pick-up"), Map.of("bagCode", one.town().bagCode(one.deliveryId()))));
        ofCarrier(walk, "arriveAtDropoff", this::pickedUp, (call, one) -> call.post(one.path("/arrive-at-dropoff")));
        ofCarrier(
                walk,
                "handOver",
                this::pickedUp,
                (call, one) -> call.post(one.path("/hand-over"), Map.of("proof", "photo", "photoId", one.photoId()))
                        .naming("photoId", shared("other").photoId()));
        ofCarrier(
                walk,
                "failDelivery",
                this::pickedUp,
                (call, one) -> call.post(one.path("/fail"), Map.of("reason", "cannot_pay", "photoId", one.photoId()))
                        .naming("photoId", shared("other").photoId()));
        ofCarrier(
                walk,
                "returnDelivery",
                this::returning,
                (call, one) -> call.post(
                        one.path("/return"), Map.of("bagCode", one.town().bagCode(one.deliveryId()))));
        walk.on("returnDelivery").as(Role.STORE, () -> {
            Carried one = returning();
            return by(one.store()).post(one.path("/return"), Map.of());
        });
    }

    private void codes(AccessWalk walk) {
        ofStore(walk, "getBagCode", (call, one) -> call.get(one.path("/bag-code")));
        ofStore(walk, "reissueBagCode", (call, one) -> call.post(one.path("/bag-code/reissue")));
        ofStore(walk, "reissueRecipientCode", (call, one) -> call.post(one.path("/recipient-code/reissue")));
        walk.on("getRecipientCode")
                .as(
                        Role.PLATFORM,
                        () -> by(shared("one").platform()).get(shared("one").path("/recipient-code")))
                .as(
                        Role.RESIDENT,
                        () -> by(shared("one").resident()).get(shared("one").path("/recipient-code")))
                .as(Role.OPERATOR, () -> by(OPERATOR).get(shared("one").path("/recipient-code")));
    }

    private void photos(AccessWalk walk) {
        ofCarrier(
                walk,
                "uploadPhoto",
                () -> shared("one"),
                (call, one) -> call.post(one.path("/photos"), jpeg(2)).ofType("application/octet-stream"));
        seen(walk, "getPhoto", (call, one) -> {
            Carried other = shared("other");
            return call.get(one.path("/photos/" + one.photoId()))
                    .not(other.courier(), other.path("/photos/" + one.photoId()));
        });
        walk.on("getPhoto").as(Role.STORE, () -> {
            Carried one = shared("one");
            Carried other = shared("other");
            return by(one.store())
                    .get(one.path("/photos/" + one.photoId()))
                    .not(other.store(), other.path("/photos/" + one.photoId()));
        });
        for (Role role : List.of(Role.FLEET, Role.PLATFORM, Role.RESIDENT)) {
            walk.on("getPhoto")
                    .as(
                            role,
                            () -> by(owner(shared("one"), role))
                                    .get(shared("one")
                                            .path("/photos/" + shared("one").photoId()))
                                    .not(
                                            owner(shared("other"), role),
                                            shared("other")
                                                    .path("/photos/"
                                                            + shared("one").photoId())));
        }
        walk.on("getPhotoContent").asThePublic(() -> {
            Carried one = shared("one");
            Answer photo = api.as(OPERATOR).get(one.path("/photos/" + one.photoId()));
            return by(Tokens.nobody()).get(photo.text("/link"));
        });
    }

    private void incidents(AccessWalk walk) {
        walk.on("listIncidents")
                .as(Role.FLEET, () -> {
                    Carried one = pickedUp();
                    Carried other = pickedUp();
                    String mine = silent(one);
                    return by(one.fleet())
                            .get("/v1/incidents?deliveryId=" + one.deliveryId())
                            .shows(mine)
                            .naming("deliveryId", other.deliveryId(), incidentOf(other));
                })
                .as(Role.OPERATOR, () -> {
                    Carried one = pickedUp();
                    String incident = silent(one);
                    return by(OPERATOR)
                            .get("/v1/incidents?deliveryId=" + one.deliveryId())
                            .shows(incident);
                })
                .on("getIncident")
                .as(Role.FLEET, () -> {
                    Carried one = pickedUp();
                    return by(one.fleet()).get("/v1/incidents/" + silent(one));
                })
                .as(Role.OPERATOR, () -> by(OPERATOR).get("/v1/incidents/" + silent(pickedUp())))
                .on("resolveIncident")
                .as(
                        Role.OPERATOR,
                        () -> by(OPERATOR)
                                .post(
                                        "/v1/incidents/" + silent(pickedUp()) + "/resolve",
                                        Map.of("decision", "keep_going")));
    }

    /// What a courier, their fleet and operators may do.
    private void ofCarrier(
            AccessWalk walk,
            String operationId,
            Supplier<Carried> thing,
            BiFunction<OwnersCall, Carried, OwnersCall> call) {
        walk.on(operationId)
                .as(Role.COURIER, () -> made(thing.get(), Carried::courier, call))
                .as(Role.FLEET, () -> made(thing.get(), Carried::fleet, call))
                .as(Role.OPERATOR, () -> made(thing.get(), _ -> OPERATOR, call));
    }

    /// What the store and operators may do while the bag waits there.
    private void ofStore(AccessWalk walk, String operationId, BiFunction<OwnersCall, Carried, OwnersCall> call) {
        walk.on(operationId)
                .as(Role.STORE, () -> made(assigned(), Carried::store, call))
                .as(Role.OPERATOR, () -> made(assigned(), _ -> OPERATOR, call));
    }

    /// What everybody at a delivery may read.
    private void seen(AccessWalk walk, String operationId, BiFunction<OwnersCall, Carried, OwnersCall> call) {
        for (Role role : List.of(Role.COURIER, Role.FLEET, Role.STORE, Role.PLATFORM, Role.RESIDENT)) {
            walk.on(operationId).as(role, () -> made(shared("one"), one -> owner(one, role), call));
        }
        walk.on(operationId)
                .as(Role.OPERATOR, () -> made(shared("one"), _ -> OPERATOR, call))
                .as(Role.SERVICE, () -> made(shared("one"), _ -> SERVICE, call));
    }

    private static OwnersCall made(
            Carried thing,
            java.util.function.Function<Carried, Caller> owner,
            BiFunction<OwnersCall, Carried, OwnersCall> call) {
        return call.apply(by(owner.apply(thing)), thing);
    }

    private static Caller owner(Carried one, Role role) {
        return switch (role) {
            case COURIER -> one.courier();
            case FLEET -> one.fleet();
            case STORE -> one.store();
            case PLATFORM -> one.platform();
            case RESIDENT -> one.resident();
            default -> throw new IllegalArgumentException(role + " owns no delivery");
        };
    }

    private Carried offered() {
        Town town = another();
        UUID courierId = town.onShift();
        return new Carried(town, courierId, town.accepted(), "");
    }

    private UUID offerOf(Carried offered) {
        return offered.town().offer(offered.deliveryId(), offered.courierId());
    }

    private Carried assigned() {
        Carried offered = offered();
        offered.town().assign(offered.deliveryId(), offered.courierId());
        return offered;
    }

    private Carried pickedUp() {
        Carried offered = offered();
        offered.town().pickedUp(offered.deliveryId(), offered.courierId());
        Answer photo = api.as(offered.courier()).post(offered.path("/photos"), jpeg(1), "application/octet-stream");
        return new Carried(offered.town(), offered.courierId(), offered.deliveryId(), photo.text("/photoId"));
    }

    /// With the bag on its way to a locker.
    private Carried goingToACell() {
        Carried one = pickedUp();
        UUID holdId = UUID.randomUUID();
        UUID orderId = one.town().orderOf(one.deliveryId());
        BOOKINGS.on(
                holdId, "open", 200, "{\"holdId\": \"%s\", \"cell\": \"A-07\", \"use\": \"drop\"}".formatted(holdId));
        sender.send(
                "/order-service",
                "order.redirected.v1",
                orderId,
                5,
                Map.of(
                        "orderId",
                        orderId,
                        "destination",
                        one.town().point(8),
                        "holdId",
                        holdId,
                        "facilityId",
                        UUID.randomUUID(),
                        "facilityName",
                        "Lockers",
                        "cell",
                        "A-07",
                        "at",
                        clock.instant().toString()));
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() ->
                        one.town().delivery(one.deliveryId()).text("/cell/cell").equals("A-07"));
        return one;
    }

    private Carried returning() {
        Carried one = pickedUp();
        one.town().step(one.courierId(), one.deliveryId(), "fail", Map.of("reason", "cannot_pay"));
        return one;
    }

    /// A delivery with the bag on its way, for calls that only look.
    private Carried shared(String name) {
        return carried.computeIfAbsent(name, _ -> pickedUp());
    }

    /// Lets the courier be silent with the bag, and returns the incident that comes of it.
    private String silent(Carried one) {
        clock.advance(Duration.ofSeconds(601));
        return incidentOf(one);
    }

    private String incidentOf(Carried one) {
        return events.await("delivery.incident_raised.v1", one.deliveryId())
                .at("/data/incidentId")
                .asString();
    }
}
