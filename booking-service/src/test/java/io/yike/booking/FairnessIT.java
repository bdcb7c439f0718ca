package io.yike.booking;

import static io.yike.booking.House.booking;
import static io.yike.booking.House.resident;
import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.PublishedEvents;
import io.yike.kit.testing.ServiceTest;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Whose turn it is: limits, and the line for what somebody else has.
@ServiceTest
class FairnessIT {

    private static final Duration SOON = Duration.ofSeconds(15);

    @Autowired
    private ApiClient api;

    @Autowired
    private PublishedEvents events;

    @Autowired
    private MutableClock clock;

    private final UUID ann = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();
    private final UUID cyd = UUID.randomUUID();

    /// Noon of a Tuesday that is at least a week ahead.
    private Instant tuesday = Instant.EPOCH;

    @BeforeEach
    void aTuesday() {
        ZoneId zone = ZoneId.of(House.ZONE);
        tuesday = clock.instant()
                .atZone(zone)
                .toLocalDate()
                .plusDays(7)
                .with(TemporalAdjusters.next(DayOfWeek.TUESDAY))
                .atTime(12, 0)
                .atZone(zone)
                .toInstant();
    }

    private Instant hours(long after) {
        return tuesday.plus(Duration.ofHours(after));
    }

    private Answer book(UUID residentId, Instant from, Instant until, UUID... resources) {
        return api.as(resident(residentId)).post("/v1/bookings", booking(from, until, resources));
    }

    private static String liftsAt(Answer refused) {
        return refused.text("/fields/1/message");
    }

    private UUID roomWith(House house, Map<String, Object> more) {
        Map<String, Object> room = House.resource("room", "Kitchen");
        Map<String, Object> rules = House.rules();
        rules.putAll(more);
        room.put("rules", rules);
        return house.create(room);
    }

    @Test
    void limitsWhatOneResidentHasInAWeek() throws Exception {
        House house = House.open(api, profile -> profile.put("fairUse", Map.of("perWeek", 3)));
        UUID kitchen = roomWith(house, Map.of("perWeek", 2));
        UUID hall = house.room("Hall");
        Instant monday = tuesday.plus(Duration.ofDays(6)).minus(Duration.ofHours(12));

        house.book(ann, hours(0), hours(1), kitchen);
        UUID second = house.book(ann, hours(2), hours(3), kitchen);
        Answer third = book(ann, hours(4), hours(5), kitchen);
        assertThat(third.status()).isEqualTo(422);
        assertThat(third.code()).isEqualTo("weekly_limit_reached");
        assertThat(liftsAt(third)).isEqualTo(monday.toString());
        assertThat(book(bob, hours(4), hours(5), kitchen).status()).isEqualTo(201);
        assertThat(book(ann, monday, monday.plus(Duration.ofHours(1)), kitchen).status())
                .isEqualTo(201);

        // Of the last place in the week, only one of many requests at once gets hold.
        List<Callable<Answer>> many = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int hour = 6 + i;
            many.add(() -> book(ann, hours(hour), hours(hour + 1), hall));
        }
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService together = Executors.newFixedThreadPool(8)) {
            for (Future<Answer> answer : together.invokeAll(many)) {
                statuses.add(answer.get().status());
            }
        }
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 422).hasSize(7);
        api.as(resident(ann)).post("/v1/bookings/" + second + "/cancel");
        assertThat(book(ann, hours(4), hours(5), hall).status()).isEqualTo(201);
    }

    @Test
    void letsThoseCoolDownWhoDidNotCome() {
        House house = House.open(
                api,
                profile ->
                        profile.put("fairUse", Map.of("coolDown", Map.of("noShows", 1, "withinDays", 30, "days", 7))));
        UUID kitchen = house.room("Kitchen");
        UUID missed = house.book(ann, hours(0), hours(1), kitchen);
        clock.advance(Duration.between(clock.instant(), hours(1)));
        Awaitility.await().atMost(SOON).until(() -> house.state(missed).equals("no_show"));

        Answer refused = book(ann, hours(48), hours(49), kitchen);

        assertThat(refused.code()).isEqualTo("cooling_down");
        assertThat(liftsAt(refused)).isEqualTo(hours(7 * 24).toString());
        assertThat(book(bob, hours(48), hours(49), kitchen).status()).isEqualTo(201);
    }

    @Test
    void keepsAShareOfTheDayForTheElderly() {
        House house = House.open(api);
        UUID kitchen = roomWith(
                house,
                Map.of("maxMinutes", 720, "kept", Map.of("group", "elderly", "percent", 50, "untilHoursBefore", 24)));
        api.as(house.keeper)
                .put("/v1/facilities/" + house.id + "/members/" + cyd, Map.of("groups", List.of("elderly")));

        house.book(ann, hours(-12), hours(-2), kitchen);
        Answer refused = book(bob, hours(0), hours(3), kitchen);
        assertThat(refused.code()).isEqualTo("kept_for_a_group");
        assertThat(liftsAt(refused)).isEqualTo(hours(-24).toString());
        assertThat(book(bob, hours(0), hours(2), kitchen).status()).isEqualTo(201);
        assertThat(book(cyd, hours(2), hours(5), kitchen).status()).isEqualTo(201);
        clock.advance(Duration.between(clock.instant(), hours(-18)));
        assertThat(book(bob, hours(6), hours(9), kitchen).status()).isEqualTo(201);
    }

    /// Of three drills, half of what all of them are open.
    @Test
    void keepsAShareOfAllUnitsTogether() {
        House house = House.open(api);
        Map<String, Object> drill = House.resource("items", "Drill");
        Map<String, Object> rules = House.rules();
        rules.put("maxMinutes", 720);
        rules.put("kept", Map.of("group", "elderly", "percent", 50, "untilHoursBefore", 24));
        drill.put("rules", rules);
        UUID drills = house.create(drill);
        for (int i = 0; i < 3; i++) {
            house.unit(drills, "D-" + i);
        }

        for (UUID resident : List.of(ann, bob, cyd)) {
            Answer booked = book(resident, hours(-6), hours(5), drills);
            assertThat(booked.status()).as(booked.body()).isEqualTo(201);
        }
        assertThat(book(ann, hours(5), hours(9), drills).code()).isEqualTo("kept_for_a_group");
        assertThat(book(ann, hours(5), hours(8), drills).status()).isEqualTo(201);
    }

    /// Whoever has a part of a hall takes from the hall's share, and whoever has the hall from that of its parts.
    @Test
    void keepsAShareOfARoomThroughItsParts() {
        House house = House.open(api);
        UUID hall = roomWith(
                house,
                Map.of("maxMinutes", 720, "kept", Map.of("group", "elderly", "percent", 50, "untilHoursBefore", 24)));
        Map<String, Object> part = House.withRules("Left", "maxMinutes", 720);
        part.put("parentId", hall);
        UUID left = house.create(part);
        part.put("name", "Right");
        UUID right = house.create(part);

        house.book(ann, hours(-12), hours(-2), left);
        // At the same time as the other part: the hall is not taken for longer.
        house.book(bob, hours(-12), hours(-2), right);
        assertThat(book(bob, hours(0), hours(3), hall).code()).isEqualTo("kept_for_a_group");
        assertThat(book(cyd, hours(0), hours(3), right).code()).isEqualTo("kept_for_a_group");
        assertThat(book(bob, hours(0), hours(2), hall).status()).isEqualTo(201);
    }

    /// What is kept for a night counts on both days, and only while the house is open.
    @Test
    void keepsAShareOfEachDayThatABookingCovers() {
        House house = House.open(api, profile -> profile.put("hours", House.nineToFive()));
        UUID room = roomWith(
                house,
                Map.of(
                        "maxMinutes",
                        2880,
                        "overnight",
                        true,
                        "kept",
                        Map.of("group", "elderly", "percent", 50, "untilHoursBefore", 24)));

        assertThat(book(ann, hours(0), hours(2 + 24), room).code()).isEqualTo("kept_for_a_group");
        assertThat(book(ann, hours(2), hours(24), room).status()).isEqualTo(201);
        assertThat(book(bob, hours(24), hours(26), room).code()).isEqualTo("kept_for_a_group");
        assertThat(book(bob, hours(24), hours(25), room).status()).isEqualTo(201);
    }

    @Test
    void countsWhatIsGivenBackTooLateAsMissed() {
        House house = House.open(
                api,
                profile ->
                        profile.put("fairUse", Map.of("coolDown", Map.of("noShows", 1, "withinDays", 30, "days", 7))));
        UUID kitchen = house.room("Kitchen");
        UUID inTime = house.book(ann, hours(0), hours(1), kitchen);
        UUID tooLate = house.book(bob, hours(1), hours(2), kitchen);
        api.as(resident(ann)).post("/v1/bookings/" + inTime + "/cancel");
        clock.advance(Duration.between(clock.instant(), hours(1)).plusSeconds(1));
        assertThat(api.as(resident(bob))
                        .post("/v1/bookings/" + tooLate + "/cancel")
                        .text("/state"))
                .isEqualTo("cancelled");

        assertThat(book(ann, hours(48), hours(49), kitchen).status()).isEqualTo(201);
        assertThat(book(bob, hours(50), hours(51), kitchen).code()).isEqualTo("cooling_down");
    }

    private Answer series(UUID residentId, String rule, Instant from, Instant until, UUID resource) {
        return api.as(resident(residentId))
                .post("/v1/booking-series", Map.of("recurrence", rule, "booking", booking(from, until, resource)));
    }

    @Test
    void booksAgainAndAgainWhatCanBeHad() {
        House house = House.open(api);
        UUID kitchen = house.room("Kitchen");
        house.book(ann, hours(7 * 24), hours(7 * 24 + 1), kitchen);

        Answer series = series(bob, "FREQ=WEEKLY;COUNT=4", hours(0), hours(2), kitchen);

        assertThat(series.status()).as(series.body()).isEqualTo(201);
        assertThat(series.json()
                        .path("occurrences")
                        .valueStream()
                        .map(it -> it.path("refused").asString("booked")))
                .containsExactly("booked", "taken", "booked", "booked");
        assertThat(house.state(UUID.fromString(series.text("/occurrences/3/bookingId"))))
                .isEqualTo("confirmed");
        assertThat(series(ann, "FREQ=WEEKLY;COUNT=1", hours(0), hours(2), kitchen)
                        .code())
                .isEqualTo("taken");
        assertThat(series(ann, "FREQ=WEEKLY", hours(0), hours(2), kitchen).code())
                .isEqualTo("recurrence_without_end");
        assertThat(series(ann, "FREQ=DAILY;COUNT=10000", hours(0), hours(2), kitchen)
                        .text("/fields/0/field"))
                .isEqualTo("recurrence");
        assertThat(series(ann, "FREQ=DAILY;COUNT=2", hours(0), hours(2), UUID.randomUUID())
                        .code())
                .isEqualTo("resource_unknown");
    }

    private Answer join(UUID residentId, UUID resource, Instant from, Instant until) {
        return api.as(resident(residentId))
                .post(
                        "/v1/waiting-list",
                        Map.of("resourceId", resource, "start", from.toString(), "end", until.toString()));
    }

    private String waits(UUID residentId) {
        return api.as(resident(residentId)).get("/v1/waiting-list").text("/items/0/state");
    }

    @Test
    void offersWhatBecomesFreeToTheFirstInLineAndThenToTheNext() {
        House house = House.open(api);
        UUID kitchen = house.room("Kitchen");
        UUID taken = house.book(ann, hours(0), hours(2), kitchen);
        assertThat(join(bob, kitchen, hours(0), hours(2)).text("/state")).isEqualTo("waiting");
        assertThat(join(bob, kitchen, hours(0), hours(2)).code()).isEqualTo("waiting_already");
        assertThat(join(cyd, kitchen, hours(1), hours(2)).text("/state")).isEqualTo("waiting");

        api.as(resident(ann)).post("/v1/bookings/" + taken + "/cancel");
        assertThat(waits(bob)).isEqualTo("offered");
        assertThat(waits(cyd)).isEqualTo("waiting");
        assertThat(book(ann, hours(0), hours(1), kitchen).code()).isEqualTo("taken");
        UUID offered =
                UUID.fromString(api.as(resident(bob)).get("/v1/waiting-list").text("/items/0/bookingId"));
        assertThat(events.await("booking.offered.v1", offered)
                        .at("/data/residentId")
                        .asString())
                .isEqualTo(bob.toString());

        clock.advance(Duration.ofMinutes(31));
        Awaitility.await().atMost(SOON).until(() -> waits(cyd).equals("offered"));
        assertThat(waits(bob)).isEqualTo("lapsed");
        UUID next =
                UUID.fromString(api.as(resident(cyd)).get("/v1/waiting-list").text("/items/0/bookingId"));
        assertThat(api.as(resident(cyd))
                        .post("/v1/bookings/" + next + "/confirm")
                        .status())
                .isEqualTo(200);
        assertThat(waits(cyd)).isEqualTo("taken");
        assertThat(house.state(offered)).isEqualTo("expired");
    }

    @Test
    void asksNobodyWhoHasLeftTheLine() {
        House house = House.open(api);
        UUID kitchen = house.room("Kitchen");
        UUID taken = house.book(ann, hours(0), hours(2), kitchen);
        String id = join(bob, kitchen, hours(0), hours(2)).text("/waitingId");
        ApiClient resident = api.as(resident(bob));

        assertThat(resident.post("/v1/waiting-list/" + id + "/leave").text("/state"))
                .isEqualTo("left");
        assertThat(resident.post("/v1/waiting-list/" + id + "/leave").code()).isEqualTo("not_waiting");
        api.as(resident(ann))
                .put(
                        "/v1/bookings/" + taken + "/time",
                        Map.of("start", hours(4).toString(), "end", hours(5).toString()));
        assertThat(waits(bob)).isEqualTo("left");
        // What is free is offered at once.
        assertThat(join(bob, kitchen, hours(0), hours(2)).text("/state")).isEqualTo("offered");
    }

    /// Longer hours, a shorter buffer: what the keeper lays down anew is offered to whoever waits.
    @Test
    void asksTheLineWhenTheRulesChange() {
        House house = House.open(api);
        Map<String, Object> kitchen = House.withRules("Kitchen", "bufferAfterMinutes", 60);
        UUID id = house.create(kitchen);
        house.book(ann, hours(0), hours(2), id);
        join(bob, id, hours(2), hours(3));
        assertThat(waits(bob)).isEqualTo("waiting");
        kitchen.remove("kind");
        House.change(kitchen, "bufferAfterMinutes", 0);
        house.edit("/v1/resources/" + id, 1, kitchen);
        // What is booked keeps the buffer with which it was.
        assertThat(waits(bob)).isEqualTo("waiting");
        kitchen.put("blackouts", List.of(Map.of("start", hours(4).toString(), "end", hours(8).toString())));
        UUID other = house.book(ann, hours(5), hours(6), id);
        join(cyd, id, hours(5), hours(6));
        house.edit("/v1/resources/" + id, 2, kitchen);
        api.as(resident(ann)).post("/v1/bookings/" + other + "/cancel");
        assertThat(waits(cyd)).isEqualTo("waiting");

        kitchen.put("blackouts", List.of());
        house.edit("/v1/resources/" + id, 3, kitchen);
        assertThat(waits(cyd)).isEqualTo("offered");
    }

    @Test
    void asksTheLineWhenTheHouseOpensLonger() {
        House house = House.open(api);
        UUID kitchen = house.room("Kitchen");
        UUID taken = house.book(ann, hours(0), hours(2), kitchen);
        join(bob, kitchen, hours(0), hours(2));
        Map<String, Object> profile = House.profile();
        String day = tuesday.atZone(ZoneId.of(House.ZONE)).toLocalDate().toString();
        profile.put(
                "hours",
                Map.of(
                        "weekly",
                        House.everyDay(),
                        "exceptions",
                        List.of(Map.of("date", day, "openings", List.of(Map.of("from", "08:00", "to", "12:00"))))));
        house.edit("/v1/facilities/" + house.id, 1, profile);
        api.as(resident(ann)).post("/v1/bookings/" + taken + "/cancel");
        assertThat(waits(bob)).isEqualTo("waiting");

        profile.put("hours", House.always());
        house.edit("/v1/facilities/" + house.id, 2, profile);
        assertThat(waits(bob)).isEqualTo("offered");
    }

    @Test
    void nobodyWaitsForWhatHasBegun() {
        House house = House.open(api);
        UUID kitchen = house.room("Kitchen");
        house.book(ann, hours(0), hours(2), kitchen);
        join(bob, kitchen, hours(0), hours(2));
        clock.advance(Duration.between(clock.instant(), hours(0)));

        Awaitility.await().atMost(Duration.ofSeconds(45)).until(() -> waits(bob).equals("passed"));
    }

    @Test
    void asksTheLineForAUnitThatIsNewOrMended() {
        House house = House.open(api);
        UUID drills = house.items("Drill", 1);
        house.book(ann, hours(0), hours(2), drills);
        join(bob, drills, hours(0), hours(2));
        join(cyd, drills, hours(1), hours(2));
        assertThat(waits(bob)).isEqualTo("waiting");

        UUID second = house.unit(drills, "Drill-new");
        assertThat(waits(bob)).isEqualTo("offered");
        assertThat(waits(cyd)).isEqualTo("waiting");
        assertThat(book(ann, hours(0), hours(1), drills).code()).isEqualTo("taken");

        UUID saws = house.items("Saw", 1);
        UUID broken = house.unit(saws, "Saw-2");
        ApiClient keeper = api.as(house.keeper);
        keeper.put("/v1/units/" + broken, Map.of("condition", "damaged", "retired", false));
        house.book(ann, hours(0), hours(2), saws);
        join(bob, saws, hours(0), hours(2));
        assertThat(waits(bob)).isEqualTo("waiting");
        keeper.put("/v1/units/" + broken, Map.of("condition", "worn", "retired", false));
        assertThat(waits(bob)).isEqualTo("offered");
        assertThat(keeper.put("/v1/units/" + second, Map.of("condition", "good", "retired", true))
                        .code())
                .isEqualTo("unit_needed");
    }

    /// One of two comes back before the other: it is the next one's, and nobody's who asks after that.
    @Test
    void asksTheLineForAUnitThatIsBackBeforeTheOthers() {
        House house = House.open(api);
        UUID drills = house.items("Drill", 2);
        Map<String, Object> both = booking(hours(0), hours(4), drills);
        both.put("lines", List.of(Map.of("resourceId", drills, "quantity", 2)));
        String path = "/v1/bookings/"
                + api.as(resident(ann)).post("/v1/bookings", both).text("/bookingId");
        api.as(resident(ann)).post(path + "/confirm");
        join(bob, drills, hours(2), hours(4));
        clock.advance(Duration.between(clock.instant(), hours(0)));
        Answer out = api.as(house.keeper).post(path + "/hand-out", Map.of());
        assertThat(out.status()).as(out.body()).isEqualTo(200);

        String unit = out.text("/lines/0/units/0/unitId");
        api.as(house.keeper)
                .post(path + "/take-back", Map.of("units", List.of(Map.of("unitId", unit, "condition", "good"))));

        assertThat(waits(bob)).isEqualTo("offered");
        assertThat(book(cyd, hours(2), hours(3), drills).code()).isEqualTo("taken");
    }

    @Test
    void namesWhatIsWrongWithAWish() {
        House house = House.open(api);
        UUID kitchen = house.room("Kitchen");

        assertThat(join(bob, UUID.randomUUID(), hours(0), hours(2)).code()).isEqualTo("resource_unknown");
        assertThat(join(bob, kitchen, hours(2), hours(2)).code()).isEqualTo("end_before_start");
        assertThat(join(bob, kitchen, hours(0), hours(9)).code()).isEqualTo("too_long");

        UUID drills = house.items("Drill", 2);
        Answer three = api.as(resident(bob))
                .post(
                        "/v1/waiting-list",
                        Map.of(
                                "resourceId",
                                drills,
                                "start",
                                hours(0).toString(),
                                "end",
                                hours(1).toString(),
                                "quantity",
                                3));
        assertThat(three.code()).isEqualTo("quantity_too_large");
        assertThat(three.text("/fields/0/field")).isEqualTo("quantity");
        UUID club = house.create(House.withRules("Club", "groups", List.of("elderly")));
        assertThat(join(bob, club, hours(0), hours(1)).code()).isEqualTo("group_required");
        Map<String, Object> gone = House.resource("room", "Gone");
        UUID retired = house.create(gone);
        house.retire(retired, gone);
        assertThat(join(bob, retired, hours(0), hours(1)).code()).isEqualTo("resource_retired");
    }
}
