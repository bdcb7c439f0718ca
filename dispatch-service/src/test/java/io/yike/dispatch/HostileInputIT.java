package io.yike.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.travel.Coordinate;
import io.yike.travel.Datum;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What nobody should send. Each is refused with a stable code and the field at fault; nothing is a fault of ours.
class HostileInputIT extends Journey {

    private static final String COURIER = """
            {"name":"Zhang Wei","phone":"+8613800000001","capacity":2}""";
    private static final String REPORT = """
            {"positions":[{"point":{"lat":31.2304,"lng":121.4737,"datum":"wgs84"},"at":"2026-11-23T10:00:00Z"}]}""";
    private static final String MONEY = "\"amount\":{\"amount\":1700,\"currency\":\"CNY\"}";

    static Stream<Arguments> malformedCouriers() {
        return Stream.of(
                bad(courier("Zhang Wei", "\u3000"), "name", "malformed"),
                bad("", "body", "malformed_request"),
                bad("hello", "body", "malformed_request"),
                bad(COURIER.substring(0, 30), "body", "malformed_request"),
                bad(COURIER + " xyz", "body", "malformed_request"),
                bad("{\"a\":".repeat(2_000), "body", "malformed_request"),
                bad(courier("\"capacity\":2", "\"capacity\":NaN"), "body", "malformed_request"),
                bad(courier("\"capacity\":2", "\"name\":\"Twice\""), "body", "malformed_request"),
                bad("[]", "body", "malformed"),
                bad("null", "body", "malformed"),
                bad(COURIER + " {}", "body", "malformed"),
                bad(courier("\"capacity\":2", "\"capacity\":0"), "capacity", "out_of_range"),
                bad(courier("\"capacity\":2", "\"capacity\":6"), "capacity", "out_of_range"),
                bad(courier("\"capacity\":2", "\"capacity\":-2147483649"), "capacity", "out_of_range"),
                bad(courier("\"capacity\":2", "\"capacity\":" + "9".repeat(300)), "capacity", "out_of_range"),
                bad(courier("\"capacity\":2", "\"capacity\":1e400"), "capacity", "malformed"),
                bad(courier("\"capacity\":2", "\"capacity\":\"2\""), "capacity", "malformed"),
                bad(courier("\"capacity\":2", "\"onShift\":true"), "onShift", "unknown_field"),
                bad(courier("\"capacity\":2", "\"fleetId\":\"x\""), "fleetId", "malformed"),
                bad(courier("Zhang Wei", "Z\\u0000"), "name", "malformed"),
                bad(courier("Zhang Wei", "\\uD83D"), "name", "malformed"),
                bad(courier("Zhang Wei", " \\t "), "name", "malformed"),
                bad(courier("Zhang Wei", "a".repeat(81)), "name", "too_long"),
                bad(courier("\"Zhang Wei\"", "null"), "name", "required"),
                bad(courier("+8613800000001", "8613800000001"), "phone", "malformed"),
                bad(courier("+8613800000001", "+0861380"), "phone", "malformed"),
                bad(courier("+8613800000001", "+86138"), "phone", "malformed"),
                bad(courier("+8613800000001", "+8613800000001234"), "phone", "malformed"),
                bad(courier("+8613800000001", "+8613800000001\\n"), "phone", "malformed"),
                bad(courier("+8613800000001", "+٨٦١٣٨٠٠٠٠٠٠٠٠"), "phone", "malformed"));
    }

    @ParameterizedTest
    @MethodSource("malformedCouriers")
    void namesWhatIsMalformedInACourier(String body, String field, String code) {
        assertRefused(town.fleet().post("/v1/couriers", body), 400, field, code);
    }

    @Test
    void aFleetRegistersNobodyForAnother() {
        String body = courier("\"capacity\":2", "\"fleetId\":\"" + another().fleetId + "\"");

        assertRefused(town.fleet().post("/v1/couriers", body), 422, "fleetId", "fleet_not_yours");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\uD83D\\uDE00\\uD83D\\uDC68\\u200D\\uD83D\\uDC69",
                "\\u202Eمحمد\\u202C",
                "张 伟",
                "O'Neil; drop table"
            })
    void keepsNamesAsTheyAreWritten(String name) {
        Answer registered = town.fleet().post("/v1/couriers", courier("Zhang Wei", name));

        assertThat(registered.status()).isEqualTo(201);
        assertThat(town.fleet()
                        .get("/v1/couriers/" + registered.text("/courierId"))
                        .text("/name"))
                .isEqualTo(registered.text("/name"))
                .doesNotContain("?");
    }

    static Stream<Arguments> malformedReports() {
        return Stream.of(
                bad(report("31.2304", "90.0001"), "positions[0].point.lat", "out_of_range"),
                bad(report("31.2304", "-90.0001"), "positions[0].point.lat", "out_of_range"),
                bad(report("121.4737", "180.0001"), "positions[0].point.lng", "out_of_range"),
                bad(report("121.4737", "-180.0001"), "positions[0].point.lng", "out_of_range"),
                bad(report("31.2304", "1e999"), "positions[0].point.lat", "out_of_range"),
                bad(report("31.2304", "\"NaN\""), "positions[0].point.lat", "out_of_range"),
                bad(report("31.2304", "\"31\""), "positions[0].point.lat", "malformed"),
                bad(report("31.2304", "NaN"), "body", "malformed_request"),
                bad(report("\"lat\":31.2304,", ""), "positions[0].point.lat", "required"),
                bad(report("wgs84", "mars"), "positions[0].point.datum", "not_allowed"),
                bad(report("2026-11-23T10:00:00Z", "now"), "positions[0].at", "malformed"),
                bad(report("2026-11-23T10:00:00Z", "2026-11-23T10:00:00"), "positions[0].at", "malformed"),
                bad(report("2026-11-23T10:00:00Z", "+999999999-12-31T23:59:59Z"), "positions[0].at", "malformed"),
                bad(report("\"2026-11-23T10:00:00Z\"", "1e300"), "positions[0].at", "malformed"),
                bad("{\"positions\":[]}", "positions", "out_of_range"),
                bad("{\"positions\":[null]}", "positions[0]", "required"),
                bad(
                        IntStream.range(0, 201)
                                .mapToObj(_ -> REPORT.substring(14, REPORT.length() - 2))
                                .collect(Collectors.joining(",", "{\"positions\":[", "]}")),
                        "positions",
                        "too_long"));
    }

    @ParameterizedTest
    @MethodSource("malformedReports")
    void namesWhatIsMalformedInAPosition(String body, String field, String code) {
        UUID courierId = town.onShift();

        assertRefused(town.courier(courierId).post("/v1/couriers/" + courierId + "/positions", body), 400, field, code);
    }

    /// Where a courier cannot be, or was never or will be, is no fault of the request: it does not count.
    @ParameterizedTest
    @CsvSource({
        "90, 180, wgs84, 0",
        "-90, -180, wgs84, 0",
        "-90, -180, bd09, 0",
        "85, 180, gcj02, 0",
        "0, 0, bd09, 0",
        "55.8271, 137.8347, bd09, 0",
        "31, 121, wgs84, 315360000",
        "31, 121, wgs84, -315360000"
    })
    void takesEveryPlaceAndTimeAndBelievesWhatCanBe(String lat, String lng, String datum, long seconds) {
        UUID courierId = town.registered();
        town.courier(courierId).post("/v1/couriers/" + courierId + "/shift/start");
        String body = report("31.2304", lat)
                .replace("121.4737", lng)
                .replace("wgs84", datum)
                .replace(
                        "2026-11-23T10:00:00Z",
                        clock.instant().plusSeconds(seconds).toString());

        Answer receipt = town.courier(courierId).post("/v1/couriers/" + courierId + "/positions", body);

        assertThat(receipt.status()).as(receipt.body()).isEqualTo(200);
        boolean believed = seconds == 0 && Math.abs(Double.parseDouble(lat)) < 85.05;
        assertThat(receipt.json().path("accepted").asInt()).isEqualTo(believed ? 1 : 0);
        assertThat(town.courier(courierId).get("/v1/couriers/" + courierId).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Datum.class)
    void meansTheSamePlaceWhicheverMapItWasReadFrom(Datum datum) {
        UUID courierId = town.onShift(5);
        Coordinate place = new Coordinate(town.lat, town.lng);
        Coordinate given = datum.fromWgs84(place);
        clock.advance(Duration.ofSeconds(1));

        town.courier(courierId)
                .post(
                        "/v1/couriers/" + courierId + "/positions",
                        Map.of(
                                "positions",
                                List.of(Map.of(
                                        "point",
                                        Map.of(
                                                "lat",
                                                given.latitude(),
                                                "lng",
                                                given.longitude(),
                                                "datum",
                                                datum.name().toLowerCase(Locale.ROOT)),
                                        "at",
                                        clock.instant().toString()))));

        Answer courier = town.courier(courierId).get("/v1/couriers/" + courierId);
        assertThat(courier.text("/position/point/datum")).isEqualTo("wgs84");
        // Redis keeps 52 bits of both figures, which is about half a metre.
        assertThat(new Coordinate(
                                courier.json().at("/position/point/lat").asDouble(),
                                courier.json().at("/position/point/lng").asDouble())
                        .metresTo(place))
                .isLessThan(1);
    }

    /// A delivery on its way, and what the courier, the store or an operator may say wrongly about it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hand-over|{}|proof|400|required",
                "hand-over|{\"proof\":\"word\"}|proof|400|not_allowed",
                "hand-over|{\"proof\":\"recipient_code\"}|recipientCode|422|code_required",
                "hand-over|{\"proof\":\"recipient_code\",\"recipientCode\":\"12345\"}|recipientCode|400|malformed",
                "hand-over|{\"proof\":\"recipient_code\",\"recipientCode\":123456}|recipientCode|400|malformed",
                "hand-over|{\"proof\":\"recipient_code\",\"recipientCode\":\"١٢٣٤٥٦\"}|recipientCode|400|malformed",
                "hand-over|{\"proof\":\"recipient_code\",\"recipientCode\":\"123456\\n\"}|recipientCode|400|malformed",
                "hand-over|{\"proof\":\"recipient_code\",\"recipientCode\":\"$wrong\"}|recipientCode|422|wrong_code",
                "hand-over|{\"proof\":\"photo\"}|photoId|422|photo_required",
                "hand-over|{\"proof\":\"photo\",\"photoId\":\"x\"}|photoId|400|malformed",
                "hand-over|{\"proof\":\"photo\",\"photoId\":\"01937f3c-6f4e-7a10-8f6b-0f0f3d1c2b03\"}|photoId|422|photo_unknown",
                "hand-over|{\"proof\":\"left_at_door\",\"photoId\":\"01937f3c-6f4e-7a10-8f6b-0f0f3d1c2b03\"}|photoId|422|photo_unknown",
                "hand-over|{\"proof\":\"recipient_code\",\"recipientCode\":\"$right\",\"collected\":{\"method\":\"cash\",$money}}|collected|422|nothing_to_collect",
                "hand-over|{\"proof\":\"recipient_code\",\"recipientCode\":\"$right\",\"collected\":{\"method\":\"shells\",$money}}|collected.method|400|not_allowed",
                "hand-over|{\"proof\":\"recipient_code\",\"recipientCode\":\"$right\",\"collected\":{\"method\":\"cash\",\"amount\":{\"amount\":1e400,\"currency\":\"CNY\"}}}|collected.amount.amount|400|malformed",
                "hand-over|{\"proof\":\"recipient_code\",\"recipientCode\":\"$right\",\"tip\":1}|tip|400|unknown_field",
                "fail|{}|reason|400|required",
                "fail|{\"reason\":\"bored\"}|reason|400|not_allowed",
                "fail|{\"reason\":\"goods_damaged\",\"photoId\":\"01937f3c-6f4e-7a10-8f6b-0f0f3d1c2b03\"}|photoId|422|photo_unknown",
                "withdraw|{\"reason\":\"bored\"}|reason|400|not_allowed",
                "pick-up|{\"bagCode\":\"\"}|bagCode|400|malformed",
                "return|{\"bagCode\":7}|bagCode|400|malformed"
            })
    void whatIsWronglySaidOfADeliveryChangesNothing(String step, String body, String field, int status, String code) {
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted();
        town.pickedUp(deliveryId, courierId);
        String right = town.recipientCode(deliveryId);
        String filled = body.replace("$right", right)
                .replace("$wrong", Town.otherThan(right))
                .replace("$money", MONEY);

        Answer answer = town.courier(courierId).post("/v1/deliveries/" + deliveryId + "/" + step, filled);

        assertRefused(answer, status, field, code);
        assertThat(town.state(deliveryId)).isEqualTo("picked_up");
    }

    /// None is a photo, whatever it says it is.
    @Test
    void takesNoPhotoThatIsNone() {
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted();
        town.pickedUp(deliveryId, courierId);
        String photos = "/v1/deliveries/" + deliveryId + "/photos";
        ApiClient courier = town.courier(courierId);

        assertRefused(courier.post(photos, new byte[0], "application/octet-stream"), 400, "body", "malformed_request");
        for (byte[] none : List.of(
                new byte[] {(byte) 0xFF, (byte) 0xD8},
                "<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8),
                "GIF89a".getBytes(StandardCharsets.UTF_8),
                "RIFF0000WAVE".getBytes(StandardCharsets.US_ASCII),
                new byte[2_000_000])) {
            assertRefused(courier.post(photos, none, "application/octet-stream"), 422, "body", "not_a_photo");
        }
        assertThat(courier.post(photos, new byte[10_000_000], "application/octet-stream")
                        .code())
                .isEqualTo("body_too_large");
        assertThat(courier.post(photos, jpeg(1), "image/svg+xml").status()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|decision|400|required",
                "{\"decision\":\"shrug\"}|decision|400|not_allowed",
                "{\"decision\":\"keep_going\",\"note\":\"\\u0000\"}|note|400|malformed",
                "{\"decision\":\"keep_going\",\"note\":7}|note|400|malformed"
            })
    void namesWhatIsWrongWithADecision(String body, String field, int status, String code) {
        Answer answer = town.operator().post("/v1/incidents/" + UUID.randomUUID() + "/resolve", body);

        assertRefused(answer, status, field, code);
    }

    @ParameterizedTest
    @CsvSource({
        "couriers?cursor=x, cursor",
        "couriers?cursor=AAAA____, cursor",
        "couriers?cursor=%00, cursor",
        "couriers?limit=0, limit",
        "couriers?limit=201, limit",
        "couriers?limit=many, limit",
        "couriers?limit=99999999999, limit",
        "couriers?onShift=perhaps, onShift",
        "couriers?fleetId=x, fleetId",
        "courier-offers?state=nope, state",
        "courier-offers?cursor=AAAA, cursor",
        "courier-offers?courierId=x, courierId",
        "deliveries?state=nope, state",
        "deliveries?orderId=x, orderId",
        "deliveries?storeId=%00, storeId",
        "deliveries?cursor=%F0%9F%98%80, cursor",
        "incidents?state=nope, state",
        "incidents?cursor=-, cursor",
        "incidents?limit=-1, limit"
    })
    void namesTheParameterAtFault(String query, String field) {
        Answer answer = town.operator().get("/v1/" + query);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(fields(answer)).containsOnly(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-12-31", "-999999999-01-01", "2026-02-30", "yesterday", ""})
    void refusesDaysThatAreNone(String day) {
        UUID courierId = town.registered();

        Answer answer =
                town.courier(courierId).get("/v1/couriers/" + courierId + "/earnings?day=" + day.replace("+", "%2B"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(fields(answer)).containsExactly("day");
    }

    @Test
    void refusesACursorThatWasTamperedWith() {
        town.registered();
        town.registered();
        String cursor = town.fleet().get("/v1/couriers?limit=1").text("/nextCursor");

        assertThat(town.fleet()
                        .get("/v1/couriers?cursor=" + cursor)
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
        for (String tampered : List.of(cursor.substring(1), cursor + "AAAA", "_" + cursor.substring(1))) {
            Answer answer = town.fleet().get("/v1/couriers?cursor=" + tampered);
            assertThat(answer.code()).as(answer.body()).isEqualTo("invalid_cursor");
            assertThat(fields(answer)).containsExactly("cursor");
        }
    }

    @ParameterizedTest
    @CsvSource({"short, out_of_range", "with a space, malformed", "'', malformed"})
    void refusesAKeyThatIsNone(String key, String code) {
        Answer answer = town.fleet().withHeader("Idempotency-Key", key).post("/v1/couriers", COURIER);

        assertRefused(answer, 400, "Idempotency-Key", code);
    }

    @Test
    void takesNoBodyThatIsTooLongOrNotUtf8() {
        assertThat(town.fleet()
                        .post("/v1/couriers", courier("Zhang Wei", "x".repeat(10_000_000)))
                        .code())
                .isEqualTo("body_too_large");
        assertThat(town.fleet()
                        .post(
                                "/v1/couriers",
                                courier("Zhang", "Zh\u00e4ng").getBytes(StandardCharsets.ISO_8859_1),
                                "application/json")
                        .code())
                .isEqualTo("malformed_request");
        assertThat(town.fleet().post("/v1/couriers", COURIER, "text/plain").code())
                .isEqualTo("unsupported_media_type");
    }

    private static void assertRefused(Answer answer, int status, String field, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(fields(answer)).as(answer.body()).contains(field);
        assertThat(List.of(answer.code(), answer.text("/fields/0/code")))
                .as(answer.body())
                .contains(code);
    }

    private static List<String> fields(Answer answer) {
        return answer.json()
                .path("fields")
                .valueStream()
                .map(field -> field.path("field").asString())
                .toList();
    }

    private static Arguments bad(String body, String field, String code) {
        return Arguments.of(body, field, code);
    }

    private static String courier(String part, String instead) {
        return COURIER.replace(part, instead);
    }

    private static String report(String part, String instead) {
        return REPORT.replace(part, instead);
    }
}
