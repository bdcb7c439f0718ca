package io.yike.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A facility of its own for a test, made and used through the API.
final class House {

    static final String ZONE = "Asia/Shanghai";

    private final ApiClient api;
    final UUID id;
    final Caller keeper;
    final Caller lock;

    private House(ApiClient api, UUID id) {
        this.api = api;
        this.id = id;
        this.keeper = Tokens.caller(Role.KEEPER, "facility:" + id);
        this.lock = Tokens.caller(Role.DEVICE, "facility:" + id);
    }

    /// One that is always open.
    static House open(ApiClient api) {
        return open(api, _ -> {});
    }

    static House open(ApiClient api, Consumer<Map<String, Object>> change) {
        Map<String, Object> profile = profile();
        change.accept(profile);
        Answer created = api.as(Tokens.operator()).post("/v1/facilities", profile);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return new House(api, UUID.fromString(created.text("/facilityId")));
    }

    static Map<String, Object> profile() {
        Map<String, Object> profile = new LinkedHashMap<>();
        profile.put("name", "House");
        profile.put("location", Map.of("lat", 31.2304, "lng", 121.4737));
        profile.put("zone", ZONE);
        profile.put("hours", always());
        return profile;
    }

    static Map<String, Object> always() {
        return Map.of("weekly", everyDay(), "exceptions", List.of());
    }

    static Map<String, Object> nineToFive() {
        return Map.of(
                "weekly",
                everyDay().stream()
                        .map(day -> Map.of("day", day.getOrDefault("day", ""), "from", "09:00", "to", "17:00"))
                        .toList(),
                "exceptions",
                List.of());
    }

    /// From midnight to midnight.
    static List<Map<String, String>> everyDay() {
        return Stream.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
                .map(day -> Map.of("day", day, "from", "00:00", "to", "24:00"))
                .toList();
    }

    static Map<String, Object> rules() {
        Map<String, Object> rules = new HashMap<>();
        rules.put("stepMinutes", 30);
        rules.put("minMinutes", 30);
        rules.put("maxMinutes", 240);
        return rules;
    }

    static Map<String, Object> resource(String kind, String name) {
        Map<String, Object> resource = new HashMap<>();
        resource.put("kind", kind);
        resource.put("name", name);
        resource.put("rules", rules());
        return resource;
    }

    static Map<String, Object> medicine() {
        return Map.of("name", "Paracetamol", "overTheCounter", true, "perPersonPerDay", 4, "perDay", 12);
    }

    /// Where a medicine of this house is.
    String box() {
        Answer created = api.as(keeper).post("/v1/facilities/" + id + "/medicines", medicine());
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return "/v1/facilities/" + id + "/medicines/" + created.text("/medicineId");
    }

    /// A lot that expires so many days from the tests' day on.
    Map<String, Object> lot(String code, int days, int pieces) {
        return Map.of("code", code, "expiresOn", today().plusDays(days).toString(), "quantity", pieces);
    }

    private LocalDate today() {
        return Instant.parse(api.as(keeper).get("/v1/facilities/" + id).text("/createdAt"))
                .atZone(ZoneId.of(ZONE))
                .toLocalDate();
    }

    String deliver(String box, String code, int days, int pieces) {
        Answer added = api.as(keeper).post(box + "/lots", lot(code, days, pieces));
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        return added.text("/lotId");
    }

    static Map<String, Object> yuan(long amount) {
        return Map.of("amount", amount, "currency", "CNY");
    }

    /// What costs something.
    static Map<String, Object> priced(String kind, String name, Map<String, Object> pricing) {
        Map<String, Object> resource = resource(kind, name);
        resource.put("pricing", pricing);
        return resource;
    }

    /// A booking that the keeper has been paid for, and that is certain.
    UUID bookPaidInCash(UUID residentId, Instant start, Instant end, UUID... resources) {
        UUID bookingId = hold(residentId, start, end, resources);
        Answer paying = api.as(keeper)
                .post(
                        "/v1/bookings/" + bookingId + "/confirm",
                        Map.of("payment", Map.of("method", "cash", "token", "counter")));
        assertThat(paying.status()).as(paying.body()).isEqualTo(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> state(bookingId).equals("confirmed"));
        return bookingId;
    }

    void handOutAndTakeBack(UUID bookingId) {
        String path = "/v1/bookings/" + bookingId;
        Answer out = api.as(keeper).post(path + "/hand-out", Map.of());
        assertThat(out.status()).as(out.body()).isEqualTo(200);
        Answer back = api.as(keeper)
                .post(
                        path + "/take-back",
                        Map.of(
                                "units",
                                List.of(Map.of("unitId", out.text("/lines/0/units/0/unitId"), "condition", "good"))));
        assertThat(back.status()).as(back.body()).isEqualTo(200);
    }

    /// A room with one more rule.
    static Map<String, Object> withRules(String name, String rule, Object value) {
        Map<String, Object> rules = rules();
        rules.put(rule, value);
        Map<String, Object> room = resource("room", name);
        room.put("rules", rules);
        return room;
    }

    @SuppressWarnings("unchecked")
    static void change(Map<String, Object> resource, String rule, Object value) {
        ((Map<String, Object>) Objects.requireNonNull(resource.get("rules"))).put(rule, value);
    }

    /// What its keeper says anew of a facility or a resource.
    ///
    /// @param version that it has
    void edit(String path, int version, Map<String, Object> profile) {
        Answer edited =
                api.as(keeper).withHeader("If-Match", "\"" + version + "\"").put(path, profile);
        assertThat(edited.status()).as(edited.body()).isEqualTo(200);
    }

    /// What was created so is not booked any more.
    void retire(UUID resourceId, Map<String, Object> created) {
        Map<String, Object> profile = new HashMap<>(created);
        profile.remove("kind");
        profile.put("retired", true);
        edit("/v1/resources/" + resourceId, 1, profile);
    }

    UUID room(String name) {
        return create(resource("room", name));
    }

    UUID room(String name, UUID parent) {
        Map<String, Object> room = resource("room", name);
        room.put("parentId", parent);
        return create(room);
    }

    UUID create(Map<String, Object> resource) {
        Answer created = api.as(keeper).post("/v1/facilities/" + id + "/resources", resource);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return UUID.fromString(created.text("/resourceId"));
    }

    UUID items(String name, int units) {
        UUID items = create(resource("items", name));
        for (int i = 0; i < units; i++) {
            unit(items, name + "-" + i);
        }
        return items;
    }

    UUID unit(UUID items, String code) {
        Answer added = api.as(keeper).post("/v1/resources/" + items + "/units", Map.of("code", code));
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        return UUID.fromString(added.text("/unitId"));
    }

    static Caller resident(UUID residentId) {
        return Tokens.caller(Role.RESIDENT, "resident:" + residentId);
    }

    static Map<String, Object> booking(Instant start, Instant end, UUID... resources) {
        Map<String, Object> booking = new HashMap<>();
        booking.put("start", start.toString());
        booking.put("end", end.toString());
        List<Map<String, Object>> lines = new ArrayList<>();
        for (UUID resource : resources) {
            lines.add(Map.of("resourceId", resource));
        }
        booking.put("lines", lines);
        return booking;
    }

    /// A booking that is held.
    UUID hold(UUID residentId, Instant start, Instant end, UUID... resources) {
        Answer held = api.as(resident(residentId)).post("/v1/bookings", booking(start, end, resources));
        assertThat(held.status()).as(held.body()).isEqualTo(201);
        return UUID.fromString(held.text("/bookingId"));
    }

    /// A booking that is confirmed.
    UUID book(UUID residentId, Instant start, Instant end, UUID... resources) {
        UUID bookingId = hold(residentId, start, end, resources);
        Answer confirmed = api.as(resident(residentId)).post("/v1/bookings/" + bookingId + "/confirm");
        assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(200);
        return bookingId;
    }

    /// A booking of items that are handed out.
    UUID handOut(UUID residentId, Instant start, Instant end, UUID... resources) {
        UUID bookingId = book(residentId, start, end, resources);
        Answer out = api.as(keeper).post("/v1/bookings/" + bookingId + "/hand-out", Map.of());
        assertThat(out.status()).as(out.body()).isEqualTo(200);
        return bookingId;
    }

    String state(UUID bookingId) {
        return api.as(Tokens.operator()).get("/v1/bookings/" + bookingId).text("/state");
    }
}
