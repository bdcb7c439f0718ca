package io.yike.webhook;

import static io.yike.kit.testing.OwnersCall.by;
import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.kit.testing.AccessWalk;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.OwnersCall;
import io.yike.kit.testing.Tokens;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/// Who may do what to endpoints, events and deliveries, each tried as everybody else.
class WebhookAccessIT extends Journey {

    private static final String ENDPOINTS = "/v1/webhook-endpoints";
    private static final String DELIVERIES = "/v1/webhook-deliveries";

    private final Caller operator = Tokens.operator();
    private final Story others = Story.some();

    /// What a party has: it was told an event, once at an endpoint of its own.
    private record Owned(Caller owner, String party, UUID subject, UUID eventId, UUID endpointId, String deliveryId) {}

    @TestFactory
    List<DynamicNode> onlyWhoMayGetsIn() {
        Map<Role, Owned> own = owned(story);
        Map<Role, Owned> anothers = owned(others);
        AccessWalk walk = new AccessWalk(api);
        ownersAnd(walk, "listEventTypes", own, mine -> by(mine.owner()).get("/v1/event-types"))
                .as(Role.OPERATOR, () -> by(operator).get("/v1/event-types"));
        events(walk, own, anothers);
        endpoints(walk, own, anothers);
        return deliveries(walk, own, anothers).tests();
    }

    private void events(AccessWalk walk, Map<Role, Owned> own, Map<Role, Owned> anothers) {
        Owned platforms = own(own, Role.PLATFORM);
        ownersAnd(walk, "listEvents", own, mine -> {
                    Owned another = own(anothers, role(mine));
                    return by(mine.owner())
                            .get("/v1/events?party=%s&subject=%s".formatted(mine.party(), mine.subject()))
                            .shows(mine.eventId())
                            .naming("party", another.party())
                            .naming("subject", another.subject(), another.eventId());
                })
                .as(
                        Role.OPERATOR,
                        () -> by(operator)
                                .get("/v1/events?party=" + platforms.party())
                                .shows(platforms.eventId()));
        ownersAnd(walk, "getEvent", own, mine -> by(mine.owner()).get(eventOf(mine)))
                .as(Role.OPERATOR, () -> by(operator).get(eventOf(platforms)));
    }

    private void endpoints(AccessWalk walk, Map<Role, Owned> own, Map<Role, Owned> anothers) {
        Owned platforms = own(own, Role.PLATFORM);
        ownersAnd(
                walk,
                "createEndpoint",
                own,
                mine -> by(mine.owner())
                        .post(
                                ENDPOINTS,
                                Map.of("party", mine.party(), "url", receivers.url("/hook"), "types", List.of("*")))
                        .naming("party", own(anothers, role(mine)).party()));
        ownersAnd(
                        walk,
                        "listEndpoints",
                        own,
                        mine -> by(mine.owner())
                                .get(ENDPOINTS + "?party=" + mine.party())
                                .shows(mine.endpointId())
                                .naming("party", own(anothers, role(mine)).party()))
                .as(
                        Role.OPERATOR,
                        () -> by(operator)
                                .get(ENDPOINTS + "?party=" + platforms.party())
                                .shows(platforms.endpointId()));
        ownersAnd(walk, "getEndpoint", own, mine -> by(mine.owner()).get(endpointOf(mine)))
                .as(Role.OPERATOR, () -> by(operator).get(endpointOf(platforms)));
        ownersAnd(
                walk,
                "editEndpoint",
                own,
                mine -> by(mine.owner())
                        .put(
                                ENDPOINTS + "/" + fresh(mine),
                                Map.of("url", receivers.url("/hook"), "types", List.of("order.*")))
                        .withHeader("If-Match", "\"1\""));
        ownersAnd(walk, "deleteEndpoint", own, mine -> by(mine.owner()).delete(ENDPOINTS + "/" + fresh(mine)))
                .as(Role.OPERATOR, () -> by(operator).delete(ENDPOINTS + "/" + fresh(platforms)));
        for (String change : List.of("pause", "resume")) {
            Function<Owned, String> path = mine -> ENDPOINTS + "/" + fresh(mine) + "/" + change;
            ownersAnd(walk, change + "Endpoint", own, mine -> by(mine.owner()).post(path.apply(mine)))
                    .as(Role.OPERATOR, () -> by(operator).post(path.apply(platforms)));
        }
        ownersAnd(
                walk,
                "rotateSecret",
                own,
                mine -> by(mine.owner())
                        .post(ENDPOINTS + "/" + fresh(mine) + "/secrets", Map.of("overlapSeconds", 600)));
        ownersAnd(walk, "resendEvents", own, mine -> {
                    Owned another = own(anothers, role(mine));
                    return by(mine.owner())
                            .post(endpointOf(mine) + "/resends", resendOf(mine))
                            .naming("subject", another.subject(), another.eventId());
                })
                .as(Role.OPERATOR, () -> by(operator).post(endpointOf(platforms) + "/resends", resendOf(platforms)));
    }

    private AccessWalk.On deliveries(AccessWalk walk, Map<Role, Owned> own, Map<Role, Owned> anothers) {
        Owned platforms = own(own, Role.PLATFORM);
        ownersAnd(walk, "listDeliveryRecords", own, mine -> {
                    Owned another = own(anothers, role(mine));
                    return by(mine.owner())
                            .get("%s?party=%s&endpointId=%s&subject=%s"
                                    .formatted(DELIVERIES, mine.party(), mine.endpointId(), mine.subject()))
                            .shows(mine.deliveryId())
                            .naming("party", another.party())
                            .naming("endpointId", another.endpointId(), another.deliveryId())
                            .naming("subject", another.subject(), another.deliveryId());
                })
                .as(
                        Role.OPERATOR,
                        () -> by(operator)
                                .get(DELIVERIES + "?endpointId=" + platforms.endpointId())
                                .shows(platforms.deliveryId()));
        ownersAnd(walk, "getDeliveryRecord", own, mine -> by(mine.owner()).get(DELIVERIES + "/" + mine.deliveryId()))
                .as(Role.OPERATOR, () -> by(operator).get(DELIVERIES + "/" + platforms.deliveryId()));
        return ownersAnd(
                        walk,
                        "resendDelivery",
                        own,
                        mine -> by(mine.owner()).post(DELIVERIES + "/" + mine.deliveryId() + "/resend"))
                .as(Role.OPERATOR, () -> by(operator).post(DELIVERIES + "/" + platforms.deliveryId() + "/resend"));
    }

    private static AccessWalk.On ownersAnd(
            AccessWalk walk, String operationId, Map<Role, Owned> own, Function<Owned, OwnersCall> call) {
        AccessWalk.On on = walk.on(operationId);
        own.forEach((role, mine) -> on.as(role, () -> call.apply(mine)));
        return on;
    }

    /// An order's story up to its courier, told to everybody in it.
    private Map<Role, Owned> owned(Story of) {
        String store = "store:" + of.storeId();
        // A store's token that names its chain, and a chain's that names its store: the one party, in either role.
        Map<Role, Caller> callers = Map.of(
                Role.PLATFORM, Tokens.caller(Role.PLATFORM, "platform:" + of.platformId()),
                Role.RESIDENT, Tokens.caller(Role.RESIDENT, "resident:" + of.residentId()),
                Role.STORE, Tokens.caller(Role.STORE, store, "chain:" + UUID.randomUUID()),
                Role.CHAIN, Tokens.caller(Role.CHAIN, store),
                Role.FLEET, Tokens.caller(Role.FLEET, "fleet:" + of.fleetId()),
                Role.COURIER, Tokens.caller(Role.COURIER, "courier:" + of.courierId()));
        Map<Role, Hook> hooks = new EnumMap<>(Role.class);
        callers.forEach((role, caller) -> hooks.put(role, hook(caller, "*")));
        UUID placed = tell(of, "order.placed.v1");
        tell(of, "order.authorised.v1");
        tell(of, "order.offered.v1");
        UUID accepted = tell(of, "order.accepted.v1");
        tell(of, "delivery.created.v1");
        UUID assigned = tell(of, "delivery.assigned.v1");
        Map<Role, Owned> owned = new EnumMap<>(Role.class);
        hooks.forEach((role, hook) -> {
            UUID event = switch (role) {
                case PLATFORM, RESIDENT -> placed;
                case STORE, CHAIN -> accepted;
                default -> assigned;
            };
            String delivery =
                    awaitDelivery(hook, event, "delivered").path("deliveryId").asString();
            owned.put(
                    role,
                    new Owned(
                            hook.owner(),
                            endpoint(hook).path("party").asString(),
                            event.equals(assigned) ? of.deliveryId() : of.orderId(),
                            event,
                            hook.id(),
                            delivery));
        });
        return owned;
    }

    private static Owned own(Map<Role, Owned> all, Role role) {
        return all.entrySet().stream()
                .filter(entry -> entry.getKey() == role)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static Role role(Owned mine) {
        return mine.owner().roles().iterator().next();
    }

    private UUID fresh(Owned mine) {
        Answer created = api.as(mine.owner())
                .post(
                        ENDPOINTS,
                        Map.of(
                                "party",
                                mine.party(),
                                "url",
                                receivers.url("/fresh"),
                                "types",
                                List.of("order.ready.v1")));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return UUID.fromString(created.text("/endpoint/endpointId"));
    }

    private Map<String, Object> resendOf(Owned mine) {
        return Map.of(
                "from", clock.instant().minusSeconds(3600).toString(),
                "until", clock.instant().plusSeconds(60).toString(),
                "subject", mine.subject().toString());
    }

    private static String eventOf(Owned mine) {
        return "/v1/events/%s?party=%s".formatted(mine.eventId(), mine.party());
    }

    private static String endpointOf(Owned mine) {
        return ENDPOINTS + "/" + mine.endpointId();
    }
}
