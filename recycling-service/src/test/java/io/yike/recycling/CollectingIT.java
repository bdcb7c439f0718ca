package io.yike.recycling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.recycling.City.Bin;
import io.yike.recycling.collecting.PlanRoutes;
import io.yike.recycling.collecting.RaiseJobs;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// From a bin that has become full, or a pickup that is booked, to the crew that has unloaded it.
class CollectingIT extends InACity {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private RaiseJobs raiseJobs;

    @Autowired
    private PlanRoutes planRoutes;

    /// At nine in the morning of a day on which nobody works yet and nothing is left of the days before.
    @BeforeEach
    void found() {
        city.catalogue();
        Instant tomorrow = LocalDate.ofInstant(city.now(), SHANGHAI)
                .plusDays(1)
                .atTime(9, 0)
                .atZone(SHANGHAI)
                .toInstant();
        clock.advance(Duration.between(city.now(), tomorrow));
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('yike.recycling.plan'))")
                    .query((_, _) -> true)
                    .list();
            jdbc.sql("UPDATE stop SET state = 'dropped' WHERE state IN ('planned', 'arrived')")
                    .update();
            jdbc.sql("UPDATE collection_job SET not_before = :never WHERE state = 'open'")
                    .param("never", io.yike.kit.jdbc.Row.utc(city.now().plus(Duration.ofDays(9000))))
                    .update();
            jdbc.sql("UPDATE crew SET max_kilograms = 1, max_litres = 1").update();
        });
    }

    /// Eight crews under way with 320 stops, district by district; five more points become full.
    @Test
    void plansAnewForThreeHundredStopsWithinTenSeconds() {
        for (int crew = 0; crew < 8; crew++) {
            city.startedCrew(Map.of(
                    "depot", Map.of("lat", 31.20 + 0.02 * crew, "lng", 121.40 + 0.02 * crew), "shiftEnd", "22:00"));
        }
        needCollecting(320);
        planRoutes.plan();
        Map<UUID, UUID> promised = firstStops();
        Map<UUID, UUID> before = liveStops();
        needCollecting(5);

        long begun = System.nanoTime();
        PlanRoutes.Outcome outcome =
                Awaitility.await().until(planRoutes::plan, PlanRoutes.Outcome.Planned.class::isInstance);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        Map<UUID, UUID> after = liveStops();
        assertThat(took).isLessThan(Duration.ofSeconds(10));
        assertThat(promised).hasSizeGreaterThan(2);
        assertThat(firstStops()).containsAllEntriesOf(promised);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        PlanRoutes.Outcome.Planned.class,
                        planned ->
                                assertThat(after.size() + planned.left().size()).isEqualTo(325));
        assertThat(before.entrySet().stream().filter(stop -> stop.getValue().equals(after.get(stop.getKey()))))
                .as("stops that the same crew still knows")
                .hasSizeGreaterThan(before.size() / 4);
    }

    private void needCollecting(int points) {
        jdbc.sql("""
                WITH point AS (
                    INSERT INTO recycling_point (point_id, name, latitude, longitude, registered_at)
                    SELECT gen_random_uuid(), 'Gate', 31.18 + 0.0011 * (n * 37 % 180), 121.38 + 0.0011 * (n * 101 % 180), :now
                    FROM generate_series(1, :points) AS n
                    RETURNING point_id)
                INSERT INTO collection_job (job_id, point_id, state, urgency, raised_at, not_before)
                SELECT gen_random_uuid(), point_id, 'open', 5, :now, :now FROM point
                """)
                .param("points", points)
                .param("now", io.yike.kit.jdbc.Row.utc(city.now()))
                .update();
    }

    /// The stop of each job.
    private Map<UUID, UUID> liveStops() {
        return stops("SELECT job_id AS key, stop_id FROM stop WHERE state = 'planned'");
    }

    /// The next stop of each crew.
    private Map<UUID, UUID> firstStops() {
        return stops("""
                SELECT DISTINCT ON (crew_id) crew_id AS key, stop_id FROM stop
                WHERE state = 'planned' ORDER BY crew_id, planned_at, position
                """);
    }

    private Map<UUID, UUID> stops(String sql) {
        Map<UUID, UUID> stops = new HashMap<>();
        jdbc.sql(sql)
                .query(io.yike.kit.jdbc.Row.to(row -> Map.entry(row.uuid("key"), row.uuid("stop_id"))))
                .list()
                .forEach(stop -> stops.put(stop.getKey(), stop.getValue()));
        return stops;
    }

    private void full(Bin bin) {
        city.read(bin, Map.of("measuredAt", city.now().toString(), "fillPercent", 92));
    }

    /// What the loop does every two seconds, at once.
    private void look() {
        raiseJobs.raise();
        Awaitility.await().until(planRoutes::plan, PlanRoutes.Outcome.Planned.class::isInstance);
    }

    private Answer plan() {
        return Awaitility.await()
                .until(() -> city.operator().post("/v1/route-plans"), answer -> answer.status() != 409);
    }

    private JsonNode route(UUID crewId) {
        return city.crew(crewId).get("/v1/crews/" + crewId + "/route").json().path("stops");
    }

    private JsonNode next(UUID crewId) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(
                        () -> {
                            look();
                            return route(crewId).path(0);
                        },
                        stop -> !stop.isMissingNode());
    }

    private static String path(JsonNode stop) {
        return "/v1/stops/" + stop.path("stopId").asString();
    }

    @Test
    void aFullBinIsOnACrewsRouteByItselfWithinTenSecondsAndIsEmptiedAndUnloaded() {
        UUID crewId = city.startedCrew();
        Bin bin = city.bin();
        full(bin);

        JsonNode stop = Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> route(crewId).path(0), found -> !found.isMissingNode());
        ApiClient crew = city.crew(crewId);

        assertThat(stop.path("pointId").asString()).isEqualTo(bin.pointId().toString());
        assertThat(crew.post(path(stop) + "/finish", City.collected(1)).code()).isEqualTo("stop_not_arrived");
        assertThat(crew.post(path(stop) + "/arrive").text("/stop/state")).isEqualTo("arrived");
        assertThat(crew.post(path(stop) + "/arrive").text("/stop/state")).isEqualTo("arrived");
        assertThat(crew.post("/v1/crews/" + crewId + "/shift/end").code()).isEqualTo("stop_under_way");
        assertThat(crew.post("/v1/crews/" + crewId + "/unload", Map.of()).code())
                .isEqualTo("stop_under_way");
        assertThat(crew.post(path(stop) + "/finish", Map.of("outcome", "collected"))
                        .code())
                .isEqualTo("weight_required");
        assertThat(crew.post(path(stop) + "/finish", Map.of("outcome", "no_access"))
                        .code())
                .isEqualTo("reason_required");
        assertThat(crew.post(path(stop) + "/finish", Map.of("outcome", "no_access", "reason", "the gate is shut"))
                        .code())
                .isEqualTo("photo_required");
        assertThat(crew.post(path(stop) + "/finish", City.collected(86_000)).text("/stop/state"))
                .isEqualTo("finished");
        assertThat(crew.post(path(stop) + "/finish", City.collected(86_000)).status())
                .isEqualTo(200);
        assertThat(crew.post(path(stop) + "/finish", City.failed("refused")).code())
                .isEqualTo("stop_finished");
        assertThat(crew.post(path(stop) + "/arrive").code()).isEqualTo("stop_finished");
        assertThat(events.await(
                                "recycling.stop_finished.v1",
                                stop.path("stopId").asString())
                        .at("/data/weightGrams")
                        .asLong())
                .isEqualTo(86_000);
        assertThat(jobs("collected")).contains(bin.pointId().toString());
        assertThat(crew.post("/v1/crews/" + crewId + "/shift/end").code()).isEqualTo("crew_loaded");
        ApiClient once = crew.withHeader("Idempotency-Key", "unload-" + crewId);
        Answer unloaded = once.post("/v1/crews/" + crewId + "/unload", Map.of());
        assertThat(unloaded.text("/kilograms")).isEqualTo("86");
        assertThat(once.post("/v1/crews/" + crewId + "/unload", Map.of()).body())
                .isEqualTo(unloaded.body());
        assertThat(crew.post("/v1/crews/" + crewId + "/unload", Map.of()).code())
                .isEqualTo("nothing_loaded");
        double driven = kilometres();
        assertThat(crew.post("/v1/crews/" + crewId + "/shift/end").text("/shift"))
                .isEqualTo("ended");
        assertThat(kilometres() - driven).as("from the plant to the depot").isBetween(1.0, 3.0);
        assertThat(crew.post("/v1/crews/" + crewId + "/shift/end").status()).isEqualTo(200);
        assertThat(crew.post("/v1/crews/" + crewId + "/shift/start").code()).isEqualTo("shift_ended");
    }

    private double kilometres() {
        LocalDate day = LocalDate.ofInstant(city.now(), SHANGHAI);
        return city.operator()
                .get("/v1/city-figures?from=" + day + "&to=" + day)
                .json()
                .path("kilometres")
                .asDouble();
    }

    private String jobs(String state) {
        return city.operator()
                .get("/v1/collection-jobs?limit=200&state=" + state)
                .body();
    }

    private List<JsonNode> jobsOf(UUID pointId) {
        return city.operator()
                .get("/v1/collection-jobs?state=open&limit=200")
                .json()
                .path("items")
                .valueStream()
                .filter(job -> job.path("pointId").asString("").equals(pointId.toString()))
                .toList();
    }

    @Test
    void twoBinsOfAPointAreOneJobHoweverOftenTheyAreLookedAt() {
        Bin plastic = city.bin();
        Bin paper = new Bin(plastic.pointId(), city.device(plastic.pointId(), "paper"));
        full(plastic);
        full(paper);

        look();
        look();

        assertThat(jobsOf(plastic.pointId())).hasSize(1).allSatisfy(job -> {
            assertThat(job.path("bins")).hasSize(2);
            assertThat(job.path("urgency").asInt()).isEqualTo(10);
            assertThat(job.path("unplanned").asString("")).isNotEmpty();
        });
    }

    @Test
    void aJobThatFailedIsTriedAgainLaterAndOneThatWasRefusedIsNot() {
        UUID crewId = city.startedCrew();
        Bin bin = city.bin();
        full(bin);
        JsonNode first = next(crewId);
        ApiClient crew = city.crew(crewId);
        crew.post(path(first) + "/arrive");
        assertThat(crew.post(path(first) + "/finish", City.failed("no_access")).status())
                .isEqualTo(200);
        look();
        assertThat(route(crewId)).isEmpty();

        clock.advance(Duration.ofMinutes(121));
        JsonNode second = next(crewId);

        assertThat(second.path("stopId").asString())
                .isNotEqualTo(first.path("stopId").asString());
        crew.post(path(second) + "/arrive");
        crew.post(path(second) + "/finish", City.failed("refused"));
        clock.advance(Duration.ofMinutes(10));
        full(bin);
        look();
        assertThat(jobsOf(bin.pointId())).isEmpty();
    }

    @Test
    void whatACrewIsOnItsWayToStaysAndNoJobIsOnTwoRoutes() {
        UUID crewId = city.startedCrew();
        full(city.bin());
        JsonNode first = next(crewId);
        UUID other = city.startedCrew();
        full(city.bin());
        full(city.bin());
        look();

        assertThat(plan().status()).isEqualTo(201);

        assertThat(route(crewId).path(0).path("stopId").asString())
                .isEqualTo(first.path("stopId").asString());
        assertThat(route(crewId).size() + route(other).size()).isEqualTo(3);
        assertThat(jdbc.sql("""
                        SELECT count(*) FROM (
                            SELECT job_id FROM stop WHERE state IN ('planned', 'arrived') GROUP BY job_id
                            HAVING count(*) > 1) AS twice
                        """).query(Long.class).single()).isZero();
        String jobId = first.path("jobId").asString();
        assertThatThrownBy(() -> jdbc.sql("""
                        INSERT INTO stop (stop_id, job_id, crew_id, day, position, planned_at, state, grams, litres)
                        VALUES (gen_random_uuid(), :jobId::uuid, :crewId, current_date, 0, now(), 'planned', 0, 0)
                        """)
                        .param("jobId", jobId)
                        .param("crewId", other)
                        .update())
                .isInstanceOf(DataAccessException.class);
        full(city.bin());
        look();
        UUID busy = route(crewId).size() > 1 ? crewId : other;
        String one = path(route(busy).path(0));
        String two = path(route(busy).path(1));
        assertThat(city.crew(busy).post(one + "/arrive").status()).isEqualTo(200);
        assertThat(city.crew(busy).post(two + "/arrive").code()).isEqualTo("crew_elsewhere");
    }

    @Test
    void aFullVehicleUnloadsAndGoesOn() {
        UUID crewId = city.startedCrew(Map.of("maxLitres", 300));
        full(city.bin());
        full(city.bin());

        JsonNode first = next(crewId);
        assertThat(route(crewId)).hasSize(1);
        assertThat(plan().text("/unplanned/0/why")).isEqualTo("awaits_unloading");
        ApiClient crew = city.crew(crewId);
        crew.post(path(first) + "/arrive");
        crew.post(path(first) + "/finish", City.collected(20_000));
        look();
        assertThat(route(crewId)).isEmpty();
        assertThat(crew.post("/v1/crews/" + crewId + "/unload", Map.of()).status())
                .isEqualTo(200);

        assertThat(next(crewId).path("jobId").asString())
                .isNotEqualTo(first.path("jobId").asString());
    }

    @Test
    void aPickupIsFetchedInItsSlotByACrewThatMayAndItsCustomerIsCredited() {
        UUID resident = UUID.randomUUID();
        UUID slot = city.slot(Duration.ofHours(3), 5);
        UUID pickup = city.booked(
                resident, slot, "at_door", City.item("fridge", "working", 1), City.item("sofa", "broken", 1));
        UUID unlicensed = city.startedCrew(Map.of("skills", List.of("bulky")));
        UUID crewId = city.startedCrew();
        ApiClient crew = city.crew(crewId);

        JsonNode stop = next(crewId);

        assertThat(route(unlicensed)).isEmpty();
        assertThat(stop.path("pickupId").asString()).isEqualTo(pickup.toString());
        assertThat(stop.path("address").asString()).contains("Lane 88");
        assertThat(stop.path("items")).hasSize(2);
        assertThat(Instant.parse(stop.path("plannedAt").asString()))
                .isAfterOrEqualTo(Instant.parse(
                                city.operator().get("/v1/pickups/" + pickup).text("/window/start"))
                        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
        crew.post(path(stop) + "/arrive");
        assertThat(crew.post(path(stop) + "/finish", City.failed("partly")).code())
                .isEqualTo("lines_required");
        Map<String, Object> partly = new HashMap<>(City.failed("partly"));
        partly.put("refusedLines", List.of(9));
        assertThat(crew.post(path(stop) + "/finish", partly).code()).isEqualTo("line_unknown");
        partly.put("refusedLines", List.of(1, 2));
        assertThat(crew.post(path(stop) + "/finish", partly).code()).isEqualTo("lines_all_refused");
        partly.put("refusedLines", List.of(2));
        Answer finished = crew.post(path(stop) + "/finish", partly);

        assertThat(finished.text("/stop/weightGrams")).isEqualTo("65000");
        assertThat(city.operator().get("/v1/pickups/" + pickup).text("/lines/1/state"))
                .isEqualTo("refused");
        assertThat(city.credit(resident).text("/balance/amount")).isEqualTo("5000");
        assertThat(crew.get("/v1/crews/" + crewId + "/route").text("/load/kilograms"))
                .isEqualTo("65");
    }

    @Test
    void aPickupThatIsCancelledLeavesTheRoute() {
        UUID resident = UUID.randomUUID();
        UUID pickup =
                city.booked(resident, city.slot(Duration.ofHours(3), 5), "at_door", City.item("sofa", "broken", 1));
        UUID second =
                city.booked(resident, city.slot(Duration.ofHours(3), 5), "at_door", City.item("sofa", "broken", 1));
        UUID crewId = city.startedCrew();
        JsonNode stop = next(crewId);
        city.crew(crewId).post(path(stop) + "/arrive");
        UUID atHand = UUID.fromString(stop.path("pickupId").asString());
        UUID other = atHand.equals(pickup) ? second : pickup;

        for (UUID one : List.of(pickup, second)) {
            assertThat(city.resident(resident)
                            .post("/v1/pickups/" + one + "/cancel", City.refund(0))
                            .status())
                    .isEqualTo(200);
        }
        look();

        assertThat(city.crew(crewId)
                        .post(path(stop) + "/finish", City.collected(1))
                        .code())
                .isEqualTo("pickup_not_booked");
        assertThat(route(crewId)).isEmpty();
        assertThat(route(crewId).toString()).doesNotContain(other.toString());
        assertThat(jobs("void")).contains(pickup.toString(), second.toString());
    }

    @Test
    void whatNobodyCanDoSaysWhy() {
        assertThat(plan().json().path("unplanned")).isEmpty();
        Bin far = city.bin(Map.of("lat", -33.86, "lng", 151.2));
        full(far);
        full(city.bin());
        raiseJobs.raise();
        assertThat(whys()).containsExactly("no_crew");
        city.startedCrew(Map.of("maxLitres", 10));
        assertThat(whys()).containsExactly("too_large");

        UUID crewId = city.startedCrew();
        assertThat(whys()).containsExactly("out_of_reach");
        UUID glass = city.startedCrew(Map.of("materials", List.of("glass"), "skills", List.of()));
        assertThat(route(glass)).isEmpty();
        clock.advance(Duration.ofHours(7).plusMinutes(55));
        full(city.bin());
        raiseJobs.raise();
        assertThat(whys()).contains("out_of_reach");
        assertThat(route(crewId).size()).isLessThanOrEqualTo(1);
        UUID late = city.newCrew(Map.of());
        assertThat(plan().body()).doesNotContain(late.toString());
        Map<String, Object> body = city.crewBody(Map.of("shiftEnd", "06:00"));
        assertThat(city.operator().post("/v1/crews", body).code()).isEqualTo("shift_ends_first");
        assertThat(refused(Map.of("breakStart", "06:00", "breakMinutes", 30))).isEqualTo("break_outside_shift");
        assertThat(refused(Map.of("breakStart", "12:00"))).isEqualTo("break_incomplete");
        assertThat(refused(Map.of("plantId", UUID.randomUUID()))).isEqualTo("plant_unknown");
        assertThat(refused(Map.of("materials", List.of(), "skills", List.of("two_persons"))))
                .isEqualTo("nothing_loaded");
        assertThat(city.newCrew(Map.of("breakStart", "12:00", "breakMinutes", 30)))
                .isNotNull();
        assertThat(city.crew(late).post("/v1/crews/" + late + "/shift/end").code())
                .isEqualTo("shift_not_started");
        assertThat(city.operator().get("/v1/crews").body()).contains(late.toString());
    }

    private List<String> whys() {
        return plan().json()
                .path("unplanned")
                .valueStream()
                .map(one -> one.path("why").asString())
                .distinct()
                .toList();
    }

    private String refused(Map<String, Object> with) {
        return city.operator().post("/v1/crews", city.crewBody(with)).code();
    }

    @Test
    void onePlansAtATimeAndKeysAreKept() {
        UUID crewId = city.startedCrew();
        full(city.bin());
        JsonNode stop = next(crewId);
        city.crew(crewId).post(path(stop) + "/arrive");
        city.crew(crewId).post(path(stop) + "/finish", City.collected(1000));
        String key = UUID.randomUUID().toString();
        ApiClient operator = city.operator().withHeader("Idempotency-Key", key);
        Map<String, Object> crew = city.crewBody(Map.of());
        Map<String, Object> plant = City.newPlant();
        String unload = "/v1/crews/" + crewId + "/unload";

        List<CompletableFuture<Answer>> first = Objects.requireNonNull(transactions.execute(_ -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('yike.recycling.plan'))")
                    .query((_, _) -> true)
                    .list();
            assertThat(city.operator().post("/v1/route-plans").code()).isEqualTo("planning_under_way");
            jdbc.sql("LOCK TABLE plant, unloading IN ACCESS EXCLUSIVE MODE").update();
            var running = List.of(
                    CompletableFuture.supplyAsync(() -> operator.post("/v1/crews", crew)),
                    CompletableFuture.supplyAsync(() -> operator.post("/v1/plants", plant)),
                    CompletableFuture.supplyAsync(() -> operator.post(unload, Map.of())));
            Awaitility.await().untilAsserted(() -> {
                assertThat(operator.post("/v1/crews", crew).code()).isEqualTo("idempotency_key_in_progress");
                assertThat(operator.post("/v1/plants", plant).code()).isEqualTo("idempotency_key_in_progress");
                assertThat(operator.post(unload, Map.of()).code()).isEqualTo("idempotency_key_in_progress");
            });
            return running;
        }));

        Awaitility.await().until(() -> first.stream().allMatch(CompletableFuture::isDone));
        assertThat(first.stream().map(answer -> answer.join().status())).containsExactly(201, 201, 200);
        assertThat(operator.post("/v1/crews", city.crewBody(Map.of("name", "Another")))
                        .code())
                .isEqualTo("idempotency_key_reused");
        assertThat(operator.post("/v1/plants", Map.of("name", "Another", "place", Map.of("lat", 31, "lng", 121)))
                        .code())
                .isEqualTo("idempotency_key_reused");
        UUID another = city.startedCrew();
        assertThat(operator.post("/v1/crews/" + another + "/unload", Map.of()).code())
                .isEqualTo("idempotency_key_reused");
    }

    /// A crew that has fetched a fridge and left a sofa, emptied a bin, and unloaded.
    @Test
    void whatIsCollectedIsFollowedToThePlantAndBeyond() {
        UUID resident = UUID.randomUUID();
        UUID pickup = city.booked(
                resident,
                city.slot(Duration.ofHours(3), 5),
                "at_door",
                City.item("fridge", "working", 1),
                City.item("sofa", "broken", 1));
        assertThat(city.resident(resident)
                        .get("/v1/pickups/" + pickup + "/certificate")
                        .code())
                .isEqualTo("pickup_not_collected");
        assertThat(city.resident(resident)
                        .get("/v1/pickups/" + pickup + "/certificate/page")
                        .code())
                .isEqualTo("pickup_not_collected");
        UUID plant = City.id(city.operator().post("/v1/plants", City.newPlant()), "/plantId");
        UUID crewId = city.startedCrew(Map.of("plantId", plant));
        ApiClient crew = city.crew(crewId);
        Bin bin = city.bin();
        full(bin);
        for (int visit = 0; visit < 2; visit++) {
            JsonNode stop = next(crewId);
            crew.post(path(stop) + "/arrive");
            Map<String, Object> partly = new HashMap<>(City.failed("partly"));
            partly.put("refusedLines", List.of(2));
            Answer finished = stop.has("pickupId")
                    ? crew.post(path(stop) + "/finish", partly)
                    : crew.post(path(stop) + "/finish", City.collected(12_000));
            assertThat(finished.status()).as(finished.body()).isEqualTo(200);
        }
        String unload = "/v1/crews/" + crewId + "/unload";
        Map<String, Object> wet = Map.of("stream", "plastic", "weightGrams", 2_000, "reason", "full of food");
        Map<String, Object> tooMuch = Map.of("stream", "plastic", "weightGrams", 12_001, "reason", "full of food");

        Answer refused = crew.post(unload, Map.of("refused", List.of(tooMuch)));
        assertThat(refused.code()).isEqualTo("more_than_loaded");
        assertThat(refused.text("/fields/0/field")).isEqualTo("refused[0].weightGrams");
        assertThat(crew.post(unload, Map.of("refused", List.of(wet, wet))).code())
                .isEqualTo("stream_twice");
        assertThat(crew.post(unload, Map.of("refused", List.of(wet), "proof", "photos/scale.jpg"))
                        .status())
                .isEqualTo(200);

        Answer certificate = city.resident(resident).get("/v1/pickups/" + pickup + "/certificate");
        assertThat(certificate.text("/atPlant")).isEqualTo("true");
        List<JsonNode> entries =
                certificate.json().path("entries").valueStream().toList();
        assertThat(entries).hasSize(3);
        assertThat(entries)
                .anySatisfy(
                        entry -> assertThat(entry.path("refusedGrams").asLong()).isEqualTo(65_000));
        JsonNode atPlant = entries.getLast();
        assertThat(atPlant.path("taker").asString()).isEqualTo("plant:" + plant);
        assertThat(atPlant.path("parents")).isNotEmpty();
        assertThat(entries.stream().map(entry -> entry.path("hash").asString()))
                .contains(atPlant.at("/parents/0/hash").asString());
        Answer page = city.resident(resident).get("/v1/pickups/" + pickup + "/certificate/page");
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.body())
                .contains("Refrigerator", "plant:" + plant, atPlant.path("hash").asString());
        events.await("recycling.custody_recorded.v1", atPlant.path("entryId").asString());

        assertThat(city.operator()
                        .get("/v1/plants/" + plant + "/custody-entries?limit=1")
                        .text("/nextCursor"))
                .isNotEmpty();
        assertThat(balance(plant, "plastic", "inGrams")).isEqualTo(12_000);
        assertThat(balance(plant, "plastic", "refusedGrams")).isEqualTo(2_000);
        assertThat(balance(plant, "plastic", "stockGrams")).isEqualTo(10_000);
        assertThat(handOver(City.handOver(plant, "plastic", 4_000, 0)).status()).isEqualTo(201);
        assertThat(balance(plant, "plastic", "outGrams")).isEqualTo(4_000);
        assertThat(balance(plant, "plastic", "stockGrams")).isEqualTo(6_000);
        assertThat(handOver(City.handOver(plant, "plastic", 6_001, 0)).code()).isEqualTo("stock_insufficient");
        assertThat(handOver(City.handOver(plant, "plastic", 0, 0)).code()).isEqualTo("nothing_handed_over");
        Map<String, Object> noReason = City.handOver(plant, "plastic", 0, 5);
        noReason.remove("reason");
        assertThat(handOver(noReason).code()).isEqualTo("reason_required");
        assertThat(handOver(City.handOver(UUID.randomUUID(), "plastic", 1, 0)).code())
                .isEqualTo("giver_unknown");
        Map<String, Object> toNobody = City.handOver(plant, "plastic", 1, 0);
        toNobody.put("takerKind", "plant");
        assertThat(handOver(toNobody).code()).isEqualTo("taker_unknown");
        Map<String, Object> fromDepot = City.handOver(plant, "plastic", 2_000, 0);
        fromDepot.put("giverKind", "depot");
        fromDepot.put("giverId", crewId);
        fromDepot.put("takerKind", "plant");
        fromDepot.put("takerId", plant);
        Answer dried = handOver(fromDepot);
        assertThat(dried.status()).as(dried.body()).isEqualTo(201);
        assertThat(dried.json().path("parents")).isNotEmpty();
        assertThat(balance(plant, "plastic", "inGrams")).isEqualTo(14_000);
        assertThat(city.operator().get("/v1/plants/" + plant + "/balance").body())
                .doesNotContain("false");
        figures(plant);
        for (String statement : List.of(
                "UPDATE custody_entry SET accepted_grams = 1",
                "DELETE FROM custody_entry",
                "UPDATE custody_parent SET parent_hash = hash FROM custody_entry",
                "UPDATE custody_stock SET grams = grams + 1",
                "DELETE FROM custody_stock")) {
            assertThatThrownBy(() -> jdbc.sql(statement).update())
                    .as(statement)
                    .isInstanceOf(DataAccessException.class);
        }
    }

    private Answer handOver(Map<String, Object> body) {
        return city.operator().post("/v1/custody-entries", body);
    }

    private long balance(UUID plant, String stream, String figure) {
        return city.operator()
                .get("/v1/plants/" + plant + "/balance")
                .json()
                .path("streams")
                .valueStream()
                .filter(one -> one.path("stream").asString().equals(stream))
                .findAny()
                .orElseThrow()
                .path(figure)
                .asLong();
    }

    private void figures(UUID plant) {
        LocalDate day = LocalDate.ofInstant(city.now(), SHANGHAI);
        String period = "?from=" + day + "&to=" + day;
        Answer figures = city.operator().get("/v1/city-figures" + period);
        assertThat(figures.json().path("collected").toString()).contains("appliance", "plastic");
        assertThat(figures.json().path("kilometres").asDouble()).isPositive();
        assertThat(figures.json().path("kilometresPerTonne").asDouble()).isPositive();
        assertThat(figures.json().path("firstTimeRate").asDouble()).isBetween(0.0, 1.0);
        assertThat(figures.json().path("residents").asLong()).isPositive();
        assertThat(city.operator()
                        .get("/v1/city-figures?from=" + day + "&to=" + day.minusDays(1))
                        .code())
                .isEqualTo("period_refused");
        Answer csv = api.anonymous().get("/v1/open-data/recycling.csv" + period);
        assertThat(csv.body())
                .startsWith("from,to,figure,stream,unit,value\r\n")
                .contains(",collected,plastic,kg,");
        assertThat(csv.body().lines())
                .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(6));
        assertThat(api.anonymous()
                        .get("/v1/open-data/recycling.csv?from=" + day + "&to=" + day.plusDays(400))
                        .code())
                .isEqualTo("period_refused");
        assertThat(api.anonymous()
                        .get("/v1/open-data/recycling-points.geojson")
                        .json()
                        .at("/features/0/geometry/type")
                        .asString())
                .isEqualTo("Point");
        assertThat(plant).isNotNull();
    }

    @Test
    void aBinThatOverflowsIsCountedForAsLongAsItIsKnown() {
        LocalDate day = LocalDate.ofInstant(city.now(), SHANGHAI);
        Bin bin = city.bin();
        city.read(bin, Map.of("measuredAt", city.now().toString(), "fillPercent", 97));
        clock.advance(Duration.ofMinutes(15));
        city.read(bin, Map.of("measuredAt", city.now().toString(), "fillPercent", 97));
        clock.advance(Duration.ofHours(2));
        city.read(bin, Map.of("measuredAt", city.now().toString(), "fillPercent", 5));

        assertThat(city.operator()
                        .get("/v1/city-figures?from=" + day + "&to=" + day)
                        .json()
                        .path("overflowHours")
                        .asDouble())
                .isCloseTo(0.75, org.assertj.core.data.Offset.offset(0.01));
    }

    @Test
    void aHandOverThatIsInProgressIsAConflict() {
        UUID plant = City.id(city.operator().post("/v1/plants", City.newPlant()), "/plantId");
        ApiClient operator =
                city.operator().withHeader("Idempotency-Key", UUID.randomUUID().toString());
        Map<String, Object> body = City.handOver(plant, "plastic", 1, 0);

        CompletableFuture<Answer> first = Objects.requireNonNull(transactions.execute(_ -> {
            jdbc.sql("LOCK TABLE custody_stock IN ACCESS EXCLUSIVE MODE").update();
            var running = CompletableFuture.supplyAsync(() -> operator.post("/v1/custody-entries", body));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(
                                    operator.post("/v1/custody-entries", body).code())
                            .isEqualTo("idempotency_key_in_progress"));
            return running;
        }));

        Awaitility.await().until(first::isDone);
        assertThat(first.join().code()).isEqualTo("stock_insufficient");
    }

    /// Thirty stops make the search long enough for something to happen meanwhile.
    private CompletableFuture<PlanRoutes.Outcome> planning() {
        CompletableFuture<PlanRoutes.Outcome> planning = CompletableFuture.supplyAsync(
                () -> Awaitility.await().until(planRoutes::plan, PlanRoutes.Outcome.Planned.class::isInstance));
        Awaitility.await()
                .until(() -> planning.isDone()
                        || !Objects.requireNonNull(transactions.execute(
                                _ -> jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtext('yike.recycling.plan'))")
                                        .query(Boolean.class)
                                        .single())));
        return planning;
    }

    /// Another crew, that starts and ends where the second stop is, would have it for nothing.
    @Test
    void whatACrewSetsOutForDuringASearchStays() {
        UUID crewId = city.startedCrew();
        needCollecting(32);
        look();
        JsonNode first = route(crewId).path(0);
        JsonNode second = route(crewId).path(1);
        ApiClient crew = city.crew(crewId);
        assertThat(crew.post(path(first) + "/arrive").status()).isEqualTo(200);
        Map<String, Object> there = Map.of(
                "lat",
                second.at("/place/lat").asDouble(),
                "lng",
                second.at("/place/lng").asDouble());
        UUID plant = City.id(city.operator().post("/v1/plants", Map.of("name", "There", "place", there)), "/plantId");
        city.startedCrew(Map.of("depot", there, "plantId", plant));

        CompletableFuture<PlanRoutes.Outcome> planning = planning();
        Answer finished = crew.post(path(first) + "/finish", City.collected(1000));
        Awaitility.await().until(planning::isDone);

        assertThat(finished.text("/next/stopId")).isNotEmpty();
        assertThat(route(crewId).path(0).path("stopId").asString()).isEqualTo(finished.text("/next/stopId"));
    }

    @Test
    void aPickupThatIsCancelledDuringASearchIsOnNoRoute() {
        UUID resident = UUID.randomUUID();
        UUID crewId = city.startedCrew();
        needCollecting(32);
        look();
        UUID pickup =
                city.booked(resident, city.slot(Duration.ofHours(3), 5), "at_door", City.item("sofa", "broken", 1));
        raiseJobs.raise();

        CompletableFuture<PlanRoutes.Outcome> planning = planning();
        assertThat(city.resident(resident)
                        .post("/v1/pickups/" + pickup + "/cancel", City.refund(0))
                        .status())
                .isEqualTo(200);
        raiseJobs.raise();
        Awaitility.await().until(planning::isDone);

        assertThat(jobs("void")).contains(pickup.toString());
        assertThat(route(crewId)).isNotEmpty();
        assertThat(route(crewId).toString()).doesNotContain(pickup.toString());
    }

    /// At seven in the morning, when shifts begin.
    @Test
    void whatACrewThatDoesNotComeWasToDoGoesToAnother() {
        clock.advance(Duration.ofHours(22));
        UUID absent = city.newCrew(Map.of());
        full(city.bin());
        assertThat(next(absent).isMissingNode()).isFalse();
        UUID present = city.startedCrew();

        clock.advance(Duration.ofMinutes(61));

        City.eventually(() -> {
            assertThat(route(absent)).isEmpty();
            assertThat(route(present)).hasSize(1);
        });
    }

    @Test
    void aLoadIsSharedOutByWhatWasInTheBinsWhenTheCrewArrived() {
        UUID crewId = city.startedCrew();
        Bin plastic = city.bin();
        Bin paper = new Bin(plastic.pointId(), city.device(plastic.pointId(), "paper"));
        weighs(plastic, 90, 10_000);
        weighs(paper, 90, 30_000);
        JsonNode stop = next(crewId);
        ApiClient crew = city.crew(crewId);
        crew.post(path(stop) + "/arrive");
        clock.advance(Duration.ofMinutes(2));
        weighs(plastic, 0, 0);
        weighs(paper, 0, 0);

        assertThat(crew.post(path(stop) + "/finish", City.collected(44_000)).status())
                .isEqualTo(200);

        assertThat(jdbc.sql("SELECT stream || ' ' || accepted_grams AS taken FROM custody_entry WHERE taker_id = :id")
                        .param("id", crewId)
                        .query(io.yike.kit.jdbc.Row.to(row -> row.text("taken")))
                        .list())
                .containsExactlyInAnyOrder("plastic 11000", "paper 33000");
    }

    private void weighs(Bin bin, int percent, long grams) {
        assertThat(city.read(
                                bin,
                                Map.of(
                                        "measuredAt",
                                        city.now().toString(),
                                        "fillPercent",
                                        percent,
                                        "weightGrams",
                                        grams))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aLookMakesNoMoreForecastsThanItHasTimeFor() {
        Long made = transactions.execute(_ -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('yike.recycling.jobs'))")
                    .query((_, _) -> true)
                    .list();
            jdbc.sql("""
                    WITH point AS (
                        INSERT INTO recycling_point (point_id, name, latitude, longitude, registered_at)
                        SELECT gen_random_uuid(), 'Half full', 31.2, 121.4, :now FROM generate_series(1, 60)
                        RETURNING point_id),
                    bin AS (
                        INSERT INTO bin (bin_id, point_id, material, volume_litres)
                        SELECT gen_random_uuid(), point_id, 'glass', 240 FROM point RETURNING bin_id)
                    INSERT INTO bin_state (bin_id, last_measured_at, filled_at, fill_percent)
                    SELECT bin_id, :now, :now, 60 FROM bin
                    """).param("now", io.yike.kit.jdbc.Row.utc(city.now())).update();
            raiseJobs.raise();
            return halfFullForecasts();
        });

        assertThat(made).isBetween(1L, 25L);
        raiseJobs.raise();
        raiseJobs.raise();
        assertThat(halfFullForecasts()).isEqualTo(60);
    }

    private long halfFullForecasts() {
        return jdbc.sql("""
                        SELECT count(*) FROM bin_forecast JOIN bin USING (bin_id)
                            JOIN recycling_point USING (point_id) WHERE name = 'Half full'
                        """).query(Long.class).single();
    }
}
