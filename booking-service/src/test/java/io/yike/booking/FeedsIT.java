package io.yike.booking;

import static io.yike.booking.House.resident;
import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.ServiceTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What other programs read of bookings.
@ServiceTest
class FeedsIT {

    @Autowired
    private ApiClient api;

    @Autowired
    private MutableClock clock;

    @Autowired
    private JdbcClient jdbc;

    private final UUID ann = UUID.randomUUID();
    private Instant start = Instant.EPOCH;

    @BeforeEach
    void inTwoDays() {
        start = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(2));
    }

    @Test
    void showsAResidentTheirBookingsAndAResourceWithoutNames() {
        House house = House.open(api);
        UUID hall = house.room("Hall, large");
        UUID part = house.room("Corner", hall);
        UUID id = house.book(ann, start, start.plus(Duration.ofHours(1)), part);
        UUID held = house.hold(ann, start.plus(Duration.ofHours(2)), start.plus(Duration.ofHours(3)), hall);
        UUID gone = house.book(ann, start.plus(Duration.ofHours(4)), start.plus(Duration.ofHours(5)), part);
        api.as(resident(ann)).post("/v1/bookings/" + gone + "/cancel");
        String mine = api.as(resident(ann)).post("/v1/calendars", Map.of()).text("/path");
        String ofHall = api.as(house.keeper)
                .post("/v1/calendars", Map.of("resourceId", hall))
                .text("/path");

        Answer own = api.anonymous().get(mine);
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.body())
                .startsWith("BEGIN:VCALENDAR\r\n")
                .contains("UID:" + id + "@yike", "SUMMARY:Corner", "STATUS:TENTATIVE", "SUMMARY:Hall\\, large")
                .doesNotContain(gone.toString());
        assertThat(api.anonymous().get(ofHall).body())
                .contains("UID:" + id + "@yike", "UID:" + held + "@yike", "SUMMARY:Booked")
                .doesNotContain(ann.toString());
    }

    @Test
    void aLinkIsDeadOnceItIsRevokedAndStandsInNoTable() {
        Answer made = api.as(resident(ann)).post("/v1/calendars", Map.of());
        String path = made.text("/path");
        String secret = path.substring(path.indexOf('.') + 1);

        assertThat(api.anonymous().get(path).status()).isEqualTo(200);
        assertThat(api.anonymous()
                        .get(path.replace(secret, secret.substring(1) + "A"))
                        .status())
                .isEqualTo(404);
        assertThat(api.anonymous()
                        .get("/v1/calendar-feeds/no-such-thing-at-all")
                        .status())
                .isEqualTo(404);
        assertThat(jdbc.sql("select calendar_link::text from calendar_link where id = :id")
                        .param("id", UUID.fromString(made.text("/calendarId")))
                        .query(String.class)
                        .single())
                .doesNotContain(secret);
        assertThat(api.as(resident(ann)).get("/v1/calendars").body()).doesNotContain(secret);

        assertThat(api.as(resident(ann))
                        .post("/v1/calendars/" + made.text("/calendarId") + "/revoke")
                        .text("/revoked"))
                .isEqualTo("true");
        assertThat(api.anonymous().get(path).status()).isEqualTo(404);
    }

    @Test
    void tellsTheSameLinkAgainToTheSameKey() {
        ApiClient twice = api.as(resident(ann)).withHeader("Idempotency-Key", "calendar-" + ann);

        String first = twice.post("/v1/calendars", Map.of()).text("/path");

        assertThat(twice.post("/v1/calendars", Map.of()).text("/path")).isEqualTo(first);
        assertThat(api.as(House.open(api).keeper)
                        .post("/v1/calendars", Map.of("resourceId", UUID.randomUUID()))
                        .code())
                .isEqualTo("resource_unknown");
        assertThat(api.as(House.open(api).keeper)
                        .post("/v1/calendars", Map.of())
                        .code())
                .isEqualTo("resident_required");
    }

    @Test
    void tellsOfAllAtOnceWhatEachResourceTellsOfItself() {
        House house = House.open(api);
        UUID hall = house.room("Hall");
        UUID left = house.room("Left", hall);
        UUID right = house.room("Right", hall);
        UUID corner = house.room("Corner", right);
        UUID drills = house.items("Drill", 2);
        Map<String, Object> closed = House.resource("room", "Closed room");
        closed.put(
                "blackouts",
                List.of(Map.of(
                        "start",
                        start.toString(),
                        "end",
                        start.plus(Duration.ofHours(5)).toString())));
        house.create(closed);
        house.book(ann, start, start.plus(Duration.ofHours(1)), corner);
        house.book(ann, start.plus(Duration.ofHours(2)), start.plus(Duration.ofHours(3)), left, drills);
        house.book(ann, start.plus(Duration.ofHours(2)), start.plus(Duration.ofHours(4)), drills);

        Answer feed = api.as(resident(ann)).get("/v1/facilities/" + house.id + "/availability-feed");

        Instant now = Instant.parse(feed.text("/lastUpdated"));
        feed.json().at("/data/resources").valueStream().forEach(resource -> {
            Answer own = api.as(resident(ann))
                    .get("/v1/resources/" + resource.path("resourceId").asString() + "/availability?from=" + now
                            + "&until=" + now.plus(Duration.ofDays(7)));
            assertThat(resource.path("availabilities")
                            .valueStream()
                            .skip(1)
                            .map(span -> span.path("from").asString() + " "
                                    + span.path("until").asString()))
                    .as(resource.path("name").asString())
                    .containsExactlyElementsOf(own.json()
                            .path("free")
                            .valueStream()
                            .skip(1)
                            .map(span -> span.path("start").asString() + " "
                                    + span.path("end").asString())
                            .toList());
        });
        assertThat(feed.json().at("/data/resources").size()).isEqualTo(6);
    }

    @Test
    void tellsWhenEverythingIsFreeAndExportsATable() {
        House house = House.open(api);
        UUID kitchen = house.room("=Kitchen");
        UUID id = house.book(ann, start, start.plus(Duration.ofHours(1)), kitchen);

        Answer feed = api.as(resident(ann)).get("/v1/facilities/" + house.id + "/availability-feed");
        assertThat(feed.text("/data/resources/0/name")).isEqualTo("=Kitchen");
        assertThat(Instant.parse(feed.text("/data/resources/0/availabilities/0/until")))
                .isEqualTo(start);
        assertThat(Instant.parse(feed.text("/data/resources/0/availabilities/1/from")))
                .isEqualTo(start.plus(Duration.ofHours(1)));

        String export = "/v1/facilities/" + house.id + "/bookings-export?from=" + start.minusSeconds(60) + "&until=";
        assertThat(api.as(house.keeper).get(export + start.plusSeconds(60)).body())
                .contains("booking,start,end,what,people,state,resident\r\n")
                .contains(id + "," + start + "," + start.plus(Duration.ofHours(1)) + ",'=Kitchen,1,confirmed," + ann);
        assertThat(api.as(house.keeper).get(export + start.minusSeconds(90)).code())
                .isEqualTo("range_empty");
        assertThat(api.as(house.keeper)
                        .get(export + start.plus(Duration.ofDays(500)))
                        .code())
                .isEqualTo("range_too_large");
        assertThat(api.as(resident(ann))
                        .get("/v1/facilities/" + UUID.randomUUID() + "/availability-feed")
                        .status())
                .isEqualTo(404);
    }
}
