package io.yike.booking;

import static io.yike.booking.House.resident;
import static org.assertj.core.api.Assertions.assertThat;

import io.yike.booking.reserving.ForgetHandOvers;
import io.yike.kit.jdbc.Row;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.EventSender;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.PublishedEvents;
import io.yike.kit.testing.ServiceTest;
import io.yike.kit.testing.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Nothing here leads to a resident when this service says that they are forgotten.
@ServiceTest
class ErasureIT {

    private static final Duration SOON = Duration.ofSeconds(15);

    @Autowired
    private ApiClient api;

    @Autowired
    private PublishedEvents events;

    @Autowired
    private EventSender sender;

    @Autowired
    private MutableClock clock;

    @Autowired
    private JdbcClient jdbc;

    private final UUID ann = UUID.randomUUID();

    private void erase(UUID erasureId) {
        sender.send(
                "/order-service",
                "resident.erased.v1",
                erasureId,
                1,
                Map.of(
                        "erasureId",
                        erasureId,
                        "residentId",
                        ann,
                        "erasedAt",
                        clock.instant().toString()));
    }

    private long traces() {
        return jdbc.sql("""
                        select (select count(*) from booking where resident_id = :id)
                            + (select count(*) from booking_series where resident_id = :id)
                            + (select count(*) from waiting where resident_id = :id)
                            + (select count(*) from member where resident_id = :id)
                            + (select count(*) from dispensing where resident_id = :id)
                        """).param("id", ann).query(Long.class).single();
    }

    @Test
    void cancelsWhatIsAheadAndForgetsWhatIsOverOnceAllIsBack() {
        House house = House.open(api);
        UUID drills = house.items("Drill", 1);
        UUID kitchen = house.room("Kitchen");
        Instant soon = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
        UUID ahead = house.book(
                ann, soon.plus(Duration.ofDays(3)), soon.plus(Duration.ofDays(3).plusHours(1)), kitchen);
        clock.advance(Duration.between(clock.instant(), soon.minusSeconds(60)));
        UUID out = house.handOut(ann, soon, soon.plus(Duration.ofHours(2)), drills);
        api.as(house.keeper)
                .put("/v1/facilities/" + house.id + "/members/" + ann, Map.of("groups", List.of("elderly")));
        String box = house.box();
        house.deliver(box, "L-1", 300, 9);
        api.as(house.keeper).post(box + "/dispensings", Map.of("residentId", ann, "quantity", 1));
        UUID erasureId = UUID.randomUUID();

        erase(erasureId);
        Awaitility.await().atMost(SOON).until(() -> parked() == 1);
        assertThat(house.state(ahead)).isEqualTo("confirmed");

        String unit = api.as(resident(ann)).get("/v1/bookings/" + out).text("/lines/0/units/0/unitId");
        api.as(house.keeper)
                .post(
                        "/v1/bookings/" + out + "/take-back",
                        Map.of("units", List.of(Map.of("unitId", unit, "condition", "good", "note", "Ann was late"))));
        clock.advance(Duration.ofSeconds(3));
        events.await("resident.forgotten_by_booking.v1", erasureId);

        assertThat(house.state(ahead)).isEqualTo("cancelled");
        assertThat(traces()).isZero();
        assertThat(api.as(resident(ann)).get("/v1/bookings/" + out).status()).isEqualTo(404);
        assertThat(api.as(Tokens.operator()).get("/v1/bookings/" + out).text("/state"))
                .isEqualTo("completed");
        assertThat(jdbc.sql("select count(*) from handover where note is not null and booking_id = :id")
                        .param("id", out)
                        .query(Long.class)
                        .single())
                .isZero();

        // Told twice: nothing more happens, and nothing breaks.
        UUID again = UUID.randomUUID();
        erase(again);
        events.await("resident.forgotten_by_booking.v1", again);
    }

    @Test
    void forgetsAfterHalfAYearWhatWasNotedAtAHandOver(@Autowired ForgetHandOvers forgetHandOvers) {
        House house = House.open(api);
        UUID drills = house.items("Drill", 1);
        Instant soon = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
        clock.advance(Duration.between(clock.instant(), soon.minusSeconds(60)));
        UUID out = house.handOut(ann, soon, soon.plus(Duration.ofHours(2)), drills);
        String unit = api.as(resident(ann)).get("/v1/bookings/" + out).text("/lines/0/units/0/unitId");
        api.as(house.keeper)
                .post(
                        "/v1/bookings/" + out + "/take-back",
                        Map.of("units", List.of(Map.of("unitId", unit, "condition", "worn", "note", "Ann was late"))));

        forgetHandOvers.forget();
        assertThat(notes(out)).containsExactlyInAnyOrder("out, good, null", "back, worn, Ann was late");
        jdbc.sql("update handover set at = at - interval '181 days' where booking_id = :id")
                .param("id", out)
                .update();
        forgetHandOvers.forget();

        assertThat(notes(out)).containsExactlyInAnyOrder("out, good, null", "back, worn, null");
    }

    private List<String> notes(UUID bookingId) {
        return jdbc.sql("""
                        select concat_ws(', ', what, coalesce(condition, 'null'), coalesce(note, 'null')) as noted
                        from handover where booking_id = :id
                        """)
                .param("id", bookingId)
                .query(Row.to(row -> row.text("noted")))
                .list();
    }

    private long parked() {
        return jdbc.sql("select count(*) from parked_event where waits_for = :id")
                .param("id", ann.toString())
                .query(Long.class)
                .single();
    }
}
