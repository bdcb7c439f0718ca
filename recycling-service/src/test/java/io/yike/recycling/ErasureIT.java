package io.yike.recycling;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.EventSender;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.PublishedEvents;
import io.yike.kit.testing.ServiceTest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Nothing here leads to a resident when this service says that they are forgotten.
@ServiceTest
class ErasureIT {

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

    private final UUID resident = UUID.randomUUID();

    @Test
    void cancelsWhatIsFarAheadAndForgetsWhereTheResidentLives() {
        City city = new City(api, clock);
        city.catalogue();
        UUID slot = city.slot(Duration.ofDays(5), 2);
        UUID pickup = City.id(city.request(resident, slot, City.item("fridge", "working", 1)), "/pickupId");
        city.confirm(resident, pickup, "credit");
        UUID erasureId = UUID.randomUUID();
        assertThat(traces()).isEqualTo(1);

        erase(erasureId);
        events.await("resident.forgotten_by_recycling.v1", erasureId);

        assertThat(traces()).isZero();
        assertThat(state(city, pickup)).isEqualTo("cancelled");

        // Told twice: nothing more happens, and nothing breaks.
        UUID again = UUID.randomUUID();
        erase(again);
        events.await("resident.forgotten_by_recycling.v1", again);
    }

    @Test
    void waitsForACrewThatIsAboutToCome() {
        City city = new City(api, clock);
        city.catalogue();
        UUID slot = city.slot(Duration.ofDays(5), 2);
        UUID pickup = City.id(city.request(resident, slot, City.item("fridge", "working", 1)), "/pickupId");
        city.confirm(resident, pickup, "credit");
        clock.advance(Duration.ofDays(5).plusMinutes(1));
        UUID erasureId = UUID.randomUUID();

        erase(erasureId);
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> parked() == 1);
        assertThat(traces()).isEqualTo(1);

        Answer collected = city.operator().post("/v1/pickups/" + pickup + "/outcome", Map.of("outcome", "collected"));
        assertThat(collected.status()).as(collected.body()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(3));
        events.await("resident.forgotten_by_recycling.v1", erasureId);

        assertThat(traces()).isZero();
        assertThat(state(city, pickup)).isEqualTo("collected");
    }

    private static String state(City city, UUID pickup) {
        return city.operator().get("/v1/pickups/" + pickup).text("/state");
    }

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
                        resident,
                        "erasedAt",
                        clock.instant().toString()));
    }

    private long traces() {
        return jdbc.sql("""
                        SELECT count(*) FROM pickup WHERE resident_id = :id AND (address IS NOT NULL OR note IS NOT NULL
                            OR latitude <> round(latitude::numeric, 2) OR longitude <> round(longitude::numeric, 2))
                        """).param("id", resident).query(Long.class).single();
    }

    private long parked() {
        return jdbc.sql("SELECT count(*) FROM parked_event WHERE waits_for = :id")
                .param("id", resident.toString())
                .query(Long.class)
                .single();
    }
}
