package io.yike.recycling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.Tokens;
import io.yike.recycling.City.Bin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// From a bottle in a smart bin to the credit for it, and everything that devices and residents do wrong on the way.
class RecyclingJourneyIT extends InACity {

    @Autowired
    private TransactionTemplate transactions;

    @BeforeEach
    void found() {
        city.priced();
    }

    @Test
    void aDropOffIsCreditedOnceByWeight() {
        Bin bin = city.bin();
        UUID resident = UUID.randomUUID();
        UUID dropOff = city.opened(bin, resident);
        Map<String, Object> weight = city.weight(dropOff, 1250, "6901234567892-" + dropOff);
        ApiClient device = city.device(bin.deviceId()).withHeader("Idempotency-Key", "weigh-" + dropOff);
        String path = "/v1/devices/" + bin.deviceId() + "/weigh-ins";

        Answer first = device.post(path, weight);
        Answer again = device.post(path, weight);
        Answer otherKey = city.device(bin.deviceId()).post(path, weight);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(otherKey.code()).isEqualTo("drop_off_weighed");
        assertThat(first.text("/credited/amount")).isEqualTo("150");
        assertThat(city.credit(resident).text("/balance/amount")).isEqualTo("150");
        UUID weighIn = City.id(first, "/weighInId");
        JsonNode told = events.await("recycling.weigh_in_credited.v1", weighIn);
        assertThat(told.at("/data/credited/amount").asLong()).isEqualTo(150);
        assertThat(told.toString()).doesNotContain("\"code\"");
        Answer entries = city.resident(resident).get("/v1/residents/" + resident + "/credit/entries");
        assertThat(entries.json().at("/items")).hasSize(1);
        assertThat(entries.text("/items/0/reference")).isEqualTo(weighIn.toString());
    }

    @Test
    void aCorrectionReversesAndCreditsAnewAndKeepsBoth() {
        Bin bin = city.bin();
        UUID resident = UUID.randomUUID();
        UUID weighIn = city.weighed(bin, resident, 1250);
        String correct = "/v1/weigh-ins/" + weighIn + "/correct";
        ApiClient once = city.operator().withHeader("Idempotency-Key", "correct-" + weighIn);

        Answer corrected = once.post(correct, Map.of("weightGrams", 1050, "reason", "wet bag"));
        Answer other = once.post(correct, Map.of("weightGrams", 1, "reason", "wet bag"));

        assertThat(corrected.text("/credited/amount")).isEqualTo("126");
        assertThat(corrected.json().at("/corrections")).hasSize(1);
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
        assertThat(city.credit(resident).text("/balance/amount")).isEqualTo("126");
        assertThat(city.resident(resident)
                        .get("/v1/residents/" + resident + "/credit/entries")
                        .json()
                        .at("/items"))
                .hasSize(3);
        events.await("recycling.weigh_in_corrected.v1", weighIn);
        assertThat(city.operator()
                        .post(
                                "/v1/weigh-ins/" + UUID.randomUUID() + "/correct",
                                Map.of("weightGrams", 1, "reason", "wet bag"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatIsSpentCannotBeTakenBack() {
        UUID resident = UUID.randomUUID();
        UUID weighIn = city.weighed(city.bin(), resident, 1000);
        spend(resident, 100);

        Answer tooLittleLeft = correct(weighIn, 500);
        Answer enoughLeft = correct(weighIn, 900);

        assertThat(tooLittleLeft.code()).isEqualTo("credit_spent");
        assertThat(enoughLeft.text("/credited/amount")).isEqualTo("108");
        assertThat(city.credit(resident).text("/balance/amount")).isEqualTo("8");
        assertThatThrownBy(() -> spend(resident, 9)).isInstanceOf(DataAccessException.class);
    }

    private Answer correct(UUID weighIn, long grams) {
        return city.operator()
                .post("/v1/weigh-ins/" + weighIn + "/correct", Map.of("weightGrams", grams, "reason", "wet bag"));
    }

    /// As an order that is paid for with credit would.
    private void spend(UUID resident, long amount) {
        UUID journal = UUID.randomUUID();
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("""
                    INSERT INTO ledger_journal (id, reference, kind, day, entries, posted_at)
                    VALUES (:id, :reference, 'credit_spent', '2026-11-23', 2, now())
                    """)
                    .param("id", journal)
                    .param("reference", journal.toString())
                    .update();
            jdbc.sql("""
                    INSERT INTO ledger_entry (journal_id, line, party, code, amount, currency)
                    VALUES (:id, 1, :resident, 'credit', -:amount, 'CNY'), (:id, 2, 'yike', 'orders', :amount, 'CNY')
                    """)
                    .param("id", journal)
                    .param("resident", "resident:" + resident)
                    .param("amount", amount)
                    .update();
        });
    }

    @Test
    void theDatabaseKeepsTheBooks() {
        UUID resident = UUID.randomUUID();
        city.weighed(city.bin(), resident, 1000);

        for (String statement : List.of(
                "UPDATE ledger_entry SET amount = amount + 1",
                "DELETE FROM ledger_entry",
                "DELETE FROM ledger_journal",
                "UPDATE credit_balance SET amount = amount + 1",
                "DELETE FROM credit_balance",
                "INSERT INTO credit_balance VALUES ('resident:x', 'credit', 'CNY', 5)",
                "DELETE FROM weigh_in_change")) {
            assertThatThrownBy(() -> jdbc.sql(statement).update())
                    .as(statement)
                    .isInstanceOf(DataAccessException.class);
        }
        assertThat(jdbc.sql("""
                        SELECT count(*) FROM (
                            SELECT party, code, currency, sum(amount) AS amount FROM ledger_entry
                            WHERE party LIKE 'resident:%' GROUP BY party, code, currency
                        ) AS entries FULL JOIN credit_balance AS kept USING (party, code, currency)
                        WHERE entries.amount IS DISTINCT FROM kept.amount
                        """).query(Long.class).single()).isZero();
        assertThat(jdbc.sql("SELECT coalesce(sum(amount), 0) FROM ledger_entry")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whatIsBeyondALimitIsHeldUntilAnOperatorDecides() {
        Bin bin = city.bin();
        UUID resident = UUID.randomUUID();
        UUID released = city.weighed(bin, resident, 40_000);
        UUID refused = city.weighed(bin, resident, 31_000);
        UUID ordinary = city.weighed(bin, resident, 1000);

        assertThat(city.credit(resident).text("/balance/amount")).isEqualTo("120");
        assertThat(city.credit(resident).text("/held/amount")).isEqualTo("8520");
        events.await("recycling.weigh_in_held.v1", released);
        assertThat(correct(released, 1).code()).isEqualTo("weigh_in_held");
        assertThat(review(released, "release").text("/state")).isEqualTo("released");
        assertThat(review(released, "release").text("/state")).isEqualTo("released");
        assertThat(review(released, "refuse").code()).isEqualTo("weigh_in_reviewed");
        assertThat(review(refused, "refuse").text("/state")).isEqualTo("refused");
        assertThat(correct(refused, 1).code()).isEqualTo("weigh_in_refused");
        assertThat(review(ordinary, "release").code()).isEqualTo("weigh_in_not_held");
        assertThat(review(UUID.randomUUID(), "release").status()).isEqualTo(404);
        assertThat(city.credit(resident).text("/balance/amount")).isEqualTo("4920");
        assertThat(city.credit(resident).text("/held/amount")).isEqualTo("0");
        assertThat(events.await("recycling.weigh_in_reviewed.v1", refused)
                        .at("/data/credited/amount")
                        .asLong())
                .isZero();
        assertThat(city.resident(resident).get("/v1/weigh-ins?state=refused").text("/items/0/weighInId"))
                .isEqualTo(refused.toString());
        assertThat(jdbc.sql("SELECT reviewed_by FROM weigh_in WHERE weigh_in_id = ANY (:ids)")
                        .param("ids", new UUID[] {released, refused})
                        .query(io.yike.kit.jdbc.Row.to(row -> row.text("reviewed_by")))
                        .list())
                .containsExactly(Tokens.operator().subject(), Tokens.operator().subject());
    }

    private Answer review(UUID weighIn, String decision) {
        return city.operator()
                .post("/v1/weigh-ins/" + weighIn + "/review", Map.of("decision", decision, "reason", "looked at it"));
    }

    @Test
    void anItemIsCreditedToWhomeverBringsItFirst() {
        Bin bin = city.bin();
        String barcode = "item-" + UUID.randomUUID();
        UUID first = UUID.randomUUID();
        city.weighed(bin, first, 100, barcode);

        UUID again = city.weighed(bin, UUID.randomUUID(), 100, barcode);
        UUID twice = city.weighed(bin, UUID.randomUUID(), 100, barcode + "a", barcode + "a");

        for (UUID weighIn : List.of(again, twice)) {
            Answer held = city.operator().get("/v1/weigh-ins/" + weighIn);
            assertThat(held.text("/state")).isEqualTo("held");
            assertThat(held.text("/reasons/0")).isEqualTo("barcode_seen");
        }
        assertThat(city.credit(first).text("/balance/amount")).isEqualTo("12");
    }

    @Test
    void tenVisitsADayAreCreditedAndTheEleventhIsLookedAt() {
        Bin bin = city.bin();
        UUID resident = UUID.randomUUID();
        for (int visit = 0; visit < 10; visit++) {
            city.weighed(bin, resident, 1000);
        }

        UUID eleventh = city.weighed(bin, resident, 1000);

        assertThat(city.operator().get("/v1/weigh-ins/" + eleventh).text("/reasons/0"))
                .isEqualTo("too_often");
    }

    @Test
    void aDeviceWithoutConnectionTellsTheWeightLaterAtThePriceOfThen() {
        Bin bin = city.bin();
        UUID resident = UUID.randomUUID();
        UUID dropOff = city.opened(bin, resident);
        Map<String, Object> weight = city.weight(dropOff, 1000);
        Instant dearer = city.now().plus(Duration.ofMinutes(5));
        assertThat(city.operator()
                        .post("/v1/material-prices", City.price(900, dearer))
                        .status())
                .isEqualTo(201);
        clock.advance(Duration.ofHours(3));
        City.eventually(
                () -> assertThat(city.operator().get("/v1/drop-offs/" + dropOff).text("/state"))
                        .isEqualTo("closed"));
        Bin other = city.bin();
        city.opened(other, resident);

        Answer late = city.device(bin.deviceId()).post("/v1/devices/" + bin.deviceId() + "/weigh-ins", weight);

        assertThat(late.text("/credited/amount")).isEqualTo("120");
        assertThat(city.operator().get("/v1/drop-offs/" + dropOff).text("/state"))
                .isEqualTo("weighed");
    }

    @Test
    void aCodeOpensItsBinOnceAndInTime() {
        Bin bin = city.bin();
        Bin other = city.bin();
        UUID resident = UUID.randomUUID();
        Answer dropOff = city.open(resident, bin.pointId());
        String code = dropOff.text("/code");

        assertThat(city.open(resident, other.pointId()).code()).isEqualTo("drop_off_under_way");
        assertThat(city.operator()
                        .get("/v1/drop-offs/" + dropOff.text("/dropOffId"))
                        .text("/code"))
                .isEmpty();
        assertThat(enter(other, code).code()).isEqualTo("wrong_code");
        assertThat(city.weigh(bin, City.id(dropOff, "/dropOffId"), 100).code()).isEqualTo("drop_off_not_opened");
        clock.advance(Duration.ofMinutes(11));
        City.eventually(() -> assertThat(city.resident(resident)
                        .get("/v1/drop-offs/" + dropOff.text("/dropOffId"))
                        .text("/state"))
                .isEqualTo("expired"));
        assertThat(enter(bin, code).code()).isEqualTo("wrong_code");
        assertThat(city.open(resident, bin.pointId()).status()).isEqualTo(201);
    }

    @Test
    void wrongCodesLockTheBinForAWhile() {
        Bin bin = city.bin();
        UUID resident = UUID.randomUUID();
        String code = city.open(resident, bin.pointId()).text("/code");
        String wrong = code.equals("000000") ? "000001" : "000000";
        IntStream.range(0, 5).forEach(_ -> assertThat(enter(bin, wrong).code()).isEqualTo("wrong_code"));

        assertThat(enter(bin, code).code()).isEqualTo("code_locked");
        clock.advance(Duration.ofMinutes(11));
        String another = city.open(UUID.randomUUID(), bin.pointId()).text("/code");
        assertThat(enter(bin, another).status()).isEqualTo(200);
        assertThat(enter(bin, another).status()).isEqualTo(200);
    }

    private Answer enter(Bin bin, String code) {
        return city.device(bin.deviceId()).post("/v1/devices/" + bin.deviceId() + "/openings", Map.of("code", code));
    }

    @Test
    void twoVisitsAtOnceAreOne() {
        Bin bin = city.bin();
        UUID resident = UUID.randomUUID();

        List<CompletableFuture<Answer>> both = Stream.of(1, 2, 3, 4)
                .map(_ -> CompletableFuture.supplyAsync(() -> city.open(resident, bin.pointId())))
                .toList();

        Awaitility.await().until(() -> both.stream().allMatch(CompletableFuture::isDone));
        assertThat(both.stream().map(answer -> answer.join().status())).containsExactlyInAnyOrder(201, 409, 409, 409);
    }

    @Test
    void twoWeightsAtOnceAreOneCredit() {
        Bin bin = city.bin();
        UUID resident = UUID.randomUUID();
        UUID dropOff = city.opened(bin, resident);

        List<CompletableFuture<Answer>> several = Stream.of(1, 2, 3, 4)
                .map(_ -> CompletableFuture.supplyAsync(() -> city.weigh(bin, dropOff, 1000)))
                .toList();

        Awaitility.await().until(() -> several.stream().allMatch(CompletableFuture::isDone));
        assertThat(several.stream().map(answer -> answer.join().status()))
                .containsExactlyInAnyOrder(201, 409, 409, 409);
        assertThat(city.credit(resident).text("/balance/amount")).isEqualTo("120");
    }

    @Test
    void whatCannotBeDroppedOffIsRefused() {
        Bin bin = city.bin();
        UUID resident = UUID.randomUUID();
        UUID dropOff = city.opened(bin, resident);
        Map<String, Object> negative = Map.of(
                "dropOffId",
                dropOff,
                "weightGrams",
                -3000,
                "weighedAt",
                city.now().toString());
        String path = "/v1/devices/" + bin.deviceId() + "/weigh-ins";

        Answer refused = city.device(bin.deviceId()).post(path, negative);

        assertThat(refused.code()).isEqualTo("validation_failed");
        assertThat(refused.text("/fields/0/field")).isEqualTo("weightGrams");
        assertThat(refused.text("/fields/0/code")).isEqualTo("out_of_range");
        assertThat(at(bin, dropOff, Duration.ofDays(-30)).code()).isEqualTo("weighed_too_early");
        assertThat(at(bin, dropOff, Duration.ofDays(365 * 73)).code()).isEqualTo("weighed_in_future");
        assertThat(city.weigh(bin, UUID.randomUUID(), 100).code()).isEqualTo("drop_off_unknown");
        assertThat(city.open(UUID.randomUUID(), UUID.randomUUID()).code()).isEqualTo("point_unknown");
        assertThat(drop(bin.pointId(), "glass").code()).isEqualTo("material_unknown");
        assertThat(drop(bin.pointId(), "paper").code()).isEqualTo("bin_without_device");
        city.device(bin.pointId(), "paper");
        assertThat(drop(bin.pointId(), "paper").code()).isEqualTo("material_not_priced");
        assertThat(api.as(io.yike.kit.testing.Tokens.caller(
                                io.yike.kit.security.Role.RESIDENT,
                                "resident:" + UUID.randomUUID(),
                                "resident:" + UUID.randomUUID()))
                        .post("/v1/drop-offs", Map.of("pointId", bin.pointId(), "material", "plastic"))
                        .code())
                .isEqualTo("resident_required");
    }

    private Answer at(Bin bin, UUID dropOff, Duration from) {
        return city.device(bin.deviceId())
                .post(
                        "/v1/devices/" + bin.deviceId() + "/weigh-ins",
                        Map.of(
                                "dropOffId",
                                dropOff,
                                "weightGrams",
                                100,
                                "weighedAt",
                                city.now().plus(from).toString()));
    }

    private Answer drop(UUID pointId, String material) {
        return city.resident(UUID.randomUUID()).post("/v1/drop-offs", Map.of("pointId", pointId, "material", material));
    }

    @Test
    void aClosedPointGivesNoCode() {
        String today = city.now()
                .atZone(java.time.ZoneId.of("Asia/Shanghai"))
                .getDayOfWeek()
                .minus(2)
                .getDisplayName(java.time.format.TextStyle.SHORT, java.util.Locale.ENGLISH)
                .toLowerCase(java.util.Locale.ROOT);
        Map<String, Object> point = new java.util.LinkedHashMap<>(City.newPoint());
        point.put("hours", List.of(Map.of("day", today, "opens", "08:00", "closes", "08:30")));
        UUID pointId = City.id(city.operator().post("/v1/recycling-points", point), "/pointId");
        city.device(pointId, "plastic");

        assertThat(city.open(UUID.randomUUID(), pointId).code()).isEqualTo("point_closed");
        assertThat(city.resident(UUID.randomUUID())
                        .get("/v1/recycling-points/" + pointId)
                        .text("/hours/0/day"))
                .isEqualTo(today);
    }

    @Test
    void aPointIsAsItWasRegistered() {
        Map<String, Object> twice = new java.util.LinkedHashMap<>(City.newPoint());
        Map<String, Object> plastic = Map.of("material", "plastic", "volumeLitres", 240);
        twice.put("streams", List.of(plastic, plastic));
        Map<String, Object> overlapping = new java.util.LinkedHashMap<>(City.newPoint());
        overlapping.put(
                "hours",
                List.of(
                        Map.of("day", "mon", "opens", "08:00", "closes", "12:00"),
                        Map.of("day", "mon", "opens", "11:00", "closes", "18:00")));

        assertThat(city.operator().post("/v1/recycling-points", twice).text("/fields/0/field"))
                .isEqualTo("streams[1].material");
        assertThat(city.operator().post("/v1/recycling-points", overlapping).text("/fields/0/field"))
                .isEqualTo("hours[1]");
        Answer point = city.operator().get("/v1/recycling-points/" + city.point());
        // GCJ-02 was given; the same place in WGS 84 is some hundred metres off.
        assertThat(point.text("/place/datum")).isEqualTo("wgs84");
        assertThat(Math.abs(point.json().at("/place/lng").asDouble() - 121.4737))
                .isBetween(0.001, 0.01);
        assertThat(city.operator()
                        .get("/v1/recycling-points/" + UUID.randomUUID())
                        .status())
                .isEqualTo(404);
        assertThat(city.operator()
                        .post("/v1/recycling-points/" + UUID.randomUUID() + "/devices", Map.of("material", "paper"))
                        .status())
                .isEqualTo(404);
        assertThat(city.operator()
                        .post(
                                "/v1/recycling-points/" + point.text("/pointId") + "/devices",
                                Map.of("material", "glass"))
                        .code())
                .isEqualTo("material_unknown");
        Answer page = city.operator().get("/v1/recycling-points?material=plastic&limit=1");
        assertThat(page.text("/nextCursor")).isNotEmpty();
        assertThat(city.operator()
                        .get("/v1/recycling-points?material=plastic&limit=1&cursor=" + page.text("/nextCursor"))
                        .text("/items/0/pointId"))
                .isNotEqualTo(page.text("/items/0/pointId"));
    }

    private static Map<String, Object> fill(Instant at, double percent) {
        return measured(at, "fillPercent", percent);
    }

    private static Map<String, Object> measured(Instant at, String what, Object value) {
        return Map.of("measuredAt", at.toString(), what, value);
    }

    /// What is known of the bin for plastic.
    private JsonNode stream(Bin bin) {
        return city.operator()
                .get("/v1/recycling-points/" + bin.pointId())
                .json()
                .path("streams")
                .valueStream()
                .filter(stream -> stream.path("material").asString().equals("plastic"))
                .findAny()
                .orElseThrow();
    }

    @Test
    void readingsComeInAnyOrderAndTwice() {
        Bin bin = city.bin();
        Instant now = city.now();
        List<Map<String, Object>> shuffled = List.of(
                fill(now.minusSeconds(60), 60),
                fill(now, 62.5),
                fill(now.minusSeconds(180), 40),
                fill(now.minusSeconds(120), 50));

        Answer first = city.read(bin, now, shuffled);
        Answer again = city.read(bin, now.plusSeconds(1), shuffled);
        Answer older = city.read(bin, now, List.of(fill(now.minusSeconds(90), 55)));

        assertThat(first.text("/kept")).isEqualTo("4");
        assertThat(again.text("/kept")).isEqualTo("0");
        assertThat(again.text("/repeated")).isEqualTo("4");
        assertThat(older.text("/kept")).isEqualTo("1");
        JsonNode stream = stream(bin);
        assertThat(stream.path("fillPercent").asDouble()).isEqualTo(62.5);
        assertThat(stream.path("state").asString()).isEqualTo("known");
    }

    @Test
    void whatIsStaleIsUnknownAndNeverEmpty() {
        Bin bin = city.bin();
        city.read(bin, fill(city.now(), 62.5));
        clock.advance(Duration.ofMinutes(31));

        JsonNode stream = stream(bin);

        assertThat(stream.path("state").asString()).isEqualTo("unknown");
        assertThat(stream.has("fillPercent")).isFalse();
        assertThat(stream.path("ageSeconds").asLong()).isGreaterThanOrEqualTo(31 * 60);
    }

    @Test
    void aClockThatIsOffIsPutRight() {
        Bin bin = city.bin();
        Instant theirs = Instant.parse("2099-01-01T00:00:00Z");

        Answer answer = city.read(bin, theirs, List.of(fill(theirs.minusSeconds(60), 30)));

        assertThat(answer.text("/kept")).isEqualTo("1");
        assertThat(answer.json().path("clockOffSeconds").asLong()).isNegative();
        assertThat(stream(bin).path("ageSeconds").asLong()).isBetween(55L, 90L);
        assertThat(city.read(bin, theirs.plusSeconds(5), List.of(fill(theirs.minusSeconds(60), 30)))
                        .text("/repeated"))
                .isEqualTo("1");
    }

    @Test
    void aReadingThatCannotBeIsRefusedByItself() {
        Bin bin = city.bin();
        Instant now = city.now();
        List<Map<String, Object>> readings = new ArrayList<>(List.of(
                fill(now, 50),
                fill(now.plusSeconds(1), 140),
                fill(Instant.EPOCH, 50),
                fill(Instant.parse("2099-01-01T00:00:00Z"), 50),
                measured(now.plusSeconds(2), "weightGrams", -3000),
                measured(now.plusSeconds(3), "temperatureCelsius", 999),
                measured(now.plusSeconds(4), "tiltDegrees", 200),
                measured(now.plusSeconds(5), "batteryPercent", 101),
                Map.of("measuredAt", now.plusSeconds(6).toString())));

        Answer some = city.read(bin, now, readings);
        readings.removeFirst();
        Answer none = city.read(bin, now, readings);

        assertThat(some.text("/kept")).isEqualTo("1");
        assertThat(some.json().path("refused").valueStream().map(JsonNode::toString))
                .containsExactly(
                        refused("readings[1].fillPercent", "fill_out_of_range"),
                        refused("readings[2].measuredAt", "measured_too_long_ago"),
                        refused("readings[3].measuredAt", "measured_in_future"),
                        refused("readings[4].weightGrams", "weight_negative"),
                        refused("readings[5].temperatureCelsius", "temperature_out_of_range"),
                        refused("readings[6].tiltDegrees", "tilt_out_of_range"),
                        refused("readings[7].batteryPercent", "battery_out_of_range"),
                        refused("readings[8]", "nothing_measured"));
        assertThat(none.status()).isEqualTo(422);
        assertThat(none.code()).isEqualTo("readings_refused");
        assertThat(none.text("/fields/0/field")).isEqualTo("readings[0].fillPercent");
        assertThat(none.text("/fields/0/code")).isEqualTo("fill_out_of_range");
    }

    private static String refused(String field, String code) {
        return "{\"field\":\"%s\",\"code\":\"%s\"}".formatted(field, code);
    }

    @Test
    void aMegabyteSentAgainChangesNothing() {
        Bin bin = city.bin();
        Instant now = city.now();
        List<Map<String, Object>> batch = IntStream.range(0, 5000)
                .mapToObj(minute -> Map.<String, Object>of(
                        "measuredAt",
                        now.minusSeconds(60L * minute).toString(),
                        "fillPercent",
                        (5000 - minute) / 50.0,
                        "weightGrams",
                        41_200 - minute,
                        "temperatureCelsius",
                        18.5,
                        "tiltDegrees",
                        1.5,
                        "batteryPercent",
                        88.25,
                        "door",
                        "closed"))
                .toList();

        Answer first = city.read(bin, now, batch);
        Answer again = city.read(bin, now, batch);

        assertThat(first.text("/kept")).isEqualTo("5000");
        assertThat(again.text("/repeated")).isEqualTo("5000");
        assertThat(jdbc.sql("SELECT count(*) FROM reading WHERE device_id = :id")
                        .param("id", bin.deviceId())
                        .query(Long.class)
                        .single())
                .isEqualTo(5000);
        // Three and a half days of it: 1.2 % an hour, and it is full.
        JsonNode fullAt = stream(bin).path("fullAt");
        assertThat(Instant.parse(fullAt.path("at").asString())).isBetween(now.minusSeconds(60), now.plusSeconds(7200));
        assertThat(fullAt.path("hoursKnown").asInt()).isGreaterThan(70);
    }

    @Test
    void aRetiredOrUnknownDeviceIsNotHeard() {
        Bin bin = city.bin();
        UUID resident = UUID.randomUUID();
        UUID dropOff = city.opened(bin, resident);
        city.device(bin.pointId(), "plastic");
        Bin nobody = new Bin(bin.pointId(), UUID.randomUUID());

        assertThat(city.read(bin, fill(city.now(), 50)).code()).isEqualTo("device_retired");
        assertThat(enter(bin, "123456").code()).isEqualTo("device_retired");
        assertThat(city.weigh(bin, UUID.randomUUID(), 100).code()).isEqualTo("device_retired");
        // What was opened before is weighed, and credited once.
        assertThat(city.weigh(bin, dropOff, 1000).status()).isEqualTo(201);
        assertThat(city.weigh(bin, dropOff, 1000).code()).isEqualTo("drop_off_weighed");
        assertThat(city.credit(resident).text("/balance/amount")).isEqualTo("120");
        assertThat(city.read(nobody, fill(city.now(), 50)).status()).isEqualTo(404);
        assertThat(enter(nobody, "123456").status()).isEqualTo(404);
        assertThat(city.weigh(nobody, dropOff, 100).status()).isEqualTo(404);
    }

    @Test
    void anAlarmIsRaisedOnceAndClearedByWhatIsNewer() {
        Bin bin = city.bin();
        Instant now = city.now();
        city.read(bin, now, List.of(measured(now.minusSeconds(60), "temperatureCelsius", 90)));
        city.read(bin, now, List.of(measured(now.minusSeconds(50), "temperatureCelsius", 95)));

        JsonNode raised = events.await(
                "recycling.alarm_raised.v1",
                event -> event.at("/data/pointId")
                        .asString("")
                        .equals(bin.pointId().toString()));
        String alarm = raised.at("/data/alarmId").asString();
        // Older than what decided: it clears nothing.
        city.read(bin, now, List.of(measured(now.minusSeconds(55), "temperatureCelsius", 20)));
        assertThat(standing(bin)).isEqualTo(1);
        city.read(bin, now, List.of(measured(now.minusSeconds(10), "temperatureCelsius", 20)));

        assertThat(raised.at("/data/kind").asString()).isEqualTo("fire");
        events.await("recycling.alarm_cleared.v1", alarm);
        assertThat(events.all("recycling.alarm_raised.v1", alarm)).hasSize(1);
        assertThat(standing(bin)).isZero();
        assertThat(city.operator().get("/v1/alarms?open=false&limit=200").body())
                .contains(alarm);
    }

    private long standing(Bin bin) {
        return city.operator()
                .get("/v1/alarms?open=true&limit=200")
                .json()
                .path("items")
                .valueStream()
                .filter(alarm ->
                        alarm.path("pointId").asString().equals(bin.pointId().toString()))
                .count();
    }

    @Test
    void aDoorMayBeOpenWhileSomebodyDropsOff() {
        Bin bin = city.bin();
        city.opened(bin, UUID.randomUUID());

        city.read(bin, measured(city.now(), "door", "open"));
        assertThat(standing(bin)).isZero();
        clock.advance(Duration.ofMinutes(20));
        city.read(bin, measured(city.now(), "door", "open"));

        assertThat(standing(bin)).isEqualTo(1);
    }

    @Test
    void aPriceBeginsInTheFutureAndAfterTheOthers() {
        Instant later = city.now().plus(Duration.ofDays(2));

        assertThat(city.operator()
                        .post("/v1/material-prices", City.price(130, city.now().minusSeconds(60)))
                        .code())
                .isEqualTo("valid_from_past");
        assertThat(city.operator()
                        .post("/v1/material-prices", City.price(-1, later))
                        .code())
                .isEqualTo("price_negative");
        assertThat(city.operator()
                        .post("/v1/material-prices", City.price(130, later))
                        .status())
                .isEqualTo(201);
        assertThat(city.operator()
                        .post("/v1/material-prices", City.price(140, later.minusSeconds(60)))
                        .code())
                .isEqualTo("valid_from_not_last");
        assertThat(city.operator().get("/v1/material-prices").body()).contains("\"validUntil\"");
    }

    @Test
    void aKeyInProgressIsAConflictAndAKeyReusedARefusal() {
        Bin bin = city.bin();
        UUID dropOff = city.opened(bin, UUID.randomUUID());
        UUID weighed = city.weighed(city.bin(), UUID.randomUUID(), 1000);
        String key = UUID.randomUUID().toString();
        ApiClient operator = city.operator().withHeader("Idempotency-Key", key);
        ApiClient device = city.device(bin.deviceId()).withHeader("Idempotency-Key", key);
        Map<String, Object> price = City.price(150, city.now().plus(Duration.ofDays(3)));
        Map<String, Object> weight = city.weight(dropOff, 1000);
        Map<String, Object> correction = Map.of("weightGrams", 900, "reason", "wet bag");
        String devices = "/v1/recycling-points/" + bin.pointId() + "/devices";
        String weighIns = "/v1/devices/" + bin.deviceId() + "/weigh-ins";
        String correct = "/v1/weigh-ins/" + weighed + "/correct";
        List<CompletableFuture<Answer>> first = new ArrayList<>();

        transactions.executeWithoutResult(_ -> {
            jdbc.sql("LOCK TABLE recycling_point, device, material_price, weigh_in IN ACCESS EXCLUSIVE MODE")
                    .update();
            first.add(CompletableFuture.supplyAsync(() -> operator.post("/v1/recycling-points", City.newPoint())));
            first.add(CompletableFuture.supplyAsync(() -> operator.post("/v1/material-prices", price)));
            first.add(CompletableFuture.supplyAsync(() -> operator.post(correct, correction)));
            first.add(CompletableFuture.supplyAsync(() -> device.post(weighIns, weight)));
            Awaitility.await().untilAsserted(() -> {
                assertThat(operator.post("/v1/recycling-points", City.newPoint())
                                .code())
                        .isEqualTo("idempotency_key_in_progress");
                assertThat(operator.post("/v1/material-prices", price).code()).isEqualTo("idempotency_key_in_progress");
                assertThat(operator.post(correct, correction).code()).isEqualTo("idempotency_key_in_progress");
                assertThat(device.post(weighIns, weight).code()).isEqualTo("idempotency_key_in_progress");
            });
        });

        Awaitility.await().until(() -> first.stream().allMatch(CompletableFuture::isDone));
        assertThat(first.stream().map(answer -> answer.join().status())).containsExactly(201, 201, 200, 201);
        Map<String, Object> another = City.price(151, city.now().plus(Duration.ofDays(3)));
        assertThat(operator.post("/v1/material-prices", another).code()).isEqualTo("idempotency_key_reused");
        CompletableFuture<Answer> placed = transactions.execute(_ -> {
            jdbc.sql("LOCK TABLE device IN ACCESS EXCLUSIVE MODE").update();
            var running = CompletableFuture.supplyAsync(() -> operator.post(devices, Map.of("material", "paper")));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(operator.post(devices, Map.of("material", "paper"))
                                    .code())
                            .isEqualTo("idempotency_key_in_progress"));
            return running;
        });
        Awaitility.await().until(java.util.Objects.requireNonNull(placed)::isDone);
        assertThat(placed.join().status()).isEqualTo(201);
    }

    @Test
    void aPageOfEntriesMayEndInTheMiddleOfAJournal() {
        UUID resident = UUID.randomUUID();
        UUID held = city.weighed(city.bin(), resident, 40_000);
        assertThat(review(held, "release").status()).isEqualTo(200);
        String path = "/v1/residents/" + resident + "/credit/entries?limit=1";

        List<String> lines = new java.util.ArrayList<>();
        String cursor = "";
        do {
            Answer page = city.resident(resident).get(path + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            lines.add(page.text("/items/0/account") + " " + page.text("/items/0/amount/amount"));
            cursor = page.text("/nextCursor");
        } while (!cursor.isEmpty() && lines.size() < 9);

        assertThat(lines).containsExactly("credit 4800", "held -4800", "held 4800");
    }

    @Test
    void blanksAreNoReasonAndNoName() {
        UUID weighIn = city.weighed(city.bin(), UUID.randomUUID(), 1000);
        String correct = "/v1/weigh-ins/" + weighIn + "/correct";
        Map<String, Object> point = new java.util.LinkedHashMap<>(City.newPoint());
        point.put("name", "\u3000");

        Answer nothing = city.operator().post(correct, Map.of("weightGrams", 900, "reason", "\u3000\u3000\u3000"));
        Answer little = city.operator().post(correct, Map.of("weightGrams", 900, "reason", "x  "));
        Answer nameless = city.operator().post("/v1/recycling-points", point);

        assertThat(nothing.status()).isEqualTo(400);
        assertThat(nothing.text("/fields/0/field")).isEqualTo("reason");
        assertThat(little.status()).as(little.body()).isEqualTo(200);
        assertThat(little.text("/corrections/0/reason")).isEqualTo("x");
        assertThat(nameless.status()).isEqualTo(400);
        assertThat(nameless.text("/fields/0/field")).isEqualTo("name");
    }
}
