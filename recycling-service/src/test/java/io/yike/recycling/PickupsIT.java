package io.yike.recycling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yike.kit.security.Role;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/// From an old fridge on the third floor to the crew that has fetched it, and what residents do meanwhile.
class PickupsIT extends InACity {

    @Autowired
    private TransactionTemplate transactions;

    @BeforeEach
    void found() {
        city.catalogue();
    }

    @Test
    void aPickupIsQuotedHeldBookedAndFetchedAndTheTradeInCredited() {
        UUID resident = UUID.randomUUID();
        UUID slot = city.slot(Duration.ofDays(3), 2);
        Answer quote = city.resident(resident)
                .post(
                        "/v1/pickup-quotes",
                        Map.of(
                                "items",
                                List.of(City.item("fridge", "working", 1)),
                                "standing",
                                City.standing(0, true)));
        Answer held = city.request(resident, slot, City.item("fridge", "working", 1));
        UUID pickup = City.id(held, "/pickupId");

        assertThat(quote.text("/credit/amount")).isEqualTo("5000");
        assertThat(quote.text("/price/amount")).isEqualTo("0");
        assertThat(held.text("/state")).isEqualTo("held");
        Answer booked = city.confirm(resident, pickup, "credit");
        assertThat(booked.text("/state")).isEqualTo("booked");
        assertThat(booked.text("/payment")).isEqualTo("nothing");
        assertThat(city.confirm(resident, pickup, "credit").body()).isEqualTo(booked.body());
        assertThat(events.await("recycling.pickup_booked.v1", pickup)
                        .at("/data/credit/amount")
                        .asLong())
                .isEqualTo(5000);
        Answer collected = outcome(pickup, Map.of("outcome", "collected"));
        assertThat(collected.text("/state")).isEqualTo("collected");
        assertThat(collected.text("/lines/0/state")).isEqualTo("collected");
        assertThat(outcome(pickup, Map.of("outcome", "collected")).status()).isEqualTo(200);
        assertThat(city.credit(resident).text("/balance/amount")).isEqualTo("5000");
        assertThat(events.await("recycling.pickup_collected.v1", pickup)
                        .at("/data/outcome")
                        .asString())
                .isEqualTo("collected");
        assertThat(outcome(pickup, Map.of("outcome", "refused", "reason", "too dirty"))
                        .code())
                .isEqualTo("pickup_not_booked");
        assertThat(missed(resident, pickup).code()).isEqualTo("crew_was_there");
        assertThat(city.confirm(resident, pickup, "credit").code()).isEqualTo("pickup_ended");
    }

    private Answer outcome(UUID pickup, Map<String, Object> report) {
        return city.operator().post("/v1/pickups/" + pickup + "/outcome", report);
    }

    private Answer missed(UUID resident, UUID pickup) {
        return city.resident(resident).post("/v1/pickups/" + pickup + "/report-missed");
    }

    /// A resident who is owed so much, by an old fridge each.
    private UUID owed(int fridges) {
        UUID resident = UUID.randomUUID();
        UUID pickup = city.booked(
                resident, city.slot(Duration.ofDays(3), 1), "credit", City.item("fridge", "working", fridges));
        assertThat(outcome(pickup, Map.of("outcome", "collected")).status()).isEqualTo(200);
        return resident;
    }

    private String balance(UUID resident) {
        return city.credit(resident).text("/balance/amount");
    }

    @Test
    void aPriceIsPaidFromCreditAndComesBackByTheTermsThatWereShown() {
        UUID resident = owed(1);
        UUID pickup = city.booked(resident, city.slot(Duration.ofDays(3), 1), "credit", City.item("sofa", "broken", 1));
        String path = "/v1/pickups/" + pickup;

        assertThat(balance(resident)).isEqualTo("2000");
        Answer terms = city.resident(resident).get(path + "/cancel-terms");
        assertThat(terms.text("/refund/amount")).isEqualTo("3000");
        assertThat(terms.text("/freeUntil")).isNotEmpty();
        clock.advance(Duration.ofHours(49));
        assertThat(city.resident(resident)
                        .post(path + "/cancel", City.refund(3000))
                        .code())
                .isEqualTo("terms_changed");
        assertThat(balance(resident)).isEqualTo("2000");
        assertThat(city.resident(resident).get(path + "/cancel-terms").text("/fee/amount"))
                .isEqualTo("1500");
        Answer cancelled = city.resident(resident).post(path + "/cancel", City.refund(1500));
        assertThat(cancelled.text("/state")).isEqualTo("cancelled");
        assertThat(city.resident(resident)
                        .post(path + "/cancel", City.refund(1500))
                        .status())
                .isEqualTo(200);
        assertThat(balance(resident)).isEqualTo("3500");
        assertThat(events.await("recycling.pickup_cancelled.v1", pickup)
                        .at("/data/fee/amount")
                        .asLong())
                .isEqualTo(1500);
        assertThat(missed(resident, pickup).code()).isEqualTo("pickup_not_booked");
    }

    @Test
    void creditIsSpentOnceHoweverOftenItIsTried() {
        UUID resident = owed(1);
        UUID slot = city.slot(Duration.ofDays(3), 5);
        List<UUID> pickups = Stream.of(1, 2, 3)
                .map(_ -> City.id(city.request(resident, slot, City.item("sofa", "broken", 1)), "/pickupId"))
                .toList();

        List<CompletableFuture<Answer>> all = pickups.stream()
                .map(pickup -> CompletableFuture.supplyAsync(() -> city.confirm(resident, pickup, "credit")))
                .toList();

        Awaitility.await().until(() -> all.stream().allMatch(CompletableFuture::isDone));
        assertThat(all.stream().map(answer -> answer.join().status())).containsExactlyInAnyOrder(200, 409, 409);
        assertThat(all.stream().map(answer -> answer.join().code()).filter(code -> !code.isEmpty()))
                .containsOnly("credit_insufficient");
        assertThat(balance(resident)).isEqualTo("2000");
    }

    @Test
    void aSlotIsNeverOverbookedHoweverManyWantIt() {
        UUID slot = city.slot(Duration.ofDays(3), 2);

        List<CompletableFuture<Answer>> all = Stream.generate(UUID::randomUUID)
                .limit(6)
                .map(resident -> CompletableFuture.supplyAsync(
                        () -> city.request(resident, slot, City.item("sofa", "broken", 1))))
                .toList();

        Awaitility.await().until(() -> all.stream().allMatch(CompletableFuture::isDone));
        assertThat(all.stream().map(answer -> answer.join().status()).filter(status -> status == 201))
                .hasSize(2);
        assertThat(all.stream().map(answer -> answer.join().code()).filter(code -> !code.isEmpty()))
                .hasSize(4)
                .containsOnly("slot_full");
        for (String statement : List.of(
                "UPDATE pickup_slot SET taken = 0 WHERE slot_id = '" + slot + "'",
                "UPDATE pickup_slot SET capacity = 1 WHERE slot_id = '" + slot + "'",
                "UPDATE pickup SET held_until = NULL WHERE slot_id = '" + slot + "'",
                "DELETE FROM pickup WHERE slot_id = '" + slot + "'")) {
            assertThatThrownBy(() -> jdbc.sql(statement).update())
                    .as(statement)
                    .isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void everyHoldEndsAndGivesItsPlaceBack() {
        UUID resident = UUID.randomUUID();
        UUID slot = city.slot(Duration.ofDays(3), 1);
        UUID pickup = City.id(city.request(resident, slot, City.item("sofa", "broken", 1)), "/pickupId");

        assertThat(missed(resident, pickup).code()).isEqualTo("pickup_not_booked");
        assertThat(city.confirm(resident, pickup, "provider").code()).isEqualTo("payment_method_not_offered");
        clock.advance(Duration.ofMinutes(11));
        assertThat(city.confirm(resident, pickup, "at_door").code()).isEqualTo("hold_expired");
        events.await("recycling.pickup_expired.v1", pickup);

        assertThat(city.resident(resident).get("/v1/pickups/" + pickup).text("/state"))
                .isEqualTo("expired");
        assertThat(city.request(UUID.randomUUID(), slot, City.item("sofa", "broken", 1))
                        .status())
                .isEqualTo(201);
        assertThat(jdbc.sql("SELECT count(*) FROM pickup WHERE state = 'held' AND held_until < :now")
                        .param("now", io.yike.kit.jdbc.Row.utc(city.now().minusSeconds(60)))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aSlotThatIsClosedMeanwhileIsNotConfirmed() {
        UUID resident = UUID.randomUUID();
        UUID slot = city.slot(Duration.ofDays(3), 1);
        UUID pickup = City.id(city.request(resident, slot, City.item("sofa", "broken", 1)), "/pickupId");

        assertThat(city.operator().post("/v1/pickup-slots/" + slot + "/close").text("/closed"))
                .isEqualTo("true");
        assertThat(city.operator()
                        .post("/v1/pickup-slots/" + UUID.randomUUID() + "/close")
                        .status())
                .isEqualTo(404);

        assertThat(city.confirm(resident, pickup, "at_door").code()).isEqualTo("slot_closed");
        assertThat(city.request(UUID.randomUUID(), slot, City.item("sofa", "broken", 1))
                        .code())
                .isEqualTo("slot_closed");
    }

    @Test
    void aChangeIsTakenUntilTheDayBeforeAndWhatBecomesCheaperIsPaidBack() {
        UUID resident = owed(1);
        UUID first = city.slot(Duration.ofDays(3), 1);
        UUID second = city.slot(Duration.ofDays(4), 1);
        UUID pickup = city.booked(resident, first, "credit", City.item("sofa", "broken", 1));

        Answer moved = amend(resident, pickup, Map.of("slotId", second));
        Answer cheaper = amend(resident, pickup, Map.of("items", List.of(City.item("chair", "broken", 1))));
        Answer dearer = amend(resident, pickup, Map.of("standing", City.standing(30, false)));

        assertThat(moved.text("/slotId")).isEqualTo(second.toString());
        assertThat(city.request(UUID.randomUUID(), first, City.item("sofa", "broken", 1))
                        .status())
                .isEqualTo(201);
        assertThat(cheaper.text("/price/amount")).isEqualTo("500");
        assertThat(balance(resident)).isEqualTo("4500");
        assertThat(dearer.code()).isEqualTo("price_rises");
        assertThat(events.await("recycling.pickup_changed.v1", pickup)
                        .at("/data/window/start")
                        .asString())
                .isNotEmpty();
        assertThat(amend(resident, pickup, Map.of()).code()).isEqualTo("nothing_to_change");
        assertThat(amend(resident, pickup, Map.of("slotId", first)).code()).isEqualTo("slot_full");
        assertThat(amend(resident, pickup, Map.of("items", List.of(City.item("piano", "broken", 1))))
                        .code())
                .isEqualTo("item_unknown");
        clock.advance(Duration.ofHours(73));
        assertThat(amend(resident, pickup, Map.of("standing", City.standing(0, true)))
                        .code())
                .isEqualTo("amend_too_late");
    }

    private Answer amend(UUID resident, UUID pickup, Map<String, Object> amendment) {
        return city.resident(resident).post("/v1/pickups/" + pickup + "/amend", amendment);
    }

    @Test
    void aResidentIsRemindedADayBeforeAndMayReportThatNobodyCame() {
        UUID resident = owed(1);
        UUID pickup = city.booked(resident, city.slot(Duration.ofDays(3), 1), "credit", City.item("sofa", "broken", 1));
        assertThat(missed(resident, pickup).code()).isEqualTo("slot_not_over");
        clock.advance(Duration.ofHours(49));
        events.await("recycling.pickup_reminded.v1", pickup);
        clock.advance(Duration.ofHours(29));

        assertThat(city.resident(resident)
                        .post("/v1/pickups/" + pickup + "/cancel", City.refund(0))
                        .code())
                .isEqualTo("pickup_not_cancellable");
        Answer reported = missed(resident, pickup);

        assertThat(reported.text("/state")).isEqualTo("missed");
        assertThat(missed(resident, pickup).body()).isEqualTo(reported.body());
        assertThat(events.await("recycling.pickup_not_collected.v1", pickup)
                        .at("/data/reason")
                        .asString())
                .isEqualTo("missed");
        clock.advance(Duration.ofHours(73));
        City.eventually(
                () -> assertThat(city.operator().get("/v1/pickups/" + pickup).text("/reason"))
                        .isEqualTo("lapsed"));
        assertThat(balance(resident)).isEqualTo("5000");
        assertThat(missed(resident, pickup).code()).isEqualTo("report_too_late");
    }

    @Test
    void whatTheCrewLeavesIsNeitherChargedNorCredited() {
        UUID resident = owed(1);
        UUID pickup = city.booked(
                resident,
                city.slot(Duration.ofDays(3), 1),
                "credit",
                City.item("sofa", "broken", 1),
                City.item("fridge", "working", 1));

        assertThat(outcome(pickup, Map.of("outcome", "partly", "refusedLines", List.of(1)))
                        .code())
                .isEqualTo("reason_required");
        assertThat(outcome(pickup, Map.of("outcome", "partly", "reason", "mouldy"))
                        .code())
                .isEqualTo("lines_required");
        assertThat(left(pickup, 7).code()).isEqualTo("line_unknown");
        assertThat(left(UUID.randomUUID(), 1).status()).isEqualTo(404);
        assertThat(left(pickup, 1, 2).code()).isEqualTo("lines_all_refused");
        Answer partly = left(pickup, 1);

        assertThat(partly.text("/state")).isEqualTo("collected");
        assertThat(partly.text("/lines/0/state")).isEqualTo("refused");
        assertThat(partly.text("/lines/0/reason")).isEqualTo("mouldy");
        assertThat(balance(resident)).isEqualTo("10000");
        assertThat(events.await("recycling.pickup_collected.v1", pickup)
                        .at("/data/outcome")
                        .asString())
                .isEqualTo("partly");
    }

    private Answer left(UUID pickup, Integer... lines) {
        return outcome(pickup, Map.of("outcome", "partly", "refusedLines", List.of(lines), "reason", "mouldy"));
    }

    @Test
    void nobodyAtHomeCostsThePriceAndWhatTheCrewRefusesDoesNot() {
        UUID resident = owed(2);
        UUID slot = city.slot(Duration.ofDays(3), 2);
        UUID alone = city.booked(resident, slot, "credit", City.item("sofa", "broken", 1));
        UUID refused = city.booked(resident, slot, "credit", City.item("sofa", "broken", 1));

        assertThat(outcome(alone, Map.of("outcome", "no_access", "reason", "nobody opened"))
                        .text("/reason"))
                .isEqualTo("no_access");
        assertThat(outcome(refused, Map.of("outcome", "refused", "reason", "full of bugs"))
                        .text("/reason"))
                .isEqualTo("refused");

        assertThat(balance(resident)).isEqualTo("7000");
        assertThat(missed(resident, alone).code()).isEqualTo("crew_was_there");
    }

    @Test
    void whatCannotBeFetchedIsRefused() {
        UUID slot = city.slot(Duration.ofDays(3), 10);
        UUID resident = UUID.randomUUID();
        UUID soon = city.slot(Duration.ofMinutes(90), 1);

        assertThat(fields(city.request(resident, slot, City.item("sofa", "broken", 500))))
                .isEqualTo("too_many_items items[0].quantity");
        assertThat(fields(city.request(resident, slot, City.item("sofa", "working", 1))))
                .isEqualTo("item_unknown items[0].code");
        assertThat(fields(city.request(resident, soon, City.item("sofa", "broken", 1))))
                .isEqualTo("slot_too_soon slotId");
        assertThat(fields(city.request(resident, UUID.randomUUID(), City.item("sofa", "broken", 1))))
                .isEqualTo("slot_unknown slotId");
        assertThat(fields(city.resident(resident)
                        .post(
                                "/v1/pickup-quotes",
                                Map.of(
                                        "items",
                                        List.of(City.item("sofa", "broken", 21)),
                                        "standing",
                                        City.standing(0, true)))))
                .isEqualTo("too_many_items items[0].quantity");
        Map<String, Object> bad = new HashMap<>(City.newPickup(slot, City.item("sofa", "broken", 1)));
        bad.put("standing", Map.of("floor", 4000, "lift", true, "where", "inside", "assisted", false));
        assertThat(fields(city.resident(resident).post("/v1/pickups", bad)))
                .isEqualTo("validation_failed standing.floor");
        assertThat(api.as(Tokens.caller(Role.RESIDENT, "resident:" + UUID.randomUUID(), "resident:" + resident))
                        .post("/v1/pickups", City.newPickup(slot, City.item("sofa", "broken", 1)))
                        .code())
                .isEqualTo("resident_required");
        for (int one = 0; one < 3; one++) {
            assertThat(city.request(resident, slot, City.item("sofa", "broken", 1))
                            .status())
                    .isEqualTo(201);
        }
        assertThat(city.request(resident, slot, City.item("sofa", "broken", 1)).code())
                .isEqualTo("too_many_pickups");
        assertThat(fields(slot(Duration.ofDays(-1), Duration.ofHours(4)))).isEqualTo("slot_in_past window.start");
        assertThat(fields(slot(Duration.ofDays(1), Duration.ofHours(-4)))).isEqualTo("slot_too_short window.end");
        assertThat(fields(slot(Duration.ofDays(400), Duration.ofHours(4)))).isEqualTo("slot_too_far window.start");
        assertThat(fields(priced("working", 100, 100))).isEqualTo("price_and_credit terms[0].credit");
        assertThat(fields(priced("working", -1, 0))).isEqualTo("amount_negative terms[0].price.amount");
        assertThat(fields(city.operator()
                        .put(
                                "/v1/pickup-items/lamp",
                                City.newItem("Lamp", "bulky", City.terms("broken", 1, 0), City.terms("broken", 2, 0)))))
                .isEqualTo("terms_twice terms[1].condition");
        assertThat(city.resident(resident).get("/v1/pickup-items").body()).contains("Refrigerator");
        assertThat(city.resident(resident).get("/v1/pickup-slots").body()).contains(slot.toString());
        assertThat(city.resident(resident).get("/v1/pickups?state=held&limit=2").text("/nextCursor"))
                .isNotEmpty();
    }

    private Answer slot(Duration in, Duration lasts) {
        return city.operator().post("/v1/pickup-slots", City.newSlot(city.now().plus(in), lasts, 1));
    }

    private Answer priced(String condition, long price, long credit) {
        return city.operator()
                .put("/v1/pickup-items/lamp", City.newItem("Lamp", "bulky", City.terms(condition, price, credit)));
    }

    private static String fields(Answer refusal) {
        return refusal.code() + " " + refusal.text("/fields/0/field");
    }

    @Test
    void aKeyThatIsInProgressIsAConflict() {
        String key = UUID.randomUUID().toString();
        UUID slot = city.slot(Duration.ofDays(3), 1);
        ApiClient operator = city.operator().withHeader("Idempotency-Key", key);
        ApiClient resident = city.resident(UUID.randomUUID()).withHeader("Idempotency-Key", key);
        Map<String, Object> another = City.newSlot(city.now().plus(Duration.ofDays(3)), Duration.ofHours(4), 1);
        Map<String, Object> request = City.newPickup(slot, City.item("sofa", "broken", 1));

        List<CompletableFuture<Answer>> first = java.util.Objects.requireNonNull(transactions.execute(_ -> {
            jdbc.sql("LOCK TABLE pickup_slot IN ACCESS EXCLUSIVE MODE").update();
            var running = List.of(
                    CompletableFuture.supplyAsync(() -> operator.post("/v1/pickup-slots", another)),
                    CompletableFuture.supplyAsync(() -> resident.post("/v1/pickups", request)));
            Awaitility.await().untilAsserted(() -> {
                assertThat(operator.post("/v1/pickup-slots", another).code()).isEqualTo("idempotency_key_in_progress");
                assertThat(resident.post("/v1/pickups", request).code()).isEqualTo("idempotency_key_in_progress");
            });
            return running;
        }));

        Awaitility.await().until(() -> first.stream().allMatch(CompletableFuture::isDone));
        assertThat(first.stream().map(answer -> answer.join().status())).containsExactly(201, 201);
        assertThat(resident.post("/v1/pickups", request).body())
                .isEqualTo(first.get(1).join().body());
    }

    @Test
    void whereSomebodyLivesIsForgottenAMonthAfterTheEnd(@Autowired io.yike.recycling.pickups.ForgetAddresses forget) {
        UUID resident = UUID.randomUUID();
        UUID pickup =
                city.booked(resident, city.slot(Duration.ofDays(3), 1), "at_door", City.item("sofa", "broken", 1));
        outcome(pickup, Map.of("outcome", "collected"));
        Instant ended =
                Instant.parse(city.operator().get("/v1/pickups/" + pickup).text("/endedAt"));
        forget.forget();
        assertThat(city.operator().get("/v1/pickups/" + pickup).text("/address"))
                .isNotEmpty();

        clock.advance(Duration.between(city.now(), ended.plus(Duration.ofDays(31))));
        forget.forget();

        Answer forgotten = city.operator().get("/v1/pickups/" + pickup);
        assertThat(forgotten.text("/address")).isEmpty();
        assertThat(forgotten.json().at("/place/lat").asDouble()).isEqualTo(31.23);
        assertThat(forgotten.json().at("/place/lng").asDouble()).isEqualTo(121.47);
        assertThat(jdbc.sql("SELECT sum(amount) FROM ledger_entry WHERE party = 'yike' AND code = 'cash'")
                        .query(Long.class)
                        .single())
                .isNegative();
    }
}
