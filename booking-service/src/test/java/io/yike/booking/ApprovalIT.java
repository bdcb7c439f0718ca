package io.yike.booking;

import static io.yike.booking.House.booking;
import static io.yike.booking.House.resident;
import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.PublishedEvents;
import io.yike.kit.testing.ServiceTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A hall that is had with its keeper's approval, and series as a whole.
@ServiceTest
class ApprovalIT {

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

    @BeforeEach
    void inTwoDays() {
        start = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(2));
    }

    private Instant hours(int after) {
        return start.plus(Duration.ofHours(after));
    }

    private UUID hall(House house) {
        return house.create(House.withRules("Hall", "approvalHours", 24));
    }

    private String path(UUID bookingId, String part) {
        return "/v1/bookings/" + bookingId + part;
    }

    @Test
    void asksTheKeeperAndIsConfirmedWithTheApproval() {
        House house = House.open(api);
        UUID hall = hall(house);
        UUID id = house.book(ann, start, hours(2), hall);
        ApiClient keeper = api.as(house.keeper);
        ApiClient resident = api.as(resident(ann));

        Answer asked = resident.get(path(id, ""));
        assertThat(asked.text("/state")).isEqualTo("requested");
        assertThat(Duration.between(clock.instant(), Instant.parse(asked.text("/decideBy"))))
                .isBetween(Duration.ofHours(23), Duration.ofHours(24));
        assertThat(resident.post(path(id, "/confirm")).text("/state")).isEqualTo("requested");
        assertThat(resident.get(path(id, "/access-code")).code()).isEqualTo("no_access_code");
        assertThat(api.as(resident(bob))
                        .post("/v1/bookings", booking(start, hours(1), hall))
                        .code())
                .isEqualTo("taken");
        assertThat(keeper.post(path(id, "/hand-out"), Map.of()).code()).isEqualTo("booking_not_confirmed");

        assertThat(keeper.post(path(id, "/approve")).text("/state")).isEqualTo("confirmed");
        assertThat(keeper.post(path(id, "/approve")).text("/state")).isEqualTo("confirmed");
        assertThat(keeper.post(path(id, "/refuse"), Map.of("reason", "other")).code())
                .isEqualTo("booking_not_requested");
        assertThat(resident.get(path(id, "/access-code")).status()).isEqualTo(200);
        assertThat(events.await("booking.requested.v1", id)
                        .at("/data/expiresAt")
                        .asString())
                .isEqualTo(asked.text("/decideBy"));
        assertThat(events.await("booking.confirmed.v1", id).path("sequence").asInt())
                .isEqualTo(3);

        // Another time has to be approved anew, unless it is the keeper who sets it.
        Map<String, Object> later = Map.of("start", hours(4).toString(), "end", hours(6).toString());
        assertThat(resident.put(path(id, "/time"), later).text("/state")).isEqualTo("requested");
        assertThat(resident.get(path(id, "/access-code")).code()).isEqualTo("no_access_code");
        Map<String, Object> earlier = Map.of("start", hours(3).toString(), "end", hours(5).toString());
        assertThat(keeper.put(path(id, "/time"), earlier).text("/state")).isEqualTo("confirmed");
        assertThat(resident.post(path(id, "/cancel")).text("/state")).isEqualTo("cancelled");
        assertThat(keeper.post(path(id, "/approve")).code()).isEqualTo("booking_ended");
        assertThat(keeper.post(path(id, "/refuse"), Map.of("reason", "other")).code())
                .isEqualTo("booking_ended");
    }

    /// A keeper who books does not ask themselves.
    @Test
    void confirmsASeriesThatItsKeeperBooks() {
        House house = House.open(api);
        Map<String, Object> wanted = booking(start, hours(1), hall(house));
        wanted.put("residentId", ann);
        wanted.put("consent", Map.of("by", "in_person", "at", clock.instant().toString()));

        Answer series = api.as(house.keeper)
                .post("/v1/booking-series", Map.of("recurrence", "FREQ=DAILY;COUNT=2", "booking", wanted));

        assertThat(series.status()).as(series.body()).isEqualTo(201);
        assertThat(house.state(UUID.fromString(series.text("/occurrences/1/bookingId"))))
                .isEqualTo("confirmed");
    }

    @Test
    void tellsTheReasonOfARefusalAndOffersTheTimeToTheNext() {
        House house = House.open(api);
        UUID hall = hall(house);
        UUID id = house.book(ann, start, hours(2), hall);
        String waiting = api.as(resident(bob))
                .post(
                        "/v1/waiting-list",
                        Map.of("resourceId", hall, "start", start.toString(), "end", hours(2).toString()))
                .text("/state");
        assertThat(waiting).isEqualTo("waiting");

        ApiClient keeper = api.as(house.keeper);
        Answer refused = keeper.post(path(id, "/refuse"), Map.of("reason", "needed_otherwise", "note", "The choir"));

        assertThat(refused.text("/state")).isEqualTo("refused");
        assertThat(keeper.post(path(id, "/refuse"), Map.of("reason", "other")).text("/refused/reason"))
                .isEqualTo("needed_otherwise");
        assertThat(api.as(resident(ann)).get(path(id, "")).text("/refused/note"))
                .isEqualTo("The choir");
        assertThat(events.await("booking.refused.v1", id).at("/data/reason").asString())
                .isEqualTo("needed_otherwise");
        UUID offered =
                UUID.fromString(api.as(resident(bob)).get("/v1/waiting-list").text("/items/0/bookingId"));
        assertThat(house.state(offered)).isEqualTo("held");

        // Whoever was in line asks the keeper, too, and stays there until that is decided.
        assertThat(api.as(resident(bob)).post(path(offered, "/confirm")).text("/state"))
                .isEqualTo("requested");
        assertThat(api.as(resident(bob)).get("/v1/waiting-list").text("/items/0/state"))
                .isEqualTo("offered");
        assertThat(keeper.post(path(offered, "/approve")).text("/state")).isEqualTo("confirmed");
        assertThat(api.as(resident(bob)).get("/v1/waiting-list").text("/items/0/state"))
                .isEqualTo("taken");
    }

    @Test
    void refusesWhatNobodyDecidesInTime() {
        House house = House.open(api);
        UUID hall = hall(house);
        UUID id = house.book(ann, start, hours(2), hall);
        UUID ofTheKeeper = house.hold(bob, hours(4), hours(6), hall);
        assertThat(api.as(house.keeper).post(path(ofTheKeeper, "/approve")).code())
                .isEqualTo("booking_not_requested");
        assertThat(api.as(house.keeper).post(path(ofTheKeeper, "/confirm")).text("/state"))
                .isEqualTo("confirmed");

        clock.advance(Duration.ofHours(25));

        Awaitility.await().atMost(SOON).until(() -> house.state(id).equals("refused"));
        assertThat(api.as(resident(ann)).get(path(id, "")).text("/refused/reason"))
                .isEqualTo("not_decided_in_time");
        assertThat(events.await("booking.refused.v1", id).path("sequence").asInt())
                .isEqualTo(3);
        assertThat(api.as(resident(bob))
                        .post("/v1/bookings", booking(start, hours(2), hall))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void readsAndCancelsASeriesAsAWhole() {
        House house = House.open(api);
        UUID kitchen = house.room("Kitchen");
        Map<String, Object> wanted =
                Map.of("recurrence", "FREQ=DAILY;COUNT=3", "booking", booking(start, hours(1), kitchen));
        Answer made = api.as(resident(ann)).post("/v1/booking-series", wanted);
        String series = "/v1/booking-series/" + made.text("/seriesId");
        UUID second = UUID.fromString(made.text("/occurrences/1/bookingId"));
        api.as(resident(ann)).post(path(second, "/cancel"));

        assertThat(states(api.as(resident(ann)).get(series))).containsExactly("confirmed", "cancelled", "confirmed");
        assertThat(api.as(resident(bob)).get(series).status()).isEqualTo(404);
        assertThat(api.as(resident(ann)).get(path(second, "")).text("/seriesId"))
                .isEqualTo(made.text("/seriesId"));
        assertThat(states(api.as(resident(ann)).post(series + "/cancel"))).containsOnly("cancelled");
        assertThat(states(api.as(resident(ann)).post(series + "/cancel"))).containsOnly("cancelled");
        assertThat(events.all("booking.cancelled.v1", second)).hasSize(1);
        assertThat(house.state(UUID.fromString(made.text("/occurrences/2/bookingId"))))
                .isEqualTo("cancelled");
    }

    private static List<String> states(Answer series) {
        return series.json()
                .path("occurrences")
                .valueStream()
                .map(it -> it.path("state").asString())
                .toList();
    }

    @Test
    void keepsNoCodeThatADumpOfTheTablesWouldShow() {
        House house = House.open(api);
        UUID id = house.book(ann, start, hours(1), house.room("Kitchen"));
        String code = api.as(resident(ann)).get(path(id, "/access-code")).text("/code");

        String row = jdbc.sql("select encode(digest || sealed, 'escape') || access_code::text from access_code"
                        + " where booking_id = :id")
                .param("id", id)
                .query(String.class)
                .single();

        assertThat(code).matches("[0-9]{6}");
        assertThat(row).doesNotContain(code);
    }

    @Test
    void replacesACodeThatAnotherKeySealed() {
        House house = House.open(api);
        UUID id = house.book(ann, start, hours(1), house.room("Kitchen"));
        jdbc.sql("update access_code set sealed = decode(repeat('00', 34), 'hex') where booking_id = :id")
                .param("id", id)
                .update();

        Answer another = api.as(resident(ann)).get(path(id, "/access-code"));

        assertThat(another.status()).isEqualTo(200);
        assertThat(api.as(resident(ann)).get(path(id, "/access-code")).text("/code"))
                .isEqualTo(another.text("/code"));
    }
}
