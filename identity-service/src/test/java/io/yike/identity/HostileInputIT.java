package io.yike.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.ServiceTest;
import io.yike.kit.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/// What nobody should send. Each is refused with a stable code and the field at fault; nothing is a fault of ours.
@ServiceTest
@TestPropertySource(
        properties = {"YIKE_BOOTSTRAP_OPERATOR_SECRET=operator-secret", "YIKE_SERVICE_CLIENT_SECRET=service-secret"})
class HostileInputIT {

    private static final String USER = """
            {"username":"lin","password":"correct horse battery","displayName":"Lin"}""";
    private static final String CLIENT = """
            {"name":"Till","roles":["store"],"parties":["store:01937f3c-0000-7000-8000-000000000001"]}""";
    private static final String MEMBERSHIP = """
            {"subjectKind":"user","subjectId":"01937f3c-0000-7000-8000-000000000002","role":"store",\
            "party":"store:01937f3c-0000-7000-8000-000000000001"}""";

    @Autowired
    private ApiClient api;

    static Stream<Arguments> malformed() {
        return Stream.of(
                bad("users", "", "body"),
                bad("users", USER.substring(0, 20), "body"),
                bad("users", USER + " {}", "body"),
                bad("users", "[]", "body"),
                bad("users", "{\"a\":".repeat(2000), "body"),
                bad("users", USER.replace("\"lin\"", "null"), "username"),
                bad("users", USER.replace("\"lin\"", "7"), "username"),
                bad("users", USER.replace("lin", "li"), "username"),
                bad("users", USER.replace("lin", "l".repeat(65)), "username"),
                bad("users", USER.replace("lin", "li n"), "username"),
                bad("users", USER.replace("lin", "lin\\u0000"), "username"),
                bad("users", USER.replace("lin", "lin\\n"), "username"),
                bad("users", USER.replace("lin", "林黛玉"), "username"),
                bad("users", USER.replace("correct horse battery", "short"), "password"),
                bad("users", USER.replace("correct horse battery", "x".repeat(65)), "password"),
                bad("users", USER.replace("\"Lin\"", "\"L\\u0000in\""), "displayName"),
                bad("users", USER.replace("\"Lin\"", "\"\\uD83D\""), "displayName"),
                bad("users", USER.replace("\"Lin\"", "\" \\t \""), "displayName"),
                bad("users", USER.replace("\"Lin\"", "[\"Lin\"]"), "displayName"),
                bad("users", USER.replace("{", "{\"admin\":true,"), "admin"),
                bad("clients", CLIENT.replace("Till", ""), "name"),
                bad("clients", CLIENT.replace("Till", "T".repeat(201)), "name"),
                bad("clients", CLIENT.replace("[\"store\"]", "[\"emperor\"]"), "roles[0]"),
                bad("clients", CLIENT.replace("[\"store\"]", "[null]"), "roles[0]"),
                bad("clients", CLIENT.replace("[\"store\"]", "\"store\""), "roles"),
                bad("clients", CLIENT.replace("store:0", "store:x"), "parties[0]"),
                bad("clients", CLIENT.replace("store:0", "STORE:0"), "parties[0]"),
                bad("clients", CLIENT.replace("{", "{\"public\":\"yes\","), "public"),
                bad("clients", CLIENT.replace("{", "{\"organisationId\":\"x\","), "organisationId"),
                bad("clients", CLIENT.replace("{", "{\"clientSecret\":\"x\","), "clientSecret"),
                bad("organisations", "{\"kind\":\"empire\",\"name\":\"Some\"}", "kind"),
                bad("organisations", "{\"kind\":1,\"name\":\"Some\"}", "kind"),
                bad("organisations", "{\"kind\":\"chain\",\"name\":\"\\u0000\"}", "name"),
                bad("organisations", "{\"kind\":\"chain\"}", "name"),
                bad("memberships", MEMBERSHIP.replace("\"user\"", "\"ghost\""), "subjectKind"),
                bad("memberships", MEMBERSHIP.replace("01937f3c-0000-7000-8000-000000000002", "a/b"), "subjectId"),
                bad("memberships", MEMBERSHIP.replace("\"store\",", "\"STORE\","), "role"),
                bad("memberships", MEMBERSHIP.replace("store:0", "store;0"), "party"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void namesWhatIsMalformed(String collection, String body, String field) {
        Answer answer = operator().post("/v1/" + collection, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(fields(answer)).as(answer.body()).contains(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "https://app.example/#fragment",
                "https://user:password@app.example/",
                "http://app.example/callback",
                "//app.example/callback",
                "https://*.example/callback",
                "https://app.example/\\u0000",
                "https://app.example/a b"
            })
    void sendsNobodyToAnAddressThatIsNone(String uri) {
        Answer answer =
                operator().post("/v1/clients", "{\"name\":\"App\",\"public\":true,\"redirectUris\":[\"" + uri + "\"]}");

        assertThat(answer.status()).as(answer.body()).isIn(400, 422);
        assertThat(fields(answer)).as(answer.body()).contains("redirectUris[0]");
    }

    @ParameterizedTest
    @CsvSource({
        "users?limit=0, limit",
        "users?limit=201, limit",
        "users?limit=x, limit",
        "users?organisationId=x, organisationId",
        "clients?organisationId=%00, organisationId",
        "memberships?limit=1e3, limit",
        "organisations?limit=99999999999, limit"
    })
    void namesTheParameterAtFault(String query, String field) {
        Answer answer = operator().get("/v1/" + query);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(fields(answer)).as(answer.body()).contains(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAA", "%00", "////", "a.b", "______________________________________"})
    void takesNoCursorButItsOwn(String cursor) {
        for (String collection : List.of("users", "clients", "organisations", "memberships")) {
            Answer answer = operator().get("/v1/" + collection + "?cursor=" + cursor);
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.code()).isIn("invalid_cursor", "validation_failed");
        }
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
        Answer created = operator().post("/v1/organisations", "{\"kind\":\"chain\",\"name\":\"" + name + "\"}");
        Answer read = operator().get("/v1/organisations/" + created.text("/id"));

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(read.text("/name")).isEqualTo(created.text("/name")).doesNotContain("?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0\"", "\"-1\"", "\"99999999999999999999\"", "*", "\"x\"", "W/\"1\""})
    void changesNothingUnderATagThatIsNotTheNewest(String tag) {
        Answer user = operator().post("/v1/users", USER.replace("lin", "u" + java.util.UUID.randomUUID()));
        Answer answer =
                operator().withHeader("If-Match", tag).put("/v1/users/" + user.text("/id"), Map.of("disabled", true));

        assertThat(answer.status()).as(answer.body()).isIn(400, 412);
        assertThat(operator().get("/v1/users/" + user.text("/id")).text("/disabled"))
                .isEqualTo("false");
    }

    @Test
    void takesNoBodyThatIsTooLongOrNotUtf8() {
        String long64 = USER.replace("Lin", "x".repeat(70_000));

        // Its contract has no 413: that is answered alike for every operation, and stands in common.yaml.
        assertThat(ApiClient.of("operations", api.base())
                        .as(Tokens.operator())
                        .post("/v1/users", long64)
                        .code())
                .isEqualTo("body_too_large");
        assertThat(operator()
                        .post(
                                "/v1/users",
                                USER.replace("Lin", "L\u00e9n").getBytes(StandardCharsets.ISO_8859_1),
                                "application/json")
                        .code())
                .isEqualTo("malformed_request");
    }

    private ApiClient operator() {
        return api.as(Tokens.operator());
    }

    private static List<String> fields(Answer answer) {
        return answer.json()
                .path("fields")
                .valueStream()
                .map(field -> field.path("field").asString())
                .toList();
    }

    private static Arguments bad(String collection, String body, String field) {
        return Arguments.of(collection, body, field);
    }
}
