package io.yike.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yike.kit.security.Caller;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.PublishedEvents;
import io.yike.kit.testing.ServiceTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// A box of medicine: first expiring first, never expired, never recalled, never below nothing.
@ServiceTest
class MedicineIT {

    @Autowired
    private ApiClient api;

    @Autowired
    private MutableClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PublishedEvents events;

    private Answer give(Caller by, String box, UUID residentId, int quantity) {
        return api.as(by).post(box + "/dispensings", Map.of("residentId", residentId, "quantity", quantity));
    }

    private Answer fromBox(House house, String box, int quantity) {
        return api.as(house.lock)
                .post(box + "/box-dispensings", Map.of("residentId", UUID.randomUUID(), "quantity", quantity));
    }

    private String available(House house) {
        return api.as(house.keeper)
                .get("/v1/facilities/" + house.id + "/medicines")
                .text("/items/0/available");
    }

    @Test
    void givesOutWhatExpiresFirstByKeeperAndByBox() {
        House house = House.open(api);
        String box = house.box();
        house.deliver(box, "LATE", 60, 10);
        house.deliver(box, "EARLY", 20, 3);

        Answer given = give(house.keeper, box, UUID.randomUUID(), 4);

        assertThat(given.status()).as(given.body()).isEqualTo(201);
        assertThat(given.json()
                        .path("parts")
                        .valueStream()
                        .map(part -> part.path("code").asString() + " "
                                + part.path("quantity").asInt()))
                .containsExactly("EARLY 3", "LATE 1");
        assertThat(fromBox(house, box, 1).text("/parts/0/code")).isEqualTo("LATE");
        assertThat(available(house)).isEqualTo("8");
        Answer first = api.as(house.keeper).get(box + "/dispensings?limit=1");
        assertThat(first.text("/items/0/quantity")).isEqualTo("1");
        Answer second = api.as(house.keeper).get(box + "/dispensings?limit=1&cursor=" + first.text("/nextCursor"));
        assertThat(second.text("/items/0/parts/0/code")).isEqualTo("EARLY");
        assertThat(api.as(house.keeper).get(box + "/lots").text("/items/0/remaining"))
                .isEqualTo("0");
    }

    @Test
    void keepsToTheLimitsOfADayByTheHousesCalendar() {
        House house = House.open(api);
        String box = house.box();
        house.deliver(box, "L-1", 60, 50);
        UUID ann = UUID.randomUUID();

        assertThat(give(house.keeper, box, ann, 3).status()).isEqualTo(201);
        Answer refused = give(house.keeper, box, ann, 2);
        assertThat(refused.code()).isEqualTo("person_limit_reached");
        Instant liftsAt = Instant.parse(refused.text("/fields/1/message"));
        assertThat(liftsAt.atZone(ZoneId.of(House.ZONE)).toLocalTime().toSecondOfDay())
                .isZero();
        assertThat(give(house.keeper, box, ann, 1).status()).isEqualTo(201);
        assertThat(give(house.keeper, box, UUID.randomUUID(), 4).status()).isEqualTo(201);
        assertThat(give(house.keeper, box, UUID.randomUUID(), 4).status()).isEqualTo(201);
        assertThat(give(house.keeper, box, UUID.randomUUID(), 1).code()).isEqualTo("day_limit_reached");

        clock.advance(Duration.between(clock.instant(), liftsAt));
        assertThat(give(house.keeper, box, ann, 4).status()).isEqualTo(201);
    }

    @Test
    void reachesNothingThatIsExpiredOrRecalled() {
        House house = House.open(api);
        String box = house.box();
        String recalled = house.deliver(box, "BAD", 60, 10);
        house.deliver(box, "SHORT", 1, 10);
        String recall = box + "/lots/" + recalled + "/recall";

        assertThat(api.as(house.keeper)
                        .post(recall, Map.of("reason", "By the maker"))
                        .text("/recalled"))
                .isEqualTo("By the maker");
        assertThat(api.as(house.keeper).post(recall, Map.of("reason", "Again")).text("/recalled"))
                .isEqualTo("By the maker");
        assertThat(available(house)).isEqualTo("10");
        assertThat(give(house.keeper, box, UUID.randomUUID(), 1).text("/parts/0/code"))
                .isEqualTo("SHORT");
        assertThat(fromBox(house, box, 5).code()).isEqualTo("person_limit_reached");
        clock.advance(Duration.ofHours(25));

        assertThat(available(house)).isEqualTo("0");
        assertThat(give(house.keeper, box, UUID.randomUUID(), 1).code()).isEqualTo("out_of_stock");
        assertThat(fromBox(house, box, 1).code()).isEqualTo("out_of_stock");
    }

    @Test
    void tellsWhoeverWasGivenSomethingAndAgainWhenItIsRecalled() {
        House house = House.open(api);
        String box = house.box();
        String early = house.deliver(box, "EARLY", 20, 3);
        String late = house.deliver(box, "LATE", 60, 10);
        UUID ann = UUID.randomUUID();
        UUID given = UUID.fromString(give(house.keeper, box, ann, 4).text("/dispensingId"));

        JsonNode told = events.await("medicine.given.v1", given);
        assertThat(told.at("/data/residentId").asString()).isEqualTo(ann.toString());
        assertThat(told.at("/data/quantity").asInt()).isEqualTo(4);
        for (String lot : List.of(late, late, early)) {
            api.as(house.keeper).post(box + "/lots/" + lot + "/recall", Map.of("reason", "By the maker"));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> events.all("medicine.recalled.v1", given).size() == 2);
        assertThat(events.all("medicine.recalled.v1", given).stream()
                        .map(event -> event.path("sequence").asInt() + ": "
                                + event.at("/data/quantity").asInt()))
                .containsExactlyInAnyOrder("2: 1", "3: 3");
    }

    @Test
    void theDatabaseGivesOutNothingThatIsOutOfReach() {
        House house = House.open(api);
        String box = house.box();
        house.deliver(box, "L-1", 60, 5);
        give(house.keeper, box, UUID.randomUUID(), 1);
        UUID lot = UUID.fromString(api.as(house.keeper).get(box + "/lots").text("/items/0/lotId"));

        assertThatThrownBy(() -> taken(lot, 5))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("no_more_goes_out_than_came_in");
        jdbc.sql("update lot set expires_on = current_date - 1 where id = :id")
                .param("id", lot)
                .update();
        assertThatThrownBy(() -> taken(lot, 1)).hasMessageContaining("is out of reach");
        jdbc.sql("update lot set expires_on = current_date + 900, recalled = 'x', recalled_at = now() where id = :id")
                .param("id", lot)
                .update();
        assertThatThrownBy(() -> taken(lot, 1)).hasMessageContaining("is out of reach");
        assertThatThrownBy(() -> jdbc.sql("delete from dispensed").update()).hasMessageContaining("stays so");
    }

    private void taken(UUID lot, int quantity) {
        jdbc.sql("""
                        with given as (
                            insert into dispensing (id, medicine_id, resident_id, quantity, at, day, by_whom)
                            select gen_random_uuid(), medicine_id, gen_random_uuid(), :quantity, now(), current_date, 'x'
                            from lot where id = :lot returning id)
                        select 1
                        """)
                .param("lot", lot)
                .param("quantity", quantity)
                .query(Integer.class)
                .single();
        jdbc.sql("""
                        insert into dispensed (dispensing_id, lot_id, quantity)
                        select id, :lot, :quantity from dispensing
                        where medicine_id = (select medicine_id from lot where id = :lot) order by at desc limit 1
                        """).param("lot", lot).param("quantity", quantity).update();
    }

    @Test
    void givesTheLastPiecesOnceThoughManyWantThemAtOnce() throws Exception {
        House house = House.open(api);
        String box = house.box();
        house.deliver(box, "L-1", 60, 7);

        List<Integer> statuses;
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> all = IntStream.range(0, 40)
                    .mapToObj(_ -> (Callable<Integer>)
                            () -> give(house.keeper, box, UUID.randomUUID(), 1).status())
                    .toList();
            List<Future<Integer>> answers = many.invokeAll(all);
            statuses = answers.stream().map(Future::resultNow).toList();
        }

        assertThat(statuses).containsOnly(201, 409);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(7);
        assertThat(available(house)).isEqualTo("0");
    }

    @Test
    void namesWhatIsWrongWithAMedicine() {
        House house = House.open(api);
        ApiClient keeper = api.as(house.keeper);
        String box = house.box();
        house.deliver(box, "L-1", 60, 7);
        Map<String, Object> prescribed = new HashMap<>(House.medicine());
        prescribed.put("overTheCounter", false);

        assertThat(keeper.post("/v1/facilities/" + house.id + "/medicines", prescribed)
                        .code())
                .isEqualTo("prescription_required");
        assertThat(keeper.post(box + "/lots", house.lot("L-1", 9, 1)).code()).isEqualTo("lot_code_taken");
        assertThat(keeper.post(box + "/lots", house.lot("L-2", 0, 1)).code()).isEqualTo("lot_expired");
        assertThat(keeper.post(box + "/lots", house.lot("L-2", 9, 0)).text("/fields/0/field"))
                .isEqualTo("quantity");
        ApiClient first = keeper.withHeader("If-Match", "\"1\"");
        Map<String, Object> edit = Map.of("name", "Aspirin", "perPersonPerDay", 2, "retired", true);
        assertThat(first.put(box, edit).text("/name")).isEqualTo("Aspirin");
        assertThat(first.put(box, edit).code()).isEqualTo("stale");
        assertThat(give(house.keeper, box, UUID.randomUUID(), 1).code()).isEqualTo("medicine_retired");
    }

    @Test
    void answersForWhatDoesNotExist() {
        House house = House.open(api);
        ApiClient keeper = api.as(house.keeper);
        String box = house.box();
        String others = "/v1/facilities/" + house.id + "/medicines/" + UUID.randomUUID();
        UUID nowhere = UUID.randomUUID();

        assertThat(Stream.of(
                        keeper.post(others + "/lots", house.lot("L-1", 9, 1)),
                        keeper.get(others + "/lots"),
                        keeper.get(others + "/dispensings"),
                        keeper.post(others + "/dispensings", Map.of("residentId", nowhere, "quantity", 1)),
                        api.as(house.lock)
                                .post(others + "/box-dispensings", Map.of("residentId", nowhere, "quantity", 1)),
                        keeper.post(others + "/lots/" + nowhere + "/recall", Map.of("reason", "x")),
                        keeper.post(box + "/lots/" + nowhere + "/recall", Map.of("reason", "x")),
                        keeper.get("/v1/facilities/" + nowhere + "/medicines")))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(404));
    }
}
