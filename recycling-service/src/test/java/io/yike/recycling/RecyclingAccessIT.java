package io.yike.recycling;

import static io.yike.kit.testing.OwnersCall.by;

import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.kit.testing.AccessWalk;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.OwnersCall;
import io.yike.kit.testing.ServiceTest;
import io.yike.kit.testing.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Who may do what to points, drop-offs, weigh-ins and credit, each tried as everybody else.
@ServiceTest
class RecyclingAccessIT {

    private static final Caller OPERATOR = Tokens.operator();

    @Autowired
    private ApiClient api;

    @Autowired
    private MutableClock clock;

    @Autowired
    private JdbcClient jdbc;

    @TestFactory
    List<DynamicNode> onlyWhoMayGetsIn() {
        City city = new City(api, clock);
        city.priced();
        AccessWalk walk = new AccessWalk(api);
        points(walk, city);
        devices(walk, city);
        residents(walk, city);
        operators(walk, city);
        city.catalogue();
        pickups(walk, city);
        crews(walk, city);
        custody(walk, city);
        return walk.on("listPrices")
                .asEverybody(() -> by(Tokens.nobody()).get("/v1/material-prices"))
                .tests();
    }

    private static void points(AccessWalk walk, City city) {
        walk.on("registerPoint")
                .as(Role.OPERATOR, () -> by(OPERATOR).post("/v1/recycling-points", City.newPoint()))
                .on("listPoints")
                .asEverybody(() -> by(Tokens.nobody()).get("/v1/recycling-points"))
                .on("getPoint")
                .asEverybody(() -> by(Tokens.nobody()).get("/v1/recycling-points/" + city.point()))
                .on("registerDevice")
                .as(
                        Role.OPERATOR,
                        () -> by(OPERATOR)
                                .post(
                                        "/v1/recycling-points/" + city.point() + "/devices",
                                        Map.of("material", "paper")));
    }

    private static void devices(AccessWalk walk, City city) {
        walk.on("reportReadings")
                .as(Role.DEVICE, () -> {
                    City.Bin bin = city.bin();
                    Map<String, Object> reading =
                            Map.of("measuredAt", city.now().toString(), "fillPercent", 10);
                    return byDevice(bin)
                            .post(
                                    "/v1/devices/" + bin.deviceId() + "/readings",
                                    Map.of("sentAt", city.now().toString(), "readings", List.of(reading)));
                })
                .on("getSigningKey")
                .as(Role.DEVICE, () -> {
                    City.Bin bin = city.bin();
                    return byDevice(bin).get("/v1/devices/" + bin.deviceId() + "/signing-key");
                })
                .as(
                        Role.OPERATOR,
                        () -> by(OPERATOR).get("/v1/devices/" + city.bin().deviceId() + "/signing-key"))
                .on("enterCode")
                .as(Role.DEVICE, () -> {
                    City.Bin bin = city.bin();
                    String code = city.open(UUID.randomUUID(), bin.pointId()).text("/code");
                    return byDevice(bin).post("/v1/devices/" + bin.deviceId() + "/openings", Map.of("code", code));
                })
                .on("weighIn")
                .as(Role.DEVICE, () -> {
                    City.Bin bin = city.bin();
                    City.Bin other = city.bin();
                    return byDevice(bin)
                            .post(
                                    "/v1/devices/" + bin.deviceId() + "/weigh-ins",
                                    city.weight(city.opened(bin, UUID.randomUUID()), 1000))
                            .naming("dropOffId", city.opened(other, UUID.randomUUID()));
                });
    }

    private static OwnersCall byDevice(City.Bin bin) {
        return by(Tokens.caller(Role.DEVICE, "device:" + bin.deviceId()));
    }

    private static void residents(AccessWalk walk, City city) {
        walk.on("openDropOff")
                .as(
                        Role.RESIDENT,
                        () -> by(Tokens.caller(Role.RESIDENT, "resident:" + UUID.randomUUID()))
                                .post(
                                        "/v1/drop-offs",
                                        Map.of("pointId", city.bin().pointId(), "material", "plastic"))
                                .forThemselves())
                .free("pointId", "a point is open to every resident");
        ofResident(walk, city, "getDropOff", (call, one) -> call.get("/v1/drop-offs/" + one.dropOffId()));
        ofResident(walk, city, "getWeighIn", (call, one) -> call.get("/v1/weigh-ins/" + one.weighInId()));
        ofResident(
                walk,
                city,
                "listWeighIns",
                (call, one) -> call.get("/v1/weigh-ins?limit=200").shows(one.weighInId()));
        ofResident(walk, city, "getCredit", (call, one) -> call.get("/v1/residents/" + one.residentId() + "/credit"));
        ofResident(
                walk,
                city,
                "listCreditEntries",
                (call, one) -> call.get("/v1/residents/" + one.residentId() + "/credit/entries"));
    }

    /// What a resident has dropped off.
    private record Dropped(UUID residentId, String dropOffId, UUID weighInId) {}

    private static void ofResident(
            AccessWalk walk, City city, String operationId, BiFunction<OwnersCall, Dropped, OwnersCall> call) {
        walk.on(operationId)
                .as(Role.RESIDENT, () -> {
                    Dropped one = dropped(city);
                    return call.apply(by(Tokens.caller(Role.RESIDENT, "resident:" + one.residentId())), one);
                })
                .as(Role.OPERATOR, () -> call.apply(by(OPERATOR), dropped(city)));
    }

    private static Dropped dropped(City city) {
        UUID residentId = UUID.randomUUID();
        UUID weighInId = city.weighed(city.bin(), residentId, 1000);
        String dropOffId = city.operator().get("/v1/weigh-ins/" + weighInId).text("/dropOffId");
        return new Dropped(residentId, dropOffId, weighInId);
    }

    private static void pickups(AccessWalk walk, City city) {
        Duration later = Duration.ofDays(3);
        Map<String, Object> sofa = City.item("sofa", "broken", 1);
        walk.on("putPickupItem")
                .as(
                        Role.OPERATOR,
                        () -> by(OPERATOR)
                                .put(
                                        "/v1/pickup-items/table",
                                        City.newItem("Table", "bulky", City.terms("broken", 900, 0))))
                .on("listPickupItems")
                .asEverybody(() -> by(Tokens.nobody()).get("/v1/pickup-items"))
                .on("openPickupSlot")
                .as(
                        Role.OPERATOR,
                        () -> by(OPERATOR)
                                .post(
                                        "/v1/pickup-slots",
                                        City.newSlot(city.now().plus(later), Duration.ofHours(4), 1)))
                .on("listPickupSlots")
                .asEverybody(() -> by(Tokens.nobody()).get("/v1/pickup-slots"))
                .on("closePickupSlot")
                .as(Role.OPERATOR, () -> by(OPERATOR).post("/v1/pickup-slots/" + city.slot(later, 1) + "/close"))
                .on("quotePickup")
                .asEverybody(() -> by(Tokens.nobody())
                        .post("/v1/pickup-quotes", Map.of("items", List.of(sofa), "standing", City.standing(0, true))))
                .on("requestPickup")
                .as(
                        Role.RESIDENT,
                        () -> by(Tokens.caller(Role.RESIDENT, "resident:" + UUID.randomUUID()))
                                .post("/v1/pickups", City.newPickup(city.slot(later, 20), sofa))
                                .forThemselves())
                .free("slotId", "a slot is open to every resident");
        ofPickup(
                walk,
                city,
                "listPickups",
                (call, id) -> call.get("/v1/pickups?limit=200").shows(id));
        ofPickup(walk, city, "getPickup", (call, id) -> call.get("/v1/pickups/" + id));
        ofPickup(
                walk,
                city,
                "amendPickup",
                (call, id) -> call.post("/v1/pickups/" + id + "/amend", Map.of("slotId", city.slot(later, 20))));
        walk.on("amendPickup").free("slotId", "a slot is open to every resident");
        ofPickup(walk, city, "getPickupCancelTerms", (call, id) -> call.get("/v1/pickups/" + id + "/cancel-terms"));
        ofPickup(walk, city, "cancelPickup", (call, id) -> call.post("/v1/pickups/" + id + "/cancel", City.refund(0)));
        for (Role role : List.of(Role.RESIDENT, Role.OPERATOR)) {
            walk.on("reportMissedPickup").as(role, () -> {
                UUID resident = UUID.randomUUID();
                UUID pickup = city.booked(resident, city.slot(Duration.ofHours(3), 1), "at_door", sofa);
                city.pass(Duration.ofHours(8));
                return by(role == Role.OPERATOR ? OPERATOR : Tokens.caller(Role.RESIDENT, "resident:" + resident))
                        .post("/v1/pickups/" + pickup + "/report-missed");
            });
        }
        walk.on("confirmPickup").as(Role.RESIDENT, () -> {
            UUID resident = UUID.randomUUID();
            UUID pickup = City.id(city.request(resident, city.slot(later, 1), sofa), "/pickupId");
            return by(Tokens.caller(Role.RESIDENT, "resident:" + resident))
                    .post("/v1/pickups/" + pickup + "/confirm", Map.of("payment", "at_door"));
        });
        walk.on("recordPickupOutcome")
                .as(
                        Role.OPERATOR,
                        () -> by(OPERATOR)
                                .post(
                                        "/v1/pickups/"
                                                + city.booked(UUID.randomUUID(), city.slot(later, 1), "at_door", sofa)
                                                + "/outcome",
                                        Map.of("outcome", "collected")));
    }

    /// What a resident has booked, seen by the resident and by operators.
    private static void ofPickup(
            AccessWalk walk, City city, String operationId, BiFunction<OwnersCall, UUID, OwnersCall> call) {
        for (Role role : List.of(Role.RESIDENT, Role.OPERATOR)) {
            walk.on(operationId).as(role, () -> {
                UUID resident = UUID.randomUUID();
                UUID pickup = city.booked(
                        resident, city.slot(Duration.ofDays(3), 1), "at_door", City.item("sofa", "broken", 1));
                return call.apply(
                        by(role == Role.OPERATOR ? OPERATOR : Tokens.caller(Role.RESIDENT, "resident:" + resident)),
                        pickup);
            });
        }
    }

    private void crews(AccessWalk walk, City city) {
        walk.on("registerPlant")
                .as(Role.OPERATOR, () -> by(OPERATOR).post("/v1/plants", City.newPlant()))
                .on("registerCrew")
                .as(Role.OPERATOR, () -> by(OPERATOR).post("/v1/crews", city.crewBody(Map.of())))
                .free("plantId", "the operator has them all")
                .on("listCrews")
                .as(Role.OPERATOR, () -> by(OPERATOR).get("/v1/crews").shows(city.newCrew(Map.of())))
                .on("listCollectionJobs")
                .as(
                        Role.OPERATOR,
                        () -> by(OPERATOR)
                                .get("/v1/collection-jobs?limit=200")
                                .shows(stopOf(city, city.newCrew(Map.of()), "planned")
                                        .jobId()))
                .on("planRoutes")
                .as(Role.OPERATOR, () -> {
                    nobodyPlans(city);
                    return by(OPERATOR).post("/v1/route-plans");
                });
        for (Role role : List.of(Role.CREW, Role.PLANT, Role.OPERATOR)) {
            walk.on("listPlants")
                    .as(
                            role,
                            () -> by(role == Role.OPERATOR
                                            ? OPERATOR
                                            : Tokens.caller(role, role.claim() + ":" + UUID.randomUUID()))
                                    .get("/v1/plants"));
        }
        ofCrew(
                walk,
                "startCrewShift",
                () -> city.newCrew(Map.of()),
                (call, id) -> call.post("/v1/crews/" + id + "/shift/start"));
        ofCrew(walk, "endCrewShift", city::startedCrew, (call, id) -> call.post("/v1/crews/" + id + "/shift/end"));
        ofCrew(walk, "getCrewRoute", city::startedCrew, (call, id) -> call.get("/v1/crews/" + id + "/route"));
        ofCrew(
                walk,
                "unload",
                () -> {
                    UUID crewId = city.startedCrew();
                    Planned stop = stopOf(city, crewId, "arrived");
                    city.operator().post("/v1/stops/" + stop.stopId() + "/finish", City.collected(1000));
                    return crewId;
                },
                (call, id) -> call.post("/v1/crews/" + id + "/unload", Map.of()));
        ofCrew(
                walk,
                "arriveAtStop",
                city::startedCrew,
                (call, id) ->
                        call.post("/v1/stops/" + stopOf(city, id, "planned").stopId() + "/arrive"));
        ofCrew(
                walk,
                "finishStop",
                city::startedCrew,
                (call, id) -> call.post(
                        "/v1/stops/" + stopOf(city, id, "arrived").stopId() + "/finish", City.collected(1000)));
    }

    private void custody(AccessWalk walk, City city) {
        for (Role role : List.of(Role.RESIDENT, Role.OPERATOR)) {
            walk.on("getCertificate").as(role, () -> certificate(city, role, ""));
            walk.on("getCertificatePage").as(role, () -> certificate(city, role, "/page"));
        }
        for (Role role : List.of(Role.PLANT, Role.OPERATOR)) {
            walk.on("listPlantEntries").as(role, () -> byPlant(role, plant(city), "/custody-entries"));
            walk.on("getPlantBalance").as(role, () -> byPlant(role, plant(city), "/balance"));
            walk.on("recordHandOver")
                    .as(role, () -> {
                        UUID plantId = plantWith(city, 1000);
                        return caller(role, plantId)
                                .post("/v1/custody-entries", City.handOver(plantId, "plastic", 500, 0))
                                .naming("giverId", plantWith(city, 1000));
                    })
                    .free("takerId", "whoever takes it is named");
        }
        String period = "?from=2026-11-01&to=2026-11-30";
        walk.on("getCityFigures")
                .asEverybody(() -> by(Tokens.nobody()).get("/v1/city-figures" + period))
                .on("getFiguresCsv")
                .asThePublic(() -> by(Tokens.nobody()).get("/v1/open-data/recycling.csv" + period))
                .on("getPointsGeoJson")
                .asThePublic(() -> by(Tokens.nobody()).get("/v1/open-data/recycling-points.geojson"));
    }

    private static OwnersCall certificate(City city, Role role, String page) {
        UUID resident = UUID.randomUUID();
        UUID pickup =
                city.booked(resident, city.slot(Duration.ofDays(3), 1), "at_door", City.item("sofa", "broken", 1));
        city.operator().post("/v1/pickups/" + pickup + "/outcome", Map.of("outcome", "collected"));
        return by(role == Role.OPERATOR ? OPERATOR : Tokens.caller(Role.RESIDENT, "resident:" + resident))
                .get("/v1/pickups/" + pickup + "/certificate" + page);
    }

    private static UUID plant(City city) {
        return City.id(city.operator().post("/v1/plants", City.newPlant()), "/plantId");
    }

    /// A plant that has so much plastic.
    private UUID plantWith(City city, long grams) {
        UUID plantId = plant(city);
        UUID crewId = city.startedCrew(Map.of("plantId", plantId));
        Planned stop = stopOf(city, crewId, "arrived");
        jdbc.sql("""
                INSERT INTO collection_job_bin (job_id, bin_id, cause)
                SELECT j.job_id, b.bin_id, 'full' FROM collection_job j JOIN bin b USING (point_id)
                WHERE j.job_id = :id AND b.material = 'plastic'
                """).param("id", stop.jobId()).update();
        city.operator().post("/v1/stops/" + stop.stopId() + "/finish", City.collected(grams));
        city.operator().post("/v1/crews/" + crewId + "/unload", Map.of());
        return plantId;
    }

    private static OwnersCall caller(Role role, UUID plantId) {
        return by(role == Role.OPERATOR ? OPERATOR : Tokens.caller(Role.PLANT, "plant:" + plantId));
    }

    private static OwnersCall byPlant(Role role, UUID plantId, String path) {
        return caller(role, plantId).get("/v1/plants/" + plantId + path);
    }

    /// Nothing is left to plan, and whoever was at it is done.
    private void nobodyPlans(City city) {
        jdbc.sql("UPDATE collection_job SET not_before = :never WHERE state = 'open'")
                .param("never", io.yike.kit.jdbc.Row.utc(city.now().plus(Duration.ofDays(9000))))
                .update();
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('yike.recycling.plan'))")
                .query((_, _) -> true)
                .list();
    }

    private static void ofCrew(
            AccessWalk walk, String operationId, Supplier<UUID> crew, BiFunction<OwnersCall, UUID, OwnersCall> call) {
        for (Role role : List.of(Role.CREW, Role.OPERATOR)) {
            walk.on(operationId).as(role, () -> {
                UUID crewId = crew.get();
                return call.apply(
                        by(role == Role.CREW ? Tokens.caller(Role.CREW, "crew:" + crewId) : OPERATOR), crewId);
            });
        }
    }

    /// A stop of a crew.
    private record Planned(UUID jobId, UUID stopId) {}

    /// A stop, written as a plan would: when it is planned, and for whom, is not this test's concern. No plan takes it
    /// away: its crew is on its way there.
    private Planned stopOf(City city, UUID crewId, String state) {
        nobodyPlans(city);
        Planned stop = new Planned(UUID.randomUUID(), UUID.randomUUID());
        jdbc.sql("""
                WITH job AS (
                    INSERT INTO collection_job (job_id, point_id, state, urgency, raised_at, not_before)
                    VALUES (:jobId, :pointId, 'open', 10, :now, :now)
                )
                INSERT INTO stop (stop_id, job_id, crew_id, day, position, planned_at, state, grams, litres, arrived_at)
                VALUES (
                    :stopId, :jobId, :crewId, (:now::timestamptz AT TIME ZONE 'Asia/Shanghai')::date, 0, :now, :state, 0, 0, :now)
                """)
                .param("jobId", stop.jobId())
                .param("pointId", city.point())
                .param("stopId", stop.stopId())
                .param("crewId", crewId)
                .param("state", state)
                .param("now", io.yike.kit.jdbc.Row.utc(city.now()))
                .update();
        return stop;
    }

    private static void operators(AccessWalk walk, City city) {
        walk.on("listRefusedTelemetry")
                .as(Role.OPERATOR, () -> by(OPERATOR).get("/v1/refused-telemetry"))
                .on("listAlarms")
                .as(Role.OPERATOR, () -> {
                    City.Bin bin = city.bin();
                    city.read(bin, Map.of("measuredAt", city.now().toString(), "temperatureCelsius", 90));
                    return by(OPERATOR).get("/v1/alarms?open=true&limit=200").shows(bin.pointId());
                })
                .on("correctWeighIn")
                .as(
                        Role.OPERATOR,
                        () -> by(OPERATOR)
                                .post(
                                        "/v1/weigh-ins/" + dropped(city).weighInId() + "/correct",
                                        Map.of("weightGrams", 900, "reason", "wet")))
                .on("reviewWeighIn")
                .as(
                        Role.OPERATOR,
                        () -> by(OPERATOR)
                                .post(
                                        "/v1/weigh-ins/" + city.weighed(city.bin(), UUID.randomUUID(), 40_000)
                                                + "/review",
                                        Map.of("decision", "release", "reason", "moved out")))
                .on("setPrice")
                .as(
                        Role.OPERATOR,
                        () -> by(OPERATOR)
                                .post(
                                        "/v1/material-prices",
                                        Map.of(
                                                "material",
                                                "glass",
                                                "perKilogram",
                                                Map.of("amount", 10, "currency", "CNY"),
                                                "validFrom",
                                                city.now().plusSeconds(3600).toString())));
    }
}
