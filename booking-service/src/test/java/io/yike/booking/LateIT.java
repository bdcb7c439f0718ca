package io.yike.booking;

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

/// A drill that does not come back, and those who are next.
@ServiceTest
class LateIT {

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
    void tomorrow() {
        start = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(1));
    }

    private Instant hours(int after) {
        return start.plus(Duration.ofHours(after));
    }

    private String unit(UUID residentId, UUID bookingId) {
        return api.as(resident(residentId)).get("/v1/bookings/" + bookingId).text("/lines/0/units/0/unitId");
    }

    private void letItBecomeLate(House house, UUID bookingId, Instant end) {
        clock.advance(Duration.between(clock.instant(), end.plusSeconds(1)));
        Awaitility.await().atMost(SOON).until(() -> house.state(bookingId).equals("overdue"));
    }

    @Test
    void givesTheNextAnotherUnit() {
        House house = House.open(api);
        UUID drills = house.items("Drill", 2);
        clock.advance(Duration.between(clock.instant(), hours(0).minusSeconds(60)));
        UUID late = house.handOut(ann, hours(0), hours(1), drills);
        // Seated on the unit that will be free first.
        UUID next = house.book(bob, hours(1), hours(2), drills);
        UUID other = house.book(bob, hours(2), hours(3), drills);

        letItBecomeLate(house, late, hours(1));

        String missing = unit(ann, late);
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() ->
                        assertThat(List.of(unit(bob, next), unit(bob, other))).doesNotContain(missing));
        assertThat(events.all("booking.delayed.v1", next)).isEmpty();
    }

    @Test
    void tellsTheNextOnceIfThereIsNoOther() {
        House house = House.open(api);
        UUID drills = house.items("Saw", 1);
        clock.advance(Duration.between(clock.instant(), hours(0).minusSeconds(60)));
        UUID late = house.handOut(ann, hours(0), hours(1), drills);
        UUID next = house.book(bob, hours(1), hours(2), drills);
        UUID later = house.book(bob, hours(3), hours(4), drills);

        letItBecomeLate(house, late, hours(1));
        assertThat(events.await("booking.overdue.v1", late)
                        .at("/data/residentId")
                        .asString())
                .isEqualTo(ann.toString());
        assertThat(events.await("booking.delayed.v1", next)
                        .at("/data/residentId")
                        .asString())
                .isEqualTo(bob.toString());
        assertThat(events.all("booking.delayed.v1", later)).isEmpty();
        assertThat(house.state(next)).isEqualTo("confirmed");

        // It stays away: those who come later are told in their turn, and nobody twice.
        clock.advance(Duration.ofMinutes(61));
        clock.advance(Duration.ofMinutes(10));
        Awaitility.await()
                .atMost(SOON)
                .until(() -> !events.all("booking.delayed.v1", later).isEmpty());
        assertThat(events.all("booking.delayed.v1", next)).hasSize(1);
        // It is not theirs that they did not come.
        Awaitility.await().atMost(SOON).until(() -> house.state(next).equals("cancelled"));

        Map<String, Object> back = Map.of("units", List.of(Map.of("unitId", unit(ann, late), "condition", "good")));
        assertThat(api.as(house.keeper)
                        .post("/v1/bookings/" + late + "/take-back", back)
                        .text("/state"))
                .isEqualTo("completed");
    }

    /// What came back broken is not there for those who are next: they are told, as if it were late. Who takes another
    /// time has that like everybody else.
    @Test
    void tellsTheNextWhenItComesBackBroken() {
        House house = House.open(api);
        UUID saws = house.items("Saw", 2);
        clock.advance(Duration.between(clock.instant(), hours(0).minusSeconds(60)));
        UUID first = house.handOut(ann, hours(0), hours(1), saws);
        house.book(ann, hours(2), hours(4), saws);
        house.book(bob, hours(3), hours(4), saws);
        UUID later = house.book(bob, hours(5), hours(6), saws);
        String broken = unit(ann, first);

        Map<String, Object> back = Map.of("units", List.of(Map.of("unitId", broken, "condition", "damaged")));
        assertThat(api.as(house.keeper)
                        .post("/v1/bookings/" + first + "/take-back", back)
                        .text("/state"))
                .isEqualTo("completed");

        assertThat(unit(bob, later)).as("there is one left for it").isNotEqualTo(broken);
        assertThat(jdbc.sql("select count(*) from booking where facility_id = :id and delayed")
                        .param("id", house.id)
                        .query(Integer.class)
                        .single())
                .as("two at once, and one saw")
                .isEqualTo(1);
        UUID told = jdbc.sql("select id from booking where facility_id = :id and delayed")
                .param("id", house.id)
                .query(UUID.class)
                .single();
        events.await("booking.delayed.v1", told);
        assertThat(told).isNotEqualTo(later);

        api.as(house.keeper).put("/v1/units/" + broken, Map.of("condition", "good", "retired", false));
        Answer moved = api.as(house.keeper)
                .put(
                        "/v1/bookings/" + told + "/time",
                        Map.of("start", hours(24).toString(), "end", hours(25).toString()));
        assertThat(moved.status()).as(moved.body()).isEqualTo(200);
        clock.advance(Duration.between(clock.instant(), hours(25)));
        Awaitility.await().atMost(SOON).until(() -> house.state(told).equals("no_show"));
    }
}
