package io.yike.booking;

import static io.yike.booking.House.booking;
import static io.yike.booking.House.resident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.PublishedEvents;
import io.yike.kit.testing.ServiceTest;
import io.yike.kit.testing.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// A neighbourhood's house from its opening hours to the drill that comes back late, through the API.
@ServiceTest
class BookingJourneyIT {

    private static final Duration SOON = Duration.ofSeconds(15);

    @Autowired
    private ApiClient api;

    @Autowired
    private PublishedEvents events;

    @Autowired
    private MutableClock clock;

    @Autowired
    private JdbcClient jdbc;

    private final UUID ann = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();
    private Instant start = Instant.EPOCH;

    /// On a full hour, two days from now.
    @BeforeEach
    void dayAfterTomorrow() {
        start = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(2));
    }

    private Instant hours(double after) {
        return start.plus(Duration.ofMinutes((long) (after * 60)));
    }

    /// So long before a booking's start that its door opens.
    private void goTo(Instant instant) {
        clock.advance(Duration.between(clock.instant(), instant));
    }

    private void awaitState(House house, UUID bookingId, String state) {
        Awaitility.await(state).atMost(SOON).until(() -> house.state(bookingId).equals(state));
    }

    private Answer book(UUID residentId, Map<String, Object> wanted) {
        return api.as(resident(residentId)).post("/v1/bookings", wanted);
    }

    @Test
    void goesFromHoldToCompletionAndTellsEachStep() {
        House house = House.open(api);
        UUID kitchen = house.room("Kitchen");
        Answer held = book(ann, booking(start, hours(2), kitchen));
        UUID id = UUID.fromString(held.text("/bookingId"));
        Caller resident = resident(ann);

        assertThat(held.text("/state")).isEqualTo("held");
        assertThat(api.as(resident).get("/v1/bookings/" + id + "/access-code").code())
                .isEqualTo("no_access_code");
        assertThat(api.as(resident).post("/v1/bookings/" + id + "/confirm").text("/state"))
                .isEqualTo("confirmed");
        assertThat(api.as(resident).post("/v1/bookings/" + id + "/confirm").text("/state"))
                .isEqualTo("confirmed");
        Answer code = api.as(resident).get("/v1/bookings/" + id + "/access-code");
        String digits = code.text("/code");

        assertThat(code.text("/validFrom")).isEqualTo(hours(-0.25).toString());
        assertThat(open(house, kitchen, digits).code()).isEqualTo("code_wrong");
        goTo(hours(-0.2));
        assertThat(open(house, kitchen, digits).text("/bookingId")).isEqualTo(id.toString());
        assertThat(open(house, kitchen, digits).status()).isEqualTo(200);
        assertThat(house.state(id)).isEqualTo("in_use");
        assertThat(api.as(resident).post("/v1/bookings/" + id + "/cancel").code())
                .isEqualTo("booking_begun");
        assertThat(api.as(resident)
                        .put(
                                "/v1/bookings/" + id + "/time",
                                Map.of("start", hours(4).toString(), "end", hours(5).toString()))
                        .code())
                .isEqualTo("not_changeable");
        goTo(hours(2));
        awaitState(house, id, "completed");
        assertThat(open(house, kitchen, digits).code()).isEqualTo("code_wrong");
        assertThat(api.as(resident).post("/v1/bookings/" + id + "/confirm").code())
                .isEqualTo("booking_ended");
        assertThat(api.as(house.keeper)
                        .post("/v1/bookings/" + id + "/take-back", Map.of("units", List.of()))
                        .code())
                .isEqualTo("booking_ended");
        JsonNode completed = events.await("booking.completed.v1", id);
        assertThat(completed.path("sequence").asInt()).isEqualTo(4);
        assertThat(completed.at("/data/residentId").asString()).isEqualTo(ann.toString());
        assertThat(completed.toString()).doesNotContain(digits);
        assertThat(events.all("booking.held.v1", id)).hasSize(1);
        assertThat(events.all("booking.confirmed.v1", id)).hasSize(1);
        assertThat(events.all("booking.started.v1", id)).hasSize(1);
    }

    private Answer open(House house, UUID resource, String code) {
        return api.as(house.lock).post("/v1/resources/" + resource + "/openings", Map.of("code", code));
    }

    @Test
    void giveBackWhatIsNotConfirmedOrNotUsed() {
        House house = House.open(api);
        UUID kitchen = house.room("Kitchen");
        UUID held = house.hold(ann, start, hours(1), kitchen);
        UUID missed = house.book(ann, hours(1), hours(3), kitchen);

        clock.advance(Duration.ofMinutes(11));
        awaitState(house, held, "expired");
        goTo(hours(1.5));
        awaitState(house, missed, "no_show");

        assertThat(book(bob, booking(hours(2), hours(3), kitchen)).status()).isEqualTo(201);
        assertThat(events.await("booking.expired.v1", held).path("sequence").asInt())
                .isEqualTo(2);
        assertThat(events.await("booking.no_show.v1", missed).path("sequence").asInt())
                .isEqualTo(3);
        assertThat(api.as(resident(ann))
                        .post("/v1/bookings/" + missed + "/cancel")
                        .code())
                .isEqualTo("booking_ended");
    }

    @Test
    void namesTheNextFreeTimesToWhoeverComesTooLate() {
        House house = House.open(api);
        UUID kitchen = house.room("Kitchen");
        house.book(ann, start, hours(1), kitchen);
        house.book(ann, hours(1.5), hours(3), kitchen);

        Answer taken = book(bob, booking(hours(0.5), hours(1.5), kitchen));

        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.code()).isEqualTo("taken");
        assertThat(taken.json()
                        .path("fields")
                        .valueStream()
                        .filter(field -> field.path("code").asString().equals("next_free"))
                        .map(field -> field.path("message").asString()))
                .containsExactly(hours(3) + "/" + hours(4), hours(4) + "/" + hours(5), hours(5) + "/" + hours(6));
    }

    @Test
    void booksTheHallOrItsPartsAndNeverBoth() {
        House house = House.open(api);
        UUID hall = house.room("Hall");
        UUID left = house.room("Left", hall);
        UUID right = house.room("Right", hall);
        UUID corner = house.room("Corner", right);

        house.book(ann, start, hours(1), left);
        house.book(ann, start, hours(1), corner);
        assertThat(book(bob, booking(start, hours(1), hall)).code()).isEqualTo("taken");
        assertThat(book(bob, booking(hours(0.5), hours(1.5), right)).code()).isEqualTo("taken");
        house.book(bob, hours(1), hours(2), hall);
        assertThat(book(ann, booking(hours(1.5), hours(2.5), corner)).code()).isEqualTo("taken");
        assertThat(book(ann, booking(hours(3), hours(4), hall, left)).text("/fields/0/field"))
                .isEqualTo("lines[1].resourceId");

        Map<String, Object> more = House.resource("room", "Niche");
        more.put("parentId", left);
        Answer divided = api.as(house.keeper).post("/v1/facilities/" + house.id + "/resources", more);
        assertThat(divided.status()).isEqualTo(409);
        assertThat(divided.code()).isEqualTo("parent_has_bookings");
        assertThat(free(hall, hours(0), hours(3))).containsExactly(hours(2) + "/" + hours(3));
        assertThat(api.as(resident(bob))
                        .get("/v1/resources/" + hall)
                        .json()
                        .path("parts")
                        .size())
                .isEqualTo(2);
    }

    private List<String> free(UUID resource, Instant from, Instant until) {
        Answer answer = api.as(resident(bob))
                .get("/v1/resources/" + resource + "/availability?from=" + from + "&until=" + until);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json()
                .path("free")
                .valueStream()
                .map(span ->
                        span.path("start").asString() + "/" + span.path("end").asString())
                .toList();
    }

    /// A drill for a night, from a house that is open from nine to five.
    @Test
    void lendsOvernightWhatMayBeKeptWhileItIsClosed() {
        House house = House.open(api, profile -> profile.put("hours", House.nineToFive()));
        Map<String, Object> wanted = House.withRules("Drill", "overnight", true);
        wanted.put("kind", "items");
        House.change(wanted, "maxMinutes", 3 * 24 * 60);
        UUID drills = house.create(wanted);
        house.unit(drills, "D-1");
        UUID kitchen = house.room("Kitchen");
        Instant four = start.atZone(ZoneId.of(House.ZONE))
                .toLocalDate()
                .plusDays(1)
                .atTime(16, 0)
                .atZone(ZoneId.of(House.ZONE))
                .toInstant();
        Instant tenNextDay = four.plus(Duration.ofHours(18));

        assertThat(api.as(resident(ann))
                        .get("/v1/resources/" + drills)
                        .json()
                        .at("/rules/overnight")
                        .asBoolean())
                .isTrue();
        assertThat(book(ann, booking(four.plus(Duration.ofHours(2)), tenNextDay, drills))
                        .code())
                .isEqualTo("closed");
        assertThat(book(ann, booking(four, four.plus(Duration.ofHours(2)), drills))
                        .code())
                .isEqualTo("closed");
        assertThat(book(ann, booking(four, tenNextDay, drills, kitchen)).code()).isEqualTo("too_long");
        assertThat(free(drills, four, tenNextDay.plus(Duration.ofHours(20))))
                .containsExactly(four + "/" + tenNextDay.plus(Duration.ofHours(7)));
        UUID id = house.book(ann, four, tenNextDay, drills);

        Answer taken = book(bob, booking(four, four.plus(Duration.ofHours(24)), drills));
        assertThat(taken.code()).isEqualTo("taken");
        assertThat(taken.json()
                        .path("fields")
                        .valueStream()
                        .filter(field -> field.path("code").asString().equals("next_free"))
                        .map(field -> field.path("message").asString().split("/", 2)[0]))
                .startsWith(tenNextDay.toString());
        goTo(four);
        Answer out = api.as(house.keeper).post("/v1/bookings/" + id + "/hand-out", Map.of());
        assertThat(out.status()).as(out.body()).isEqualTo(200);
        goTo(tenNextDay.plus(Duration.ofMinutes(1)));
        awaitState(house, id, "overdue");
    }

    @Test
    void givesNothingElseAnotherTimeThatIsNotBookedAnyMore() {
        House house = House.open(api);
        Map<String, Object> gone = House.resource("room", "Gone");
        UUID room = house.create(gone);
        UUID id = house.book(ann, start, hours(1), room);
        house.retire(room, gone);

        Answer refused = api.as(resident(ann))
                .put("/v1/bookings/" + id + "/time", Map.of("start", hours(2).toString(), "end", hours(3).toString()));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("resource_retired");
        assertThat(house.state(id)).isEqualTo("confirmed");
    }

    @Test
    void booksAllOrNone() {
        House house = House.open(api);
        UUID kitchen = house.room("Kitchen");
        UUID ovens = house.items("Oven", 1);
        house.book(ann, start, hours(1), ovens);

        assertThat(book(bob, booking(start, hours(1), kitchen, ovens)).code()).isEqualTo("taken");
        assertThat(book(bob, booking(start, hours(1), kitchen)).status()).isEqualTo(201);
        Answer both = book(bob, booking(hours(1), hours(2), kitchen, ovens));
        assertThat(both.status()).isEqualTo(201);
        assertThat(both.json().path("lines").size()).isEqualTo(2);
    }

    @Test
    void changesTheTimeInOneStepAndTheCodeWithIt() {
        House house = House.open(api);
        UUID kitchen = house.room("Kitchen");
        UUID id = house.book(ann, start, hours(1), kitchen);
        house.book(bob, hours(2), hours(3), kitchen);
        Caller resident = resident(ann);
        String code =
                api.as(resident).get("/v1/bookings/" + id + "/access-code").text("/code");
        String time = "/v1/bookings/" + id + "/time";

        Answer refused = api.as(resident)
                .put(
                        time,
                        Map.of("start", hours(2.5).toString(), "end", hours(3.5).toString()));
        Answer tooShort = api.as(resident)
                .put(
                        time,
                        Map.of("start", hours(5).toString(), "end", hours(5.1).toString()));
        assertThat(refused.code()).isEqualTo("taken");
        assertThat(tooShort.code()).isEqualTo("too_short");
        assertThat(book(bob, booking(start, hours(1), kitchen)).code()).isEqualTo("taken");

        Answer moved = api.as(resident).put(time, Map.of("start", hours(0.5).toString(), "end", hours(2).toString()));
        assertThat(moved.status()).as(moved.body()).isEqualTo(200);
        assertThat(moved.text("/state")).isEqualTo("confirmed");
        Answer another = api.as(resident).get("/v1/bookings/" + id + "/access-code");
        assertThat(another.text("/validUntil")).isEqualTo(hours(2).toString());
        assertThat(events.await("booking.changed.v1", id).at("/data/start").asString())
                .isEqualTo(hours(0.5).toString());
        assertThat(book(bob, booking(start, hours(0.5), kitchen)).status()).isEqualTo(201);
        goTo(hours(0.5));
        if (!code.equals(another.text("/code"))) {
            assertThat(open(house, kitchen, code).code()).isEqualTo("code_wrong");
        }
        assertThat(open(house, kitchen, another.text("/code")).status()).isEqualTo(200);
    }

    @Test
    void aCancelledBookingIsFreeAndItsCodeDead() {
        House house = House.open(api);
        UUID kitchen = house.room("Kitchen");
        UUID id = house.book(ann, start, hours(1), kitchen);
        String code =
                api.as(resident(ann)).get("/v1/bookings/" + id + "/access-code").text("/code");

        assertThat(api.as(resident(ann)).post("/v1/bookings/" + id + "/cancel").text("/state"))
                .isEqualTo("cancelled");
        assertThat(api.as(resident(ann)).post("/v1/bookings/" + id + "/cancel").text("/state"))
                .isEqualTo("cancelled");
        assertThat(book(bob, booking(start, hours(1), kitchen)).status()).isEqualTo(201);
        goTo(start);
        assertThat(open(house, kitchen, code).code()).isEqualTo("code_wrong");
        events.await("booking.cancelled.v1", id);
    }

    @Test
    void locksADoorAfterFiveWrongCodes() {
        House house = House.open(api);
        UUID kitchen = house.room("Kitchen");
        UUID id = house.book(ann, start, hours(4), kitchen);
        String code =
                api.as(resident(ann)).get("/v1/bookings/" + id + "/access-code").text("/code");
        String wrong = code.equals("000000") ? "000001" : "000000";
        goTo(start);

        for (int i = 0; i < 5; i++) {
            assertThat(open(house, kitchen, wrong).code()).isEqualTo("code_wrong");
        }
        assertThat(open(house, kitchen, code).code()).isEqualTo("door_locked");
        clock.advance(Duration.ofMinutes(16));
        assertThat(open(house, kitchen, code).status()).isEqualTo(200);
    }

    @Test
    void exchangesUnitsUntilTheyAreHandedOut() {
        House house = House.open(api);
        UUID drills = house.items("Drill", 2);
        house.book(ann, start, hours(1), drills);
        house.book(ann, hours(2), hours(3), drills);
        house.book(bob, hours(1), hours(2), drills);

        UUID whole = house.book(bob, start, hours(3), drills);
        assertThat(book(bob, booking(hours(1), hours(1.5), drills)).code()).isEqualTo("taken");
        Map<String, Object> three = booking(hours(5), hours(6), drills);
        three.put("lines", List.of(Map.of("resourceId", drills, "quantity", 3)));
        assertThat(book(bob, three).code()).isEqualTo("quantity_too_large");
        assertThat(free(drills, start, hours(4))).containsExactly(hours(3) + "/" + hours(4));
        assertThat(house.state(whole)).isEqualTo("confirmed");
    }

    @Test
    void handsOutAndTakesBack() {
        House house = House.open(api);
        UUID drills = house.items("Drill", 2);
        UUID other = house.unit(house.items("Ladder", 0), "L-1");
        UUID id = house.book(ann, start, hours(1), drills);
        ApiClient keeper = api.as(house.keeper);
        String path = "/v1/bookings/" + id;
        String unit = api.as(resident(ann)).get(path).text("/lines/0/units/0/unitId");
        String spare = api.as(resident(ann))
                .get("/v1/resources/" + drills)
                .json()
                .path("units")
                .valueStream()
                .map(it -> it.path("unitId").asString())
                .filter(it -> !it.equals(unit))
                .findFirst()
                .orElseThrow();

        assertThat(keeper.post(path + "/hand-out", Map.of()).code()).isEqualTo("too_early");
        goTo(hours(-0.5));
        assertThat(keeper.post(path + "/hand-out", Map.of("units", List.of(other)))
                        .code())
                .isEqualTo("unit_unknown");
        Answer out = keeper.post(path + "/hand-out", Map.of("units", List.of(spare)));
        assertThat(out.status()).as(out.body()).isEqualTo(200);
        assertThat(out.text("/lines/0/units/0/unitId")).isEqualTo(spare);
        assertThat(out.json().at("/lines/0/units/0/out").asBoolean()).isTrue();
        assertThat(out.text("/state")).isEqualTo("in_use");
        assertThat(keeper.post(path + "/hand-out", Map.of()).code()).isEqualTo("booking_begun");
        assertThat(keeper.put("/v1/units/" + spare, Map.of("condition", "good", "retired", true))
                        .code())
                .isEqualTo("unit_is_out");
        assertThat(keeper.post(path + "/take-back", back(unit, "good")).code()).isEqualTo("unit_unknown");

        goTo(hours(1));
        awaitState(house, id, "overdue");
        events.await("booking.overdue.v1", id);
        Answer in = keeper.post(path + "/take-back", back(spare, "damaged"));
        assertThat(in.status()).as(in.body()).isEqualTo(200);
        assertThat(in.text("/state")).isEqualTo("completed");
        assertThat(events.await("booking.completed.v1", id).path("sequence").asInt())
                .isEqualTo(5);
        Map<String, Object> two = booking(hours(5), hours(6), drills);
        two.put("lines", List.of(Map.of("resourceId", drills, "quantity", 2)));
        assertThat(book(bob, two).code()).isEqualTo("quantity_too_large");
        assertThat(keeper.put("/v1/units/" + spare, Map.of("condition", "worn", "retired", false))
                        .status())
                .isEqualTo(200);
        assertThat(book(bob, two).status()).isEqualTo(201);
        assertThat(keeper.put("/v1/units/" + spare, Map.of("condition", "worn", "retired", true))
                        .code())
                .isEqualTo("unit_needed");
    }

    private static Map<String, Object> back(String unit, String condition) {
        return Map.of(
                "units",
                List.of(Map.of(
                        "unitId",
                        unit,
                        "condition",
                        condition,
                        "missingParts",
                        List.of("Chuck key"),
                        "note",
                        "Frayed")));
    }

    /// Whoever has not come yet, and has not been given up, still has the room, with what is to be free around them.
    @Test
    void comesNotTooNearToWhatIsOverAndNotGivenUp() {
        House house = House.open(api);
        Map<String, Object> rules = House.rules();
        rules.put("bufferBeforeMinutes", 60);
        rules.put("noShowMinutes", 60);
        Map<String, Object> room = House.resource("room", "Hall");
        room.put("rules", rules);
        UUID hall = house.create(room);
        house.book(ann, start, hours(0.5), hall);
        goTo(start.plus(Duration.ofMinutes(45)));

        Answer tooNear = book(bob, booking(hours(1), hours(2), hall));

        assertThat(tooNear.status()).as(tooNear.body()).isEqualTo(409);
        assertThat(tooNear.code()).isEqualTo("taken");
        assertThat(book(bob, booking(hours(1.5), hours(2), hall)).status()).isEqualTo(201);
    }

    /// One of two drills is late: whoever comes first gets the other one, and the next gets none.
    @Test
    void givesAnotherUnitInPlaceOfOneThatIsNotBack() {
        House house = House.open(api);
        UUID drills = house.items("Drill", 2);
        UUID late = house.book(ann, start, hours(1), drills);
        UUID next = house.book(bob, hours(1), hours(2), drills);
        UUID third = house.book(bob, hours(1), hours(2), drills);
        ApiClient keeper = api.as(house.keeper);
        goTo(start);
        assertThat(keeper.post("/v1/bookings/" + late + "/hand-out", Map.of()).status())
                .isEqualTo(200);
        goTo(hours(1));
        awaitState(house, late, "overdue");

        assertThat(keeper.post("/v1/bookings/" + third + "/hand-out", Map.of()).text("/state"))
                .isEqualTo("in_use");
        assertThat(keeper.post("/v1/bookings/" + next + "/hand-out", Map.of()).code())
                .isEqualTo("unit_is_out");
        assertThat(keeper.post("/v1/bookings/" + late + "/take-back", Map.of("units", List.of()))
                        .text("/state"))
                .isEqualTo("overdue");
    }

    @Test
    void takesNobodyOfAnotherGroupAndNoMoreThanItHolds() {
        House house = House.open(api);
        Map<String, Object> club = House.resource("room", "Club");
        Map<String, Object> rules = House.rules();
        rules.put("groups", List.of("elderly"));
        rules.put("capacity", 4);
        club.put("rules", rules);
        UUID room = house.create(club);

        assertThat(book(ann, booking(start, hours(1), room)).code()).isEqualTo("group_required");
        assertThat(api.as(house.keeper)
                        .put(
                                "/v1/facilities/" + house.id + "/members/" + ann,
                                Map.of("groups", List.of("elderly", "gardeners")))
                        .status())
                .isEqualTo(200);
        Map<String, Object> five = booking(start, hours(1), room);
        five.put("people", 5);
        assertThat(book(ann, five).code()).isEqualTo("too_many_people");
        five.put("people", 4);
        assertThat(book(ann, five).status()).isEqualTo(201);
    }

    @Test
    void booksForAResidentWhoConsented() {
        House house = House.open(api);
        House elsewhere = House.open(api);
        UUID kitchen = house.room("Kitchen");
        Caller agent = new Caller("helper", "phone-desk", Set.of(Role.AGENT), Set.of());
        Map<String, Object> wanted = booking(start, hours(1), kitchen);

        assertThat(api.as(agent).post("/v1/bookings", wanted).code()).isEqualTo("resident_required");
        wanted.put("residentId", ann);
        assertThat(api.as(agent).post("/v1/bookings", wanted).code()).isEqualTo("consent_required");
        assertThat(book(bob, wanted).code()).isEqualTo("resident_not_yours");
        wanted.put("consent", Map.of("by", "phone", "at", clock.instant().toString()));
        assertThat(api.as(elsewhere.keeper).post("/v1/bookings", wanted).code()).isEqualTo("resource_unknown");
        Answer booked = api.as(agent).post("/v1/bookings", wanted);

        assertThat(booked.status()).as(booked.body()).isEqualTo(201);
        assertThat(house.state(UUID.fromString(booked.text("/bookingId")))).isEqualTo("held");
        assertThat(jdbc.sql("select booked_by || ' ' || consent from booking where id = :id")
                        .param("id", UUID.fromString(booked.text("/bookingId")))
                        .query(String.class)
                        .single())
                .isEqualTo("helper phone");
        String path = "/v1/bookings/" + booked.text("/bookingId");
        Answer confirmed = api.as(agent).post(path + "/confirm");
        assertThat(confirmed.text("/state")).as(confirmed.body()).isEqualTo("confirmed");
        assertThat(api.as(agent).get(path + "/access-code").text("/code"))
                .as("told on the phone")
                .isEqualTo(api.as(resident(ann)).get(path + "/access-code").text("/code"));
        Caller colleague = new Caller("another", "phone-desk", Set.of(Role.AGENT), Set.of());
        assertThat(api.as(colleague).get(path).status()).isEqualTo(404);
        assertThat(api.as(agent)
                        .put(path + "/time", Map.of("start", hours(2).toString(), "end", hours(3).toString()))
                        .text("/start"))
                .isEqualTo(hours(2).toString());
        assertThat(api.as(agent).post(path + "/cancel").text("/state")).isEqualTo("cancelled");
        // What a resident has booked for themselves is no agent's.
        UUID own = house.book(ann, start, hours(1), kitchen);
        assertThat(api.as(agent).get("/v1/bookings/" + own).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1, end_before_start, end",
        "2, 2, end_before_start, end",
        "2, 2.25, too_short, end",
        "2, 12, too_long, end",
        "2.1, 3.1, not_on_a_step, start",
        "-72, -71, too_soon, start",
        "87600, 87601, too_far_ahead, start",
        "-1, 0, closed, start",
        "4, 5, blacked_out, start",
    })
    void namesWhatIsWrongWithATime(double from, double to, String code, String field) {
        LocalDate closed =
                start.minusSeconds(3600).atZone(ZoneId.of(House.ZONE)).toLocalDate();
        House house = House.open(
                api,
                profile -> profile.put(
                        "hours",
                        Map.of(
                                "weekly",
                                House.everyDay(),
                                "exceptions",
                                List.of(Map.of("date", closed.toString(), "openings", List.of())))));
        // Midnight after the closing day, so that an hour before it is closed.
        start = closed.plusDays(1).atStartOfDay(ZoneId.of(House.ZONE)).toInstant();
        Map<String, Object> room = House.resource("room", "Kitchen");
        room.put("blackouts", List.of(Map.of("start", hours(4.5).toString(), "end", hours(6).toString())));
        UUID kitchen = house.create(room);

        Answer refused = book(ann, booking(hours(from), hours(to), kitchen));

        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.text("/fields/0/field")).isEqualTo(field);
    }

    @Test
    void namesWhatIsWrongWithWhatIsBooked() {
        House house = House.open(api);
        House elsewhere = House.open(api);
        UUID kitchen = house.room("Kitchen");
        UUID attic = house.room("Attic");
        Map<String, Object> edit = House.resource("room", "Attic");
        edit.remove("kind");
        edit.put("retired", true);
        assertThat(api.as(house.keeper)
                        .withHeader("If-Match", "\"1\"")
                        .put("/v1/resources/" + attic, edit)
                        .status())
                .isEqualTo(200);
        assertThat(api.as(house.keeper)
                        .withHeader("If-Match", "\"1\"")
                        .put("/v1/resources/" + attic, edit)
                        .code())
                .isEqualTo("stale");

        assertThat(book(ann, booking(start, hours(1), UUID.randomUUID())).code())
                .isEqualTo("resource_unknown");
        assertThat(book(ann, booking(start, hours(1), kitchen, elsewhere.room("Theirs")))
                        .text("/fields/0/field"))
                .isEqualTo("lines[1].resourceId");
        assertThat(book(ann, booking(start, hours(1), kitchen, kitchen)).code()).isEqualTo("resource_twice");
        assertThat(book(ann, booking(start, hours(1), attic)).code()).isEqualTo("resource_retired");
        Map<String, Object> two = booking(start, hours(1), kitchen);
        two.put("lines", List.of(Map.of("resourceId", kitchen, "quantity", 2)));
        assertThat(book(ann, two).code()).isEqualTo("quantity_too_large");
        assertThat(free(attic, start, hours(1))).isEmpty();
    }

    @Test
    void namesWhatIsWrongWithAHouse() {
        House house = House.open(api);
        UUID kitchen = house.room("Kitchen");
        UUID drills = house.items("Drill", 1);
        ApiClient operator = api.as(Tokens.operator());
        ApiClient keeper = api.as(house.keeper);
        Map<String, Object> nowhere = House.profile();
        nowhere.put("zone", "Mars/Olympus");
        Map<String, Object> backwards = House.profile();
        backwards.put(
                "hours",
                Map.of(
                        "weekly",
                        List.of(Map.of("day", "monday", "from", "18:00", "to", "09:00")),
                        "exceptions",
                        List.of()));
        Map<String, Object> closedTwice = Map.of("date", "2026-12-25", "openings", List.of());
        Map<String, Object> twice = House.profile();
        twice.put("hours", Map.of("weekly", List.of(), "exceptions", List.of(closedTwice, closedTwice)));

        assertThat(operator.post("/v1/facilities", nowhere).code()).isEqualTo("zone_unknown");
        assertThat(operator.post("/v1/facilities", backwards).text("/fields/0/field"))
                .isEqualTo("hours.weekly[0]");
        assertThat(operator.post("/v1/facilities", twice).text("/fields/0/field"))
                .isEqualTo("hours.exceptions[1]");
        ApiClient first = keeper.withHeader("If-Match", "\"1\"");
        assertThat(first.put("/v1/facilities/" + house.id, nowhere).code()).isEqualTo("zone_unknown");
        assertThat(first.put("/v1/facilities/" + house.id, House.profile()).header("ETag"))
                .isEqualTo("\"2\"");
        assertThat(first.put("/v1/facilities/" + house.id, House.profile()).status())
                .isEqualTo(412);

        String path = "/v1/facilities/" + house.id + "/resources";
        Map<String, Object> part = House.resource("room", "Part");
        part.put("parentId", UUID.randomUUID());
        assertThat(keeper.post(path, part).code()).isEqualTo("parent_unknown");
        part.put("parentId", drills);
        assertThat(keeper.post(path, part).code()).isEqualTo("parent_not_a_room");
        Map<String, Object> odd = House.resource("room", "Odd");
        Map<String, Object> rules = new HashMap<>(House.rules());
        rules.put("minMinutes", 45);
        odd.put("rules", rules);
        assertThat(keeper.post(path, odd).code()).isEqualTo("rules_invalid");
        Map<String, Object> edit = House.resource("room", "Kitchen");
        edit.remove("kind");
        edit.put("blackouts", List.of(Map.of("start", hours(1).toString(), "end", hours(1).toString())));
        assertThat(first.put("/v1/resources/" + kitchen, edit).text("/fields/0/field"))
                .isEqualTo("blackouts[0].end");

        assertThat(keeper.post("/v1/resources/" + kitchen + "/units", Map.of("code", "X"))
                        .code())
                .isEqualTo("not_items");
        assertThat(keeper.post("/v1/resources/" + drills + "/units", Map.of("code", "Drill-0"))
                        .code())
                .isEqualTo("unit_code_taken");
        String availability = "/v1/resources/" + kitchen + "/availability?from=" + start + "&until=";
        assertThat(keeper.get(availability + start).code()).isEqualTo("range_empty");
        assertThat(keeper.get(availability + start.plus(Duration.ofDays(101))).code())
                .isEqualTo("range_too_large");
    }

    @Test
    void answersForWhatDoesNotExist() {
        UUID nothing = UUID.randomUUID();
        ApiClient operator = api.as(Tokens.operator());
        Map<String, Object> edit = House.resource("room", "Kitchen");
        edit.remove("kind");

        assertThat(operator.get("/v1/facilities/" + nothing).status()).isEqualTo(404);
        assertThat(operator.get("/v1/facilities/" + nothing + "/resources").status())
                .isEqualTo(404);
        assertThat(operator.get("/v1/resources/" + nothing).status()).isEqualTo(404);
        assertThat(operator.get("/v1/resources/" + nothing + "/availability?from=" + start + "&until=" + hours(1))
                        .status())
                .isEqualTo(404);
        assertThat(operator.put("/v1/units/" + nothing, Map.of("condition", "good", "retired", false))
                        .status())
                .isEqualTo(404);
    }

    /// What the code above it does not decide: the database does.
    @Test
    void theDatabaseRefusesASecondClaimOfAUnit() {
        House house = House.open(api);
        UUID kitchen = house.room("Kitchen");
        UUID first = house.book(ann, start, hours(2), kitchen);
        UUID second = house.book(bob, hours(2), hours(3), kitchen);

        assertThatThrownBy(() -> jdbc.sql("""
                                update claim set blocked = tstzrange(lower(blocked) - interval '1 hour', upper(blocked))
                                where booking_id = :id
                                """).param("id", second).update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("no_unit_is_claimed_twice");
        assertThatThrownBy(() -> jdbc.sql(
                                "update unit set retired = true where id = :id; update claim set unit_id = unit_id "
                                        + "where booking_id = :booking")
                        .param("id", kitchen)
                        .param("booking", first)
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("is not there to be claimed");
    }
}
