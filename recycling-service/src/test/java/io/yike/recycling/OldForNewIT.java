package io.yike.recycling;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.EventSender;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// An order takes the old fridge along; the test plays order-service.
class OldForNewIT extends InACity {

    @Autowired
    private EventSender sender;

    private final UUID takeBack = UUID.randomUUID();
    private final UUID order = UUID.randomUUID();
    private final UUID resident = UUID.randomUUID();

    @BeforeEach
    void found() {
        city.catalogue();
        // What other tests have opened is over.
        city.pass(Duration.ofDays(100));
    }

    @Test
    void theSoonestSlotAfterTheNewOneIsBookedOnceAndFree() {
        UUID tooSoon = city.slot(Duration.ofHours(3), 5);
        UUID full = city.slot(Duration.ofHours(30), 1);
        city.booked(UUID.randomUUID(), full, "at_door", City.item("chair", "broken", 1));
        UUID soonest = city.slot(Duration.ofHours(31), 5);
        UUID event = UUID.randomUUID();

        ask(event, "fridge", "broken", Duration.ofHours(20));
        ask(event, "fridge", "broken", Duration.ofHours(20));
        ask(UUID.randomUUID(), "fridge", "broken", Duration.ofHours(20));

        JsonNode answer = events.await("takeback.answered.v1", takeBack);
        assertThat(answer.at("/data/outcome").asString()).isEqualTo("booked");
        UUID pickupId = UUID.fromString(answer.at("/data/pickupId").asString());
        Answer pickup = city.resident(resident).get("/v1/pickups/" + pickupId);
        assertThat(pickup.text("/state")).isEqualTo("booked");
        assertThat(pickup.text("/slotId")).isEqualTo(soonest.toString()).isNotEqualTo(tooSoon.toString());
        assertThat(pickup.text("/price/amount")).isEqualTo("0");
        assertThat(pickup.text("/payment")).isEqualTo("nothing");
        events.await("recycling.pickup_booked.v1", pickupId);
        assertThat(jdbc.sql("SELECT count(*) FROM pickup WHERE resident_id = :id")
                        .param("id", resident)
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void thePickupIsCancelledWithTheOrderEvenIfThatIsHeardFirst() {
        city.slot(Duration.ofHours(30), 5);

        withdraw();
        ask(UUID.randomUUID(), "fridge", "working", Duration.ZERO);

        JsonNode booked = events.await("takeback.answered.v1", takeBack);
        String path = "/v1/pickups/" + booked.at("/data/pickupId").asString();
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(city.resident(resident).get(path).text("/state"))
                                .isEqualTo("cancelled"));
        assertThat(city.resident(resident).get(path).text("/credit/amount")).isEqualTo("5000");
        assertThat(city.credit(resident).text("/balance/amount")).isEqualTo("0");
    }

    @Test
    void whatIsNoApplianceOrUnknownIsRefused() {
        city.slot(Duration.ofHours(30), 5);
        ask(UUID.randomUUID(), "sofa", "broken", Duration.ZERO);
        assertThat(events.await("takeback.answered.v1", takeBack)
                        .at("/data/reason")
                        .asString())
                .isEqualTo("not_an_appliance");
        withdraw();
        assertThat(city.resident(resident).get("/v1/pickups").json().at("/items"))
                .isEmpty();
    }

    @Test
    void manyFullSlotsAreNoReasonToRefuseIt() {
        jdbc.sql("""
                INSERT INTO pickup_slot (slot_id, starts_at, ends_at, capacity, taken)
                SELECT gen_random_uuid(), :from + n * interval '1 minute', :from + n * interval '61 minutes', 1, 1
                FROM generate_series(1, 60) AS n
                """)
                .param("from", io.yike.kit.jdbc.Row.utc(city.now().plus(Duration.ofHours(30))))
                .update();
        city.slot(Duration.ofHours(40), 5);

        ask(UUID.randomUUID(), "fridge", "working", Duration.ZERO);

        assertThat(events.await("takeback.answered.v1", takeBack)
                        .at("/data/outcome")
                        .asString())
                .isEqualTo("booked");
    }

    @Test
    void withoutAnyRoomItIsRefused() {
        ask(UUID.randomUUID(), "fridge", "working", Duration.ZERO);

        assertThat(events.await("takeback.answered.v1", takeBack)
                        .at("/data/reason")
                        .asString())
                .isEqualTo("no_slot");
    }

    /// Carrying costs nothing either, in whatever slot.
    @Test
    void thePickupIsMovedToAnotherSlotAndStaysFree() {
        city.slot(Duration.ofHours(50), 5);
        UUID later = city.slot(Duration.ofHours(60), 5);
        ask(UUID.randomUUID(), "fridge", "working", Duration.ZERO, City.standing(3, false));
        String path = "/v1/pickups/"
                + events.await("takeback.answered.v1", takeBack)
                        .at("/data/pickupId")
                        .asString();

        Answer moved = city.resident(resident).post(path + "/amend", Map.of("slotId", later));

        assertThat(moved.status()).as(moved.body()).isEqualTo(200);
        assertThat(moved.text("/slotId")).isEqualTo(later.toString());
        assertThat(moved.text("/price/amount")).isEqualTo("0");
        assertThat(moved.text("/credit/amount")).isEqualTo("5000");
        assertThat(city.resident(resident)
                        .post(path + "/amend", Map.of("standing", City.standing(4, false)))
                        .code())
                .isEqualTo("price_rises");
        assertThat(city.resident(resident)
                        .post(path + "/amend", Map.of("standing", City.standing(1, false)))
                        .text("/price/amount"))
                .isEqualTo("0");
    }

    private void ask(UUID event, String code, String condition, Duration earliest) {
        ask(event, code, condition, earliest, City.standing(3, true));
    }

    private void ask(UUID event, String code, String condition, Duration earliest, Map<String, Object> standing) {
        sender.send(
                event,
                "/order-service",
                "takeback.asked.v1",
                takeBack,
                1,
                Map.of(
                        "takeBackId",
                        takeBack,
                        "orderId",
                        order,
                        "residentId",
                        resident,
                        "place",
                        Map.of("lat", 31.2304, "lng", 121.4737),
                        "items",
                        List.of(Map.of("code", code, "condition", condition)),
                        "standing",
                        standing,
                        "earliest",
                        city.now().plus(earliest).toString(),
                        "askedAt",
                        city.now().toString()));
    }

    private void withdraw() {
        sender.send(
                UUID.randomUUID(),
                "/order-service",
                "takeback.withdrawn.v1",
                takeBack,
                2,
                Map.of(
                        "takeBackId",
                        takeBack,
                        "orderId",
                        order,
                        "withdrawnAt",
                        city.now().toString()));
    }
}
