package io.yike.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What nobody should send. Each is refused with a stable code and the field at fault; nothing is a fault of ours.
class HostileInputIT extends Journey {

    private static final String ENDPOINTS = "/v1/webhook-endpoints";
    private static final String GOOD = """
            {"url":"https://hooks.example.com/yike","types":["order.*"],"description":"Order desk"}""";
    private static final String SPAN = """
            {"from":"2026-11-23T10:00:00Z","until":"2026-11-23T12:00:00Z","include":"all"}""";

    static Stream<Arguments> malformed() {
        return Stream.of(
                bad("", "body"),
                bad(GOOD.substring(0, 30), "body"),
                bad(GOOD + " {}", "body"),
                bad("[]", "body"),
                bad("{\"a\":".repeat(2000), "body"),
                bad(GOOD.replace("[\"order.*\"]", "[]"), "types"),
                bad(GOOD.replace("[\"order.*\"]", "{}"), "types"),
                bad(GOOD.replace("[\"order.*\"]", "[null]"), "types[0]"),
                bad(GOOD.replace("[\"order.*\"]", "[7]"), "types[0]"),
                bad(GOOD.replace("order.*", "order.**"), "types[0]"),
                bad(GOOD.replace("order.*", "order.placed.v0"), "types[0]"),
                bad(GOOD.replace("order.*", "\\u0000"), "types[0]"),
                bad(GOOD.replace("order.*", "o".repeat(81)), "types[0]"),
                bad(GOOD.replace("\"order.*\"", "\"*\",".repeat(50) + "\"*\""), "types"),
                bad("{\"types\":[\"order.*\"]}", "url"),
                bad(GOOD.replace("/yike", "/\\u0000"), "url"),
                bad(GOOD.replace("https://hooks.example.com/yike", "x".repeat(2049)), "url"),
                bad(GOOD.replace("\"Order desk\"", "\"\""), "description"),
                bad(GOOD.replace("\"Order desk\"", "\"d\\u0000\""), "description"),
                bad(GOOD.replace("\"Order desk\"", "\"\\uD83D\""), "description"),
                bad(GOOD.replace("\"Order desk\"", "\"" + "d".repeat(201) + "\""), "description"),
                bad(GOOD.replace("{", "{\"secret\":\"whsec_mine\","), "secret"),
                bad(GOOD.replace("{", "{\"party\":\"platform\","), "party"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void namesWhatIsMalformed(String body, String field) {
        Answer answer = asPlatform().post(ENDPOINTS, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(fields(answer)).as(answer.body()).contains(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hooks.example.com",
                "javascript:alert(1)",
                "file:///etc/passwd",
                "gopher://hooks.example.com/",
                "https://",
                "https://user:password@hooks.example.com/",
                "https://hooks.example.com/#f",
                "https://hooks.example.com:0/",
                "https://hooks.example.com:99999/",
                "https://hooks example.com/",
                "https://hooks.example.com/\\r\\nX: y",
                "https://0x7f000001/",
                "https://2130706433/",
                "https://169.254.169.254/latest/meta-data",
                "https://10.0.0.1/",
                "https://[fe80::1]/",
                "https://[::ffff:10.0.0.1]/"
            })
    void callsNoAddressThatIsNone(String url) {
        Answer answer = asPlatform().post(ENDPOINTS, GOOD.replace("https://hooks.example.com/yike", url));

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.code()).startsWith("url_");
        assertThat(fields(answer)).containsExactly("url");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T10:00:00Z, yesterday, until",
        "2026-11-23T10:00:00, 2026-11-23T12:00:00Z, from",
        "-999999999-01-01T00:00:00Z, 2026-11-23T12:00:00Z, from",
        "0001-01-01T00:00:00Z, 2026-11-23T12:00:00Z, from",
        "2026-11-23T10:00:00Z, +999999999-12-31T23:59:59Z, until",
        "2026-02-30T10:00:00Z, 2026-11-23T12:00:00Z, from"
    })
    void namesATimeThatIsNone(String from, String until, String field) {
        Hook hook = hook(platform, "order.*");
        Answer answer = asPlatform()
                .post(
                        ENDPOINTS + "/" + hook.id() + "/resends",
                        SPAN.replace("2026-11-23T10:00:00Z", from).replace("2026-11-23T12:00:00Z", until));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(fields(answer)).as(answer.body()).contains(field);
    }

    /// The ends of time that a timestamp may name: refused or answered, never a fault.
    @ParameterizedTest
    @ValueSource(strings = {"9999-12-31T23:59:59Z", "1970-01-01T00:00:00Z"})
    void looksForNothingAtTheEndsOfTime(String time) {
        Hook hook = hook(platform, "order.*");

        assertThat(asPlatform().get("/v1/events?from=" + time).status()).isEqualTo(200);
        assertThat(asPlatform().get("/v1/webhook-deliveries?from=" + time).status())
                .isEqualTo(200);
        assertThat(asPlatform()
                        .post(
                                ENDPOINTS + "/" + hook.id() + "/resends",
                                SPAN.replace("2026-11-23T10:00:00Z", "1970-01-01T00:00:00Z")
                                        .replace("2026-11-23T12:00:00Z", time))
                        .status())
                .isIn(202, 422);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/events?limit=0, limit",
        "/v1/events?limit=201, limit",
        "/v1/events?waitSeconds=26, waitSeconds",
        "/v1/events?waitSeconds=-1, waitSeconds",
        "/v1/events?subject=x, subject",
        "/v1/events?from=now, from",
        "/v1/events?types=%00, types",
        "/v1/events?party=nobody, party",
        "/v1/webhook-deliveries?state=lost, state",
        "/v1/webhook-deliveries?endpointId=%00, endpointId",
        "/v1/webhook-endpoints?state=x, state"
    })
    void namesTheParameterAtFault(String path, String field) {
        Answer answer = asPlatform().get(path);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(fields(answer)).as(answer.body()).contains(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "AAAA", "%00", "////", "a.b", "-1", "AQAAAAAAAAAAAAAAAAAAAA", "_____________________w"})
    void takesNoCursorButItsOwn(String cursor) {
        for (String list : List.of("/v1/events", ENDPOINTS, "/v1/webhook-deliveries")) {
            Answer answer = asPlatform().get(list + "?cursor=" + cursor);
            assertThat(answer.status()).as(list + " " + answer.body()).isIn(400, 410);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0\"", "\"-1\"", "\"99999999999999999999\"", "*", "\"x\"", "W/\"1\""})
    void changesNothingUnderATagThatIsNotTheNewest(String tag) {
        Hook hook = hook(platform, "order.*");
        Answer answer = asPlatform().withHeader("If-Match", tag).put(ENDPOINTS + "/" + hook.id(), GOOD);

        assertThat(answer.status()).as(answer.body()).isIn(400, 412);
        assertThat(endpoint(hook).path("url").asString()).contains(hook.path());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\uD83D\\uDE00\\uD83D\\uDC68\\u200D\\uD83D\\uDC69",
                "\\u202Eمحمد\\u202C",
                "订单台",
                "O'Neil; drop table"
            })
    void keepsDescriptionsAsTheyAreWritten(String text) {
        Answer created = asPlatform().post(ENDPOINTS, GOOD.replace("Order desk", text));
        Answer read = asPlatform().get(ENDPOINTS + "/" + UUID.fromString(created.text("/endpoint/endpointId")));

        assertThat(read.text("/description"))
                .isEqualTo(created.text("/endpoint/description"))
                .doesNotContain("?");
    }

    @Test
    void takesNoBodyThatIsTooLongOrNotUtf8() {
        // Its contract has no 413: that is answered alike for every operation, and stands in common.yaml.
        assertThat(ApiClient.of("operations", api.base())
                        .as(platform)
                        .post(ENDPOINTS, GOOD.replace("Order desk", "x".repeat(70_000)))
                        .code())
                .isEqualTo("body_too_large");
        assertThat(asPlatform()
                        .post(
                                ENDPOINTS,
                                GOOD.replace("desk", "d\u00e9sk").getBytes(StandardCharsets.ISO_8859_1),
                                "application/json")
                        .code())
                .isEqualTo("malformed_request");
    }

    private static List<String> fields(Answer answer) {
        return answer.json()
                .path("fields")
                .valueStream()
                .map(field -> field.path("field").asString())
                .toList();
    }

    private static Arguments bad(String body, String field) {
        return Arguments.of(body, field);
    }
}
