package io.yike.booking;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.yike.booking.House.resident;
import static io.yike.booking.Locker.carrier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.yike.kit.security.Role;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.EventSender;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.PublishedEvents;
import io.yike.kit.testing.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Locker cells that are held for bags and parcels, over the real bus and database.
class CellIT extends OutsideProviders {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final AtomicInteger PLACES = new AtomicInteger();

    @Autowired
    private ApiClient api;

    @Autowired
    private EventSender sender;

    @Autowired
    private PublishedEvents events;

    @Autowired
    private MutableClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private CircuitBreakerRegistry circuitBreakers;

    private final UUID ann = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();
    private final UUID fleet = UUID.randomUUID();
    private final UUID order = UUID.randomUUID();
    private final UUID hold = UUID.randomUUID();

    /// A tenth of a degree is 11 km.
    private final double lat = PLACES.incrementAndGet() / 10.0;

    @BeforeEach
    void letTheLockProviderAnswer() {
        circuitBreakers.circuitBreaker("lock-provider").reset();
    }

    private Map<String, Object> wish(Locker locker) {
        return locker.wish(hold, order, clock, lat);
    }

    private JsonNode refusal(Map<String, Object> wish) {
        Locker.ask(sender, wish);
        return events.await("cell.hold_refused.v1", Locker.text(wish, "holdId")).path("data");
    }

    @Test
    void holdsACellForABagThatIsPutInAndCollectedEachWithACodeOfItsOwn() {
        Locker locker = Locker.at(api, lat, "A-1");
        UUID platform = UUID.randomUUID();
        Map<String, Object> wish = wish(locker);
        wish.put("residentId", ann);
        wish.put("platformId", platform);

        Locker.ask(sender, wish);
        JsonNode granted = events.await("cell.hold_granted.v1", hold).path("data");
        assertThat(granted.path("cell").asString()).isEqualTo("A-1");
        assertThat(Instant.parse(granted.path("expiresAt").asString()))
                .isEqualTo(Instant.parse(Locker.text(wish, "until")));
        assertThat(locker.code(resident(ann), hold).code()).isEqualTo("no_cell_code");
        Answer drop = locker.code(Tokens.service(), hold);
        assertThat(drop.text("/use")).isEqualTo("drop");

        ApiClient keypad = api.as(locker.house.lock).withHeader("Idempotency-Key", UUID.randomUUID() + "");
        String openings = "/v1/facilities/" + locker.house.id + "/cell-openings";
        Answer opened = keypad.post(openings, Map.of("code", drop.text("/code")));
        assertThat(opened.text("/use")).isEqualTo("drop");
        assertThat(keypad.post(openings, Map.of("code", drop.text("/code"))).body())
                .as("a keypad that did not hear the answer")
                .isEqualTo(opened.body());
        JsonNode told = events.await("cell.opened.v1", hold).path("data");
        assertThat(told.path("use").asString()).isEqualTo("drop");
        assertThat(told.path("orderId").asString()).isEqualTo(order.toString());

        assertThat(locker.enter(drop.text("/code")).code()).isEqualTo("code_wrong");
        assertThat(locker.code(Tokens.service(), hold).code()).isEqualTo("no_cell_code");
        Answer collect = locker.code(resident(ann), hold);
        assertThat(collect.text("/use")).isEqualTo("collect");
        assertThat(locker.code(Tokens.caller(Role.PLATFORM, "platform:" + platform), hold)
                        .text("/code"))
                .isEqualTo(collect.text("/code"))
                .isNotEqualTo(drop.text("/code"));
        assertThat(locker.enter(collect.text("/code")).text("/use")).isEqualTo("collect");

        JsonNode released = events.await("cell.hold_released.v1", hold).path("data");
        assertThat(released.path("reason").asString()).isEqualTo("collected");
        assertThat(locker.enter(collect.text("/code")).code()).isEqualTo("code_wrong");
        assertThat(api.as(resident(ann)).get("/v1/cell-holds/" + hold).text("/outcome"))
                .isEqualTo("collected");
        assertThat(api.as(Tokens.nobody())
                        .get("/v1/facilities/" + locker.house.id + "/cells")
                        .text("/items/0/free"))
                .isEqualTo("true");
        assertThat(events.all("cell.hold_granted.v1", hold).toString() + told + released)
                .doesNotContain(drop.text("/code"), collect.text("/code"));
    }

    @Test
    void refusesWithLockersWithinReachThatHaveACell() {
        Locker full = Locker.at(api, lat, "A-1");
        Locker near = Locker.at(api, lat + 0.003, "B-1");
        Locker.at(api, lat + 0.02, "C-1");
        full.hold(fleet, ann);

        JsonNode refused = refusal(wish(full));
        assertThat(refused.path("reason").asString()).isEqualTo("cells_full");
        assertThat(refused.path("alternatives")).hasSize(1);
        assertThat(refused.at("/alternatives/0/facilityId").asString()).isEqualTo(near.house.id.toString());
        assertThat(refused.at("/alternatives/0/distanceMetres").asInt()).isBetween(330, 340);
        Answer parcel = api.as(carrier(fleet)).post("/v1/parcels", full.parcel(ann));
        assertThat(parcel.code()).isEqualTo("cells_full");
        assertThat(parcel.text("/fields/1/message")).isEqualTo(near.house.id.toString());

        Map<String, Object> far = full.wish(UUID.randomUUID(), order, clock, lat + 0.012);
        assertThat(refusal(far).path("reason").asString()).isEqualTo("out_of_reach");
        Map<String, Object> nowhere = full.wish(UUID.randomUUID(), order, clock, lat);
        nowhere.put("facilityId", House.open(api).id);
        assertThat(refusal(nowhere).path("reason").asString()).isEqualTo("locker_unknown");
        Map<String, Object> late = near.wish(UUID.randomUUID(), order, clock, lat);
        late.put("until", clock.instant().minusSeconds(1).toString());
        assertThat(refusal(late).path("reason").asString()).isEqualTo("too_late");
        Map<String, Object> large = near.wish(UUID.randomUUID(), order, clock, lat);
        large.put("size", "large");
        assertThat(refusal(large).path("reason").asString()).isEqualTo("cells_full");
    }

    @Test
    void givesACellToOneOfManyWhoAskAtOnceAndNeedlesslyRefusesNobody() {
        Locker locker = Locker.at(api, lat, "A-1", "A-2", "A-3", "A-4", "A-5");
        List<UUID> holds =
                IntStream.range(0, 25).mapToObj(_ -> UUID.randomUUID()).toList();

        holds.parallelStream().forEach(id -> {
            Map<String, Object> wish = locker.wish(id, UUID.randomUUID(), clock, lat);
            Locker.ask(sender, wish);
            Locker.ask(sender, wish);
        });

        Awaitility.await().atMost(SOON).until(() -> answers(holds) == holds.size());
        Set<String> granted = new HashSet<>();
        holds.forEach(id -> events.all("cell.hold_granted.v1", id)
                .forEach(event -> assertThat(granted.add(event.at("/data/cell").asString()))
                        .isTrue()));
        assertThat(granted).hasSize(5);
        assertThat(answers(holds)).as("each is answered once").isEqualTo(holds.size());
        UUID cellId = jdbc.sql("select cell_id from cell_hold where facility_id = :id limit 1")
                .param("id", locker.house.id)
                .query(UUID.class)
                .single();
        assertThatThrownBy(() -> jdbc.sql("""
                        insert into cell_hold (id, purpose, order_id, facility_id, cell_id, state, ends_at, digest, sealed,
                            version, created_at)
                        values (gen_random_uuid(), 'order', gen_random_uuid(), :facilityId, :cellId, 'held', now(),
                            '\\x01', '\\x01', 1, now())
                        """)
                        .param("facilityId", locker.house.id)
                        .param("cellId", cellId)
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("no_cell_is_held_twice");
    }

    private long answers(List<UUID> holds) {
        return holds.stream()
                .mapToLong(id -> events.all("cell.hold_granted.v1", id).size()
                        + events.all("cell.hold_refused.v1", id).size())
                .sum();
    }

    @Test
    void letsACellGoThatIsNotNeededAndOneInWhichNothingIsPut() {
        Locker locker = Locker.at(api, lat, "A-1");
        // Given up before it was asked for, as the bus may have it.
        Locker.giveUp(sender, hold, order, clock);
        Locker.ask(sender, wish(locker));
        assertThat(events.await("cell.hold_released.v1", hold)
                        .at("/data/reason")
                        .asString())
                .isEqualTo("given_up");

        UUID second = UUID.randomUUID();
        Locker.ask(sender, locker.wish(second, order, clock, lat));
        events.await("cell.hold_granted.v1", second);
        clock.advance(Duration.ofHours(2).plusSeconds(1));
        assertThat(events.await("cell.hold_released.v1", second)
                        .at("/data/reason")
                        .asString())
                .isEqualTo("never_dropped");

        UUID third = locker.store(fleet, ann);
        assertThat(api.as(carrier(fleet))
                        .post("/v1/cell-holds/" + third + "/release")
                        .code())
                .isEqualTo("cell_not_held");
        Map<String, Object> full = locker.wish(UUID.randomUUID(), order, clock, lat);
        refusal(full);
        Locker.giveUp(sender, UUID.fromString(Locker.text(full, "holdId")), order, clock);
        Awaitility.await()
                .atMost(SOON)
                .until(() -> jdbc.sql("select count(*) from parked_event where waits_for = :id")
                                .param("id", Locker.text(full, "holdId"))
                                .query(Long.class)
                                .single()
                        == 0);
    }

    @Test
    void tellsThatNobodyCollectedItUntilTheCarrierTakesItBack() {
        Locker locker = Locker.at(api, lat, "A-1");
        UUID parcel = locker.store(fleet, ann);
        String collect = locker.code(resident(ann), parcel).text("/code");
        assertThat(locker.code(carrier(fleet), parcel).code()).isEqualTo("no_cell_code");

        clock.advance(Duration.ofDays(2).plusSeconds(1));
        events.await("cell.hold_expired.v1", parcel);
        assertThat(locker.state(parcel)).isEqualTo("uncollected");
        assertThat(locker.enter(collect).code()).isEqualTo("code_wrong");
        clock.advance(Duration.ofDays(1).plusSeconds(1));
        Awaitility.await()
                .atMost(SOON)
                .until(() -> events.all("cell.hold_expired.v1", parcel).size() == 2);

        Answer code = locker.code(carrier(fleet), parcel);
        assertThat(code.text("/use")).isEqualTo("take_back");
        assertThat(locker.code(locker.house.keeper, parcel).text("/code")).isEqualTo(code.text("/code"));
        assertThat(locker.enter(code.text("/code")).text("/use")).isEqualTo("take_back");
        assertThat(events.await("cell.hold_released.v1", parcel)
                        .at("/data/reason")
                        .asString())
                .isEqualTo("taken_back");
    }

    @Test
    void letsSomebodyElseCollectAndKillsTheCodeThatTheyMayHaveReadAfterwards() {
        Locker locker = Locker.at(api, lat, "A-1");
        UUID parcel = locker.store(fleet, ann);
        String collectors = "/v1/cell-holds/" + parcel + "/collectors/";
        assertThat(locker.code(resident(bob), parcel).status()).isEqualTo(404);

        assertThat(api.as(resident(ann)).put(collectors + bob, "").text("/collectors/0"))
                .isEqualTo(bob.toString());
        String read = locker.code(resident(bob), parcel).text("/code");
        assertThat(api.as(resident(bob)).get("/v1/cell-holds").text("/items/0/holdId"))
                .isEqualTo(parcel.toString());
        assertThat(api.as(resident(bob)).put(collectors + UUID.randomUUID(), "").status())
                .isEqualTo(404);
        assertThat(api.as(resident(ann)).delete(collectors + bob).json().path("collectors"))
                .isEmpty();
        assertThat(locker.enter(read).code()).isEqualTo("code_wrong");
        assertThat(locker.code(resident(bob), parcel).status()).isEqualTo(404);

        IntStream.range(0, 9).forEach(_ -> api.as(resident(ann)).put(collectors + UUID.randomUUID(), ""));
        assertThat(api.as(resident(ann)).put(collectors + bob, "").status()).isEqualTo(200);
        assertThat(api.as(resident(ann)).put(collectors + bob, "").status()).isEqualTo(200);
        assertThat(api.as(resident(ann)).put(collectors + UUID.randomUUID(), "").code())
                .isEqualTo("too_many_collectors");
        locker.enter(locker.code(resident(bob), parcel).text("/code"));
        assertThat(locker.state(parcel)).isEqualTo("released");
        assertThat(api.as(resident(ann)).put(collectors + UUID.randomUUID(), "").code())
                .isEqualTo("cell_hold_ended");
    }

    @Test
    void opensFromAfarAndByWhatTheLockKnowsWhenNobodyReachesIt() {
        Locker locker = Locker.at(api, lat);
        String lock = "lock-" + UUID.randomUUID();
        locker.cell("A-1", "small", lock);
        String openings = "/locks/" + lock + "/openings";
        Locker.ask(sender, wish(locker));
        events.await("cell.hold_granted.v1", hold);
        String open = "/v1/cell-holds/" + hold + "/open";
        ApiClient courier = api.as(Tokens.service());

        assertThat(courier.post(open, Map.of("byOfflineCode", true)).code()).isEqualTo("no_cell_code");
        assertThat(locker.code(Tokens.service(), hold).json().has("offlineCode"))
                .isFalse();
        LOCKS.stubFor(post(urlEqualTo(openings)).willReturn(aResponse().withStatus(404)));
        Awaitility.await()
                .atMost(SOON)
                .until(() -> courier.post(open, Map.of()).code().equals("lock_refuses"));
        LOCKS.stubFor(post(urlEqualTo(openings)).willReturn(aResponse().withStatus(500)));
        Answer unreachable = courier.post(open, Map.of());
        assertThat(unreachable.status()).isEqualTo(503);
        assertThat(unreachable.code()).isEqualTo("lock_unreachable");
        assertThat(locker.state(hold)).isEqualTo("held");
        assertThat(locker.code(Tokens.service(), hold).text("/offlineCode")).isEqualTo("90412277");
        assertThat(courier.post(open, Map.of("byOfflineCode", true)).text("/use"))
                .isEqualTo("drop");
        assertThat(courier.post(open, Map.of()).status())
                .as("an answer that was lost is given again")
                .isEqualTo(200);

        locker.cell("A-2", "small", null);
        UUID parcel = locker.store(fleet, ann);
        assertThat(api.as(resident(ann))
                        .post("/v1/cell-holds/" + parcel + "/open", Map.of())
                        .code())
                .isEqualTo("no_lock");
        api.as(locker.house.keeper)
                .put(
                        "/v1/cells/"
                                + api.as(Tokens.nobody())
                                        .get("/v1/facilities/" + locker.house.id + "/cells")
                                        .text("/items/1/cellId"),
                        Map.of("lockId", lock, "retired", true));
        LOCKS.stubFor(post(urlEqualTo(openings)).willReturn(aResponse().withStatus(202)));
        assertThat(api.as(resident(ann))
                        .post("/v1/cell-holds/" + parcel + "/open", Map.of())
                        .text("/use"))
                .isEqualTo("collect");
        assertThat(locker.state(parcel)).isEqualTo("released");
        assertThat(api.as(carrier(fleet))
                        .post("/v1/parcels", locker.parcel(ann))
                        .code())
                .as("one is taken, and one is retired")
                .isEqualTo("cells_full");
    }

    @Test
    void takesNoCodeAfterTooManyWrongOnes() {
        Locker locker = Locker.at(api, lat, "A-1");
        UUID parcel = locker.hold(fleet, ann);
        String right = locker.code(carrier(fleet), parcel).text("/code");
        String wrong = right.equals("000000") ? "000001" : "000000";

        for (int i = 0; i < 5; i++) {
            assertThat(locker.enter(wrong).code()).isEqualTo("code_wrong");
        }
        assertThat(locker.enter(right).code()).isEqualTo("door_locked");
        clock.advance(Duration.ofMinutes(16));
        assertThat(locker.enter(right).status()).isEqualTo(200);
    }

    @Test
    void namesWhatIsWrongWithALockerAndAParcel() {
        Locker locker = Locker.at(api, lat, "A-1");
        ApiClient keeper = api.as(locker.house.keeper);
        ApiClient carrier = api.as(carrier(fleet));
        String cells = "/v1/facilities/" + locker.house.id + "/cells";
        Map<String, Object> theirs = new HashMap<>(locker.parcel(ann));
        theirs.put("fleetId", UUID.randomUUID());
        Map<String, Object> nowhere = new HashMap<>(locker.parcel(ann));
        nowhere.put("facilityId", UUID.randomUUID());
        UUID none = UUID.randomUUID();

        assertThat(keeper.post(cells, Map.of("label", "A-1", "size", "small")).code())
                .isEqualTo("cell_label_taken");
        assertThat(keeper.post(cells, Map.of("label", "A-2", "size", "huge")).status())
                .isEqualTo(400);
        assertThat(carrier.post("/v1/parcels", theirs).code()).isEqualTo("fleet_unknown");
        assertThat(carrier.post("/v1/parcels", nowhere).code()).isEqualTo("locker_unknown");
        assertThat(api.as(Tokens.caller(Role.FLEET, "fleet:" + fleet, "fleet:" + none))
                        .post("/v1/parcels", locker.parcel(ann))
                        .code())
                .isEqualTo("fleet_required");
        ApiClient once = keeper.withHeader("Idempotency-Key", "cell-" + fleet);
        once.post(cells, Map.of("label", "A-3", "size", "small"));
        assertThat(once.post(cells, Map.of("label", "A-4", "size", "small")).code())
                .isEqualTo("idempotency_key_reused");
        for (Answer answer : List.of(
                keeper.put("/v1/cells/" + none, Map.of("retired", true)),
                keeper.get("/v1/facilities/" + none + "/cells"),
                api.as(Tokens.operator())
                        .post("/v1/facilities/" + none + "/cells", Map.of("label", "A", "size", "small")),
                api.as(Tokens.caller(Role.DEVICE, "facility:" + none))
                        .post("/v1/facilities/" + none + "/cell-openings", Map.of("code", "123456")),
                keeper.get("/v1/cell-holds/" + none),
                keeper.get("/v1/cell-holds/" + none + "/code"),
                keeper.post("/v1/cell-holds/" + none + "/open", Map.of()),
                carrier.post("/v1/cell-holds/" + none + "/release"),
                api.as(resident(ann)).put("/v1/cell-holds/" + none + "/collectors/" + bob, ""),
                api.as(resident(ann)).delete("/v1/cell-holds/" + none + "/collectors/" + bob))) {
            assertThat(answer.status()).isEqualTo(404);
        }
        UUID parcel = locker.hold(fleet, ann);
        assertThat(carrier.get("/v1/cell-holds?limit=1&state=held").text("/items/0/reference"))
                .isEqualTo("SF-1");
        Answer released = carrier.post("/v1/cell-holds/" + parcel + "/release");
        assertThat(released.text("/outcome")).isEqualTo("given_up");
        assertThat(carrier.post("/v1/cell-holds/" + parcel + "/release").text("/outcome"))
                .isEqualTo("given_up");
    }
}
