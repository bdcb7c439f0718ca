package io.yike.recycling;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.security.Role;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/// A city to recycle in: points, devices and residents reach a state as real ones do.
final class City {

    private final ApiClient api;
    private final MutableClock clock;

    City(ApiClient api, MutableClock clock) {
        this.api = api;
        this.clock = clock;
    }

    /// A bin with its device.
    record Bin(UUID pointId, UUID deviceId) {}

    ApiClient operator() {
        return api.as(Tokens.operator());
    }

    ApiClient device(UUID deviceId) {
        return api.as(Tokens.caller(Role.DEVICE, "device:" + deviceId));
    }

    ApiClient resident(UUID residentId) {
        return api.as(Tokens.caller(Role.RESIDENT, "resident:" + residentId));
    }

    Instant now() {
        return clock.instant();
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    static Map<String, Object> newPoint() {
        return Map.of(
                "name",
                "Compound gate",
                "place",
                Map.of("lat", 31.2304, "lng", 121.4737, "datum", "gcj02"),
                "streams",
                List.of(
                        Map.of("material", "plastic", "volumeLitres", 240),
                        Map.of("material", "paper", "volumeLitres", 1100)));
    }

    UUID point() {
        return id(operator().post("/v1/recycling-points", newPoint()), "/pointId");
    }

    Bin bin() {
        UUID pointId = point();
        return new Bin(pointId, device(pointId, "plastic"));
    }

    UUID device(UUID pointId, String material) {
        return id(
                operator().post("/v1/recycling-points/" + pointId + "/devices", Map.of("material", material)),
                "/deviceId");
    }

    /// Plastic is worth ¥1.20 a kilogram from now on, whatever another test has set.
    void priced() {
        Instant from = now().plusSeconds(30);
        Answer answer = operator().post("/v1/material-prices", price(120, from));
        if (answer.code().equals("valid_from_not_last")) {
            clock.advance(Duration.ofDays(40));
            assertThat(operator()
                            .post("/v1/material-prices", price(120, now().plusSeconds(30)))
                            .status())
                    .isEqualTo(201);
        } else {
            assertThat(answer.status()).isEqualTo(201);
        }
        clock.advance(Duration.ofSeconds(31));
    }

    static Map<String, Object> price(long amount, Instant from) {
        return Map.of(
                "material",
                "plastic",
                "perKilogram",
                Map.of("amount", amount, "currency", "CNY"),
                "validFrom",
                from.toString());
    }

    Answer open(UUID residentId, UUID pointId) {
        return resident(residentId).post("/v1/drop-offs", Map.of("pointId", pointId, "material", "plastic"));
    }

    /// The drop-off, with the bin open.
    UUID opened(Bin bin, UUID residentId) {
        Answer dropOff = open(residentId, bin.pointId());
        assertThat(dropOff.status()).as(dropOff.body()).isEqualTo(201);
        Answer opening = device(bin.deviceId())
                .post("/v1/devices/" + bin.deviceId() + "/openings", Map.of("code", dropOff.text("/code")));
        assertThat(opening.status()).as(opening.body()).isEqualTo(200);
        return id(opening, "/dropOffId");
    }

    Map<String, Object> weight(UUID dropOffId, long grams, String... barcodes) {
        return Map.of(
                "dropOffId",
                dropOffId,
                "weightGrams",
                grams,
                "barcodes",
                List.of(barcodes),
                "weighedAt",
                now().toString());
    }

    Answer weigh(Bin bin, UUID dropOffId, long grams, String... barcodes) {
        return device(bin.deviceId())
                .post("/v1/devices/" + bin.deviceId() + "/weigh-ins", weight(dropOffId, grams, barcodes));
    }

    /// A weigh-in of one visit.
    UUID weighed(Bin bin, UUID residentId, long grams, String... barcodes) {
        Answer answer = weigh(bin, opened(bin, residentId), grams, barcodes);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return id(answer, "/weighInId");
    }

    Answer credit(UUID residentId) {
        return resident(residentId).get("/v1/residents/" + residentId + "/credit");
    }

    Answer read(Bin bin, Instant sentAt, List<Map<String, Object>> readings) {
        return device(bin.deviceId())
                .post(
                        "/v1/devices/" + bin.deviceId() + "/readings",
                        Map.of("sentAt", sentAt.toString(), "readings", readings));
    }

    Answer read(Bin bin, Map<String, Object> reading) {
        return read(bin, now(), List.of(reading));
    }

    // ---- crews

    ApiClient crew(UUID crewId) {
        return api.as(Tokens.caller(Role.CREW, "crew:" + crewId));
    }

    static Map<String, Object> newPlant() {
        return Map.of("name", "North plant", "place", Map.of("lat", 31.26, "lng", 121.49));
    }

    Map<String, Object> crewBody(Map<String, Object> with) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "name",
                "North 1",
                "depot",
                Map.of("lat", 31.25, "lng", 121.48),
                "shiftStart",
                "07:00",
                "shiftEnd",
                "17:00",
                "maxKilograms",
                8000,
                "maxLitres",
                24000,
                "materials",
                List.of("paper", "plastic"),
                "skills",
                List.of("bulky", "appliance", "two_persons")));
        body.put("plantId", id(operator().post("/v1/plants", newPlant()), "/plantId"));
        body.putAll(with);
        return body;
    }

    UUID newCrew(Map<String, Object> with) {
        return id(operator().post("/v1/crews", crewBody(with)), "/crewId");
    }

    UUID startedCrew() {
        return startedCrew(Map.of());
    }

    UUID startedCrew(Map<String, Object> with) {
        UUID crewId = newCrew(with);
        assertThat(crew(crewId).post("/v1/crews/" + crewId + "/shift/start").text("/shift"))
                .isEqualTo("started");
        return crewId;
    }

    /// From a plant to whoever makes something of it.
    static Map<String, Object> handOver(UUID plantId, String stream, long accepted, long refused) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "giverKind",
                "plant",
                "giverId",
                plantId,
                "takerKind",
                "processor",
                "takerId",
                UUID.randomUUID(),
                "stream",
                stream,
                "acceptedGrams",
                accepted,
                "refusedGrams",
                refused,
                "place",
                Map.of("lat", 31.26, "lng", 121.49)));
        if (refused > 0) {
            body.put("reason", "too wet");
        }
        return body;
    }

    static Map<String, Object> collected(long grams) {
        return Map.of("outcome", "collected", "weightGrams", grams);
    }

    static Map<String, Object> failed(String outcome) {
        return Map.of("outcome", outcome, "reason", "the gate is shut", "photo", "photos/gate.jpg");
    }

    /// A bin somewhere else.
    Bin bin(Map<String, Object> place) {
        Map<String, Object> point = new HashMap<>(newPoint());
        point.put("place", place);
        UUID pointId = id(operator().post("/v1/recycling-points", point), "/pointId");
        return new Bin(pointId, device(pointId, "plastic"));
    }

    // ---- pickups

    /// A fridge that works brings ¥50, a sofa costs ¥30, a chair ¥5.
    void catalogue() {
        put("fridge", newItem("Refrigerator", "appliance", terms("working", 0, 5000), terms("broken", 1500, 0)));
        put("sofa", newItem("Sofa", "bulky", terms("broken", 3000, 0)));
        put("chair", newItem("Chair", "bulky", terms("broken", 500, 0)));
    }

    private void put(String code, Map<String, Object> item) {
        assertThat(operator().put("/v1/pickup-items/" + code, item).status()).isEqualTo(200);
    }

    static Map<String, Object> newItem(String name, String kind, Object... terms) {
        return Map.of(
                "name",
                name,
                "kind",
                kind,
                "litres",
                600,
                "weightGrams",
                65_000,
                "twoPersons",
                false,
                "terms",
                List.of(terms));
    }

    static Map<String, Object> terms(String condition, long price, long credit) {
        return Map.of("condition", condition, "price", money(price), "credit", money(credit));
    }

    static Map<String, Object> money(long amount) {
        return Map.of("amount", amount, "currency", "CNY");
    }

    static Map<String, Object> refund(long amount) {
        return Map.of("refund", money(amount));
    }

    /// A slot of four hours that begins then.
    UUID slot(Duration in, int capacity) {
        return id(
                operator().post("/v1/pickup-slots", newSlot(now().plus(in), Duration.ofHours(4), capacity)), "/slotId");
    }

    static Map<String, Object> newSlot(Instant start, Duration lasts, int capacity) {
        return Map.of(
                "window",
                Map.of("start", start.toString(), "end", start.plus(lasts).toString()),
                "capacity",
                capacity);
    }

    static Map<String, Object> item(String code, String condition, int quantity) {
        return Map.of(
                "code", code, "condition", condition, "quantity", quantity, "photos", List.of("photos/old-one.jpg"));
    }

    static Map<String, Object> standing(int floor, boolean lift) {
        return Map.of("floor", floor, "lift", lift, "where", "inside", "assisted", false);
    }

    static Map<String, Object> newPickup(UUID slotId, Object... items) {
        return Map.of(
                "place",
                Map.of("lat", 31.2304, "lng", 121.4737),
                "address",
                "Lane 88, house 5, room 301",
                "standing",
                standing(0, true),
                "items",
                List.of(items),
                "slotId",
                slotId);
    }

    Answer request(UUID residentId, UUID slotId, Object... items) {
        return resident(residentId).post("/v1/pickups", newPickup(slotId, items));
    }

    Answer confirm(UUID residentId, UUID pickupId, String payment) {
        return resident(residentId).post("/v1/pickups/" + pickupId + "/confirm", Map.of("payment", payment));
    }

    UUID booked(UUID residentId, UUID slotId, String payment, Object... items) {
        UUID pickupId = id(request(residentId, slotId, items), "/pickupId");
        Answer booked = confirm(residentId, pickupId, payment);
        assertThat(booked.status()).as(booked.body()).isEqualTo(200);
        return pickupId;
    }

    static UUID id(Answer answer, String pointer) {
        assertThat(answer.status()).as(answer.body()).isLessThan(300);
        return UUID.fromString(answer.text(pointer));
    }

    static void eventually(org.awaitility.core.ThrowingRunnable holds) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(holds);
    }
}
