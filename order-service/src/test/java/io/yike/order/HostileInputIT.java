package io.yike.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What nobody should send. Each is refused with a stable code and the field at fault; nothing is a fault of ours.
class HostileInputIT extends Journey {

    private static final String GOOD = """
            {"fulfilment":"delivery","lines":[{"sku":"tea","quantity":2,"unitPrice":{"amount":650,"currency":"CNY"}}],
             "payment":{"method":"cash"},
             "destination":{"point":{"lat":31.2304,"lng":121.4737,"datum":"wgs84"},"address":"88 Ninghai Road"},
             "recipient":{"name":"Lin","phone":"+8613800000000","note":"Ring twice"},
             "unreachable":"return","reference":"R1"}""";
    private static final String LINES = "(?s)\"lines\":\\[.*?\\]";

    static Stream<Arguments> malformed() {
        return Stream.of(
                bad("", "body", "malformed_request"),
                bad("hello", "body", "malformed_request"),
                bad(GOOD.substring(0, 90), "body", "malformed_request"),
                bad(GOOD + " xyz", "body", "malformed_request"),
                bad("/* */" + GOOD, "body", "malformed_request"),
                bad(GOOD.replace('"', '\''), "body", "malformed_request"),
                bad("{\"a\":".repeat(2000), "body", "malformed_request"),
                bad(but("\"unreachable\":\"return\"", "\"reference\":\"a\""), "body", "malformed_request"),
                bad(but("\"quantity\":2", "\"quantity\":NaN"), "body", "malformed_request"),
                bad("[]", "body", "malformed"),
                bad("3", "body", "malformed"),
                bad(GOOD + " {}", "body", "malformed"),
                bad(but("\"quantity\":2", "\"quantity\":9999999999"), "lines[0].quantity", "out_of_range"),
                bad(but("\"quantity\":2", "\"quantity\":" + "9".repeat(300)), "lines[0].quantity", "out_of_range"),
                bad(but("\"quantity\":2", "\"quantity\":1e400"), "lines[0].quantity", "malformed"),
                bad(but("\"quantity\":2", "\"quantity\":2.5"), "lines[0].quantity", "malformed"),
                bad(but("\"quantity\":2", "\"quantity\":\"2\""), "lines[0].quantity", "malformed"),
                bad(but("\"quantity\":2", "\"quantity\":null"), "lines[0].quantity", "required"),
                bad(but("\"quantity\":2", "\"quantity\":-1"), "lines[0].quantity", "out_of_range"),
                bad(but("\"quantity\":2", "\"quantity\":0"), "lines[0].quantity", "out_of_range"),
                bad(but("\"quantity\":2", "\"quantity\":1000"), "lines[0].quantity", "out_of_range"),
                bad(but("\"amount\":650", "\"amount\":" + "9".repeat(40)), "lines[0].unitPrice.amount", "out_of_range"),
                bad(but("\"amount\":650", "\"amount\":-1"), "lines[0].unitPrice.amount", "out_of_range"),
                bad(but("\"amount\":650", "\"amount\":6.5"), "lines[0].unitPrice.amount", "malformed"),
                bad(but("\"amount\":650", "\"amount\":\"NaN\""), "lines[0].unitPrice.amount", "malformed"),
                bad(but("31.2304", "\"NaN\""), "destination.point.lat", "out_of_range"),
                bad(but("31.2304", "\"31.2\""), "destination.point.lat", "malformed"),
                bad(but("31.2304", "1e999"), "destination.point.lat", "out_of_range"),
                bad(but("31.2304", "90.0001"), "destination.point.lat", "out_of_range"),
                bad(but("31.2304", "-90.0001"), "destination.point.lat", "out_of_range"),
                bad(but("121.4737", "180.0001"), "destination.point.lng", "out_of_range"),
                bad(but("121.4737", "-180.0001"), "destination.point.lng", "out_of_range"),
                bad(but(",\"lng\":121.4737", ""), "destination.point.lng", "required"),
                bad(but("wgs84", "mars"), "destination.point.datum", "not_allowed"),
                bad(window("2026-11-23T10:00:00", "2026-11-23T11:00:00Z"), "window.start", "malformed"),
                bad(window("-999999999-01-01T00:00:00Z", "2026-11-23T11:00:00Z"), "window.start", "malformed"),
                bad(window("2026-11-23T11:00:00Z", "+999999999-12-31T23:59:59Z"), "window.end", "malformed"),
                bad(with("\"window\":{\"start\":1e300,\"end\":5}"), "window.start", "malformed"),
                bad(with("\"window\":{\"start\":\"2026-11-23T10:00:00Z\"}"), "window.end", "required"),
                bad(GOOD.replaceAll(LINES, "\"lines\":[]"), "lines", "out_of_range"),
                bad(GOOD.replaceAll(LINES, "\"lines\":[null]"), "lines[0]", "required"),
                bad(GOOD.replaceAll(LINES, "\"lines\":{}"), "lines", "malformed"),
                bad(lines(201), "lines", "too_long"),
                bad(but("CNY", "cny"), "lines[0].unitPrice.currency", "malformed"),
                bad(with("\"surprise\":1"), "surprise", "unknown_field"),
                bad(but("\"sku\"", "\"discount\":1,\"sku\""), "lines[0].discount", "unknown_field"),
                bad(but("\"Lin\"", "\"L\\u0000in\""), "recipient.name", "malformed"),
                bad(but("\"Lin\"", "\"\\uD83D\""), "recipient.name", "malformed"),
                bad(but("\"Lin\"", "\" \\t \""), "recipient.name", "malformed"),
                bad(but("\"Lin\"", "\"" + "a".repeat(81) + "\""), "recipient.name", "too_long"),
                bad(but("88 Ninghai", "88\\u0000"), "destination.address", "malformed"),
                bad(but("Ring twice", "\\u0000"), "recipient.note", "malformed"),
                bad(but("\"sku\"", "\"name\":\"\\u0000\",\"sku\""), "lines[0].name", "malformed"),
                bad(but("+8613800000000", "+0861380"), "recipient.phone", "malformed"),
                bad(but("+8613800000000", "8613800000000"), "recipient.phone", "malformed"),
                bad(but("+8613800000000", "call me"), "recipient.phone", "malformed"),
                bad(but("+8613800000000", "+8613800000000\\n"), "recipient.phone", "malformed"),
                bad(but("+8613800000000", "+٨٦١٣٨٠٠٠٠٠٠٠٠"), "recipient.phone", "malformed"),
                bad(but("\"tea\"", "\"../tea\""), "lines[0].sku", "malformed"),
                bad(but("\"R1\"", "\"R1\\n\""), "reference", "malformed"),
                bad(but("\"cash\"", "\"CASH\""), "payment.method", "not_allowed"),
                bad(but("\"cash\"", "0"), "payment.method", "not_allowed"),
                bad(but("\"payment\":{\"method\":\"cash\"},", ""), "payment", "required"),
                bad(with("\"quoteId\":\"x\""), "quoteId", "malformed"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void namesWhatIsMalformed(String body, String field, String code) {
        Answer answer = asPlatform().post("/v1/orders", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(fields(answer)).as(answer.body()).contains(field);
        assertThat(List.of(answer.code(), answer.text("/fields/0/code"))).contains(code);
    }

    static Stream<Arguments> forbidden() {
        return Stream.of(
                bad(but("\"amount\":650", "\"amount\":0"), "lines", "nothing_to_pay"),
                bad(but("\"amount\":650", "\"amount\":100000000"), "lines", "amount_too_large"),
                bad(but("CNY", "USD"), "lines[0].unitPrice.currency", "currency_mismatch"),
                bad(GOOD.replaceAll("(?s)\"lines\":\\[(.*?)\\]", "\"lines\":[$1,$1]"), "lines[1].sku", "duplicate_sku"),
                bad(window("2020-01-01T00:00:00Z", "2020-01-01T01:00:00Z"), "window.end", "window_in_the_past"),
                bad(window("2036-01-01T00:00:00Z", "2036-01-01T01:00:00Z"), "window.end", "window_too_far_ahead"),
                bad(window("9999-01-01T00:00:00Z", "9999-12-31T23:59:59Z"), "window.end", "window_too_far_ahead"),
                bad(window("0001-01-01T00:00:00Z", "$in3600"), "window.start", "window_too_long"),
                bad(window("$in7200", "$in3600"), "window.end", "window_too_short"),
                bad(with("\"quoteId\":\"01937f3c-6f4e-7a10-8f6b-0f0f3d1c2b03\""), "quoteId", "quote_unknown"),
                bad(with("\"storeId\":\"01937f3c-6f4e-7a10-8f6b-0f0f3d1c2b03\""), "storeId", "store_not_possible"),
                bad(with("\"platformId\":\"01937f3c-6f4e-7a10-8f6b-0f0f3d1c2b03\""), "platformId", "platform_unknown"),
                bad(but("\"cash\"", "\"cash\",\"token\":\"t\""), "payment.token", "payment_token_not_possible"),
                bad(but("\"cash\"", "\"provider\""), "payment.token", "payment_token_required"),
                bad(
                        but("\"unreachable\":\"return\"", "\"unreachable\":\"leave_at_door\""),
                        "unreachable",
                        "leave_at_door_not_possible"),
                bad(GOOD.replaceAll("\"recipient\":\\{.*?\\},", ""), "recipient", "recipient_required"),
                bad(but(",\"address\":\"88 Ninghai Road\"", ""), "destination.address", "address_required"));
    }

    @ParameterizedTest
    @MethodSource("forbidden")
    void namesTheRuleThatForbidsIt(String body, String field, String code) {
        String now = body.replace("$in3600", in(3600)).replace("$in7200", in(7200));

        Answer answer = asPlatform().post("/v1/orders", now);

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(fields(answer)).containsExactly(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\uD83D\\uDE00\\uD83D\\uDC68\\u200D\\uD83D\\uDC69",
                "\\u202Eمحمد\\u202C",
                "林 黛玉",
                "O'Neil; drop table"
            })
    void keepsNamesAsTheyAreWritten(String name) {
        Answer placed = asPlatform().post("/v1/orders", but("\"Lin\"", "\"" + name + "\""));

        JsonNode order = order(UUID.fromString(placed.text("/orderId")));

        assertThat(order.at("/recipient/name").asString())
                .isEqualTo(placed.text("/recipient/name"))
                .doesNotContain("?");
    }

    @ParameterizedTest
    @CsvSource({
        "90, 180, wgs84",
        "-90, -180, wgs84",
        "90, 180, gcj02",
        "-90, -180, bd09",
        "55.8271, 137.8347, bd09",
        "0.8293, 72.004, gcj02",
        "0, 0, bd09"
    })
    void takesEveryPlaceOnEarthInEachDatum(String lat, String lng, String datum) {
        String body = but("31.2304", lat).replace("121.4737", lng).replace("wgs84", datum);

        Answer placed = asPlatform().post("/v1/orders", body);

        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        assertThat(placed.json().at("/destination/point/lat").asDouble()).isBetween(-90.0, 90.0);
        assertThat(placed.json().at("/destination/point/lng").asDouble()).isBetween(-180.0, 180.0);
        assertThat(placed.text("/destination/point/datum")).isEqualTo("wgs84");
    }

    @Test
    void takesTwoHundredLinesAndNoBodyThatIsTooLong() {
        assertThat(asPlatform().post("/v1/orders", lines(200)).status()).isEqualTo(201);
        assertThat(asPlatform().post("/v1/orders", lines(1000)).code()).isEqualTo("body_too_large");
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        Answer answer = asPlatform()
                .post("/v1/orders", but("Lin", "L\u00e9n").getBytes(StandardCharsets.ISO_8859_1), "application/json");

        assertThat(answer.code()).isEqualTo("malformed_request");
    }

    @ParameterizedTest
    @CsvSource({"short, out_of_range", "with a space, malformed", "'', malformed"})
    void refusesAKeyThatIsNone(String key, String code) {
        Answer answer = asPlatform().withHeader("Idempotency-Key", key).post("/v1/orders", GOOD);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(fields(answer)).containsOnly("Idempotency-Key");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }

    @Test
    void refusesAKeyThatIsTooLongOrCameWithSomethingElse() {
        ApiClient reusing = asPlatform().withHeader("Idempotency-Key", "reused-" + platformId);
        Answer tooLong =
                asPlatform().withHeader("Idempotency-Key", "x".repeat(129)).post("/v1/orders", GOOD);
        Answer first = reusing.post("/v1/orders", GOOD);
        Answer other = reusing.post("/v1/orders", but("R1", "R2"));

        assertThat(tooLong.text("/fields/0/code")).isEqualTo("too_long");
        assertThat(first.status()).isEqualTo(201);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
        assertThat(fields(other)).containsExactly("Idempotency-Key");
    }

    @ParameterizedTest
    @CsvSource({
        "cursor=x, cursor",
        "cursor=, cursor",
        "cursor=AAAA____, cursor",
        "cursor=%00, cursor",
        "limit=0, limit",
        "limit=201, limit",
        "limit=-1, limit",
        "limit=many, limit",
        "limit=99999999999, limit",
        "state=nope, state",
        "state=PLACED, state",
        "'state=placed,OFFERED', state",
        "fulfilment=DELIVERY, fulfilment",
        "fulfilment=, fulfilment",
        "fulfilment=x, fulfilment",
        "storeId=x, storeId",
        "platformId=x, platformId",
        "reference=, reference",
        "reference=a%00b, reference",
        "placedFrom=x, placedFrom",
        "placedFrom=2026-11-23, placedFrom",
        "placedFrom=-999999999-01-01T00:00:00Z, placedFrom",
        "placedUntil=%2B300000-12-31T23:59:59Z, placedUntil"
    })
    void namesTheParameterAtFault(String query, String field) {
        Answer answer = asPlatform().get("/v1/orders?" + query);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(fields(answer)).containsOnly(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=",
                "state=placed&state=offered",
                "state=placed,offered",
                "placedFrom=0001-01-01T00:00:00Z",
                "placedUntil=9999-12-31T23:59:59Z",
                "placedFrom=2026-11-23T10:00:00%2B08:00",
                "unknown=1",
                "reference=%F0%9F%98%80"
            })
    void listsByWhateverIsWellFormed(String query) {
        assertThat(asPlatform().get("/v1/orders?" + query).status()).isEqualTo(200);
    }

    @Test
    void refusesACursorThatWasTamperedWith() {
        place(delivery());
        place(delivery());
        String cursor = asPlatform().get("/v1/orders?limit=1").text("/nextCursor");
        UUID orderId = place(delivery());

        Answer shorter = asPlatform().get("/v1/orders?cursor=" + cursor.substring(1));
        Answer longer = asPlatform().get("/v1/orders?cursor=" + cursor + "AAAA");
        Answer elsewhere = asPlatform().get("/v1/orders?cursor=_" + cursor.substring(1));
        Answer events = asPlatform().get("/v1/orders/" + orderId + "/events?cursor=" + cursor);

        for (Answer answer : List.of(shorter, longer, elsewhere, events)) {
            assertThat(answer.code()).isEqualTo("invalid_cursor");
            assertThat(fields(answer)).containsExactly("cursor");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|reason|400",
                "{\"reason\":null}|reason|400",
                "{\"reason\":3}|reason|400",
                "{\"reason\":\"changed_mind\",\"x\":1}|x|400",
                "[]|body|400",
                "{|body|400",
                "{\"reason\":\"changed_mind\",\"fault\":\"store\"}|fault|422",
                "{\"reason\":\"other\"}|reason|422",
                "{\"reason\":\"store_closed\"}|reason|422"
            })
    void namesWhatIsWrongWithACancellation(String body, String field, int status) {
        UUID orderId = place(delivery());

        Answer answer = asPlatform().post("/v1/orders/" + orderId + "/cancel", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(fields(answer)).containsExactly(field);
        assertThat(order(orderId).at("/state").asString()).isNotEqualTo("cancelled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-12-31", "-999999999-01-01", "2026-02-30", "yesterday"})
    void refusesDaysThatAreNone(String day) {
        Answer answer = asPlatform().get("/v1/settlements/platform:" + platformId + "/" + day);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(fields(answer)).containsExactly("day");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                ".",
                "AAAA.1",
                "AAAAAABpJHgAAAAAAAAAAAAAAAAAAAAAAAAAAA.",
                "AAAAAABpJHgAAAAAAAAAAAAAAAAAAAAAAAAAAA.-1"
            })
    void refusesCursorsOfStatementsThatAreNotOurs(String cursor) {
        Answer answer = asPlatform().get("/v1/settlements/platform:" + platformId + "/2026-11-23?cursor=" + cursor);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_cursor");
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

    private static String but(String part, String instead) {
        return GOOD.replace(part, instead);
    }

    private static String with(String field) {
        return but("\"reference\"", field + ",\"reference\"");
    }

    private static String window(String start, String end) {
        return with("\"window\":{\"start\":\"" + start + "\",\"end\":\"" + end + "\"}");
    }

    private static String lines(int number) {
        String lines = IntStream.range(0, number)
                .mapToObj(i -> "{\"sku\":\"s%d\",\"quantity\":1,\"unitPrice\":{\"amount\":1,\"currency\":\"CNY\"}}"
                        .formatted(i))
                .collect(Collectors.joining(","));
        return GOOD.replaceAll(LINES, "\"lines\":[" + lines + "]");
    }
}
