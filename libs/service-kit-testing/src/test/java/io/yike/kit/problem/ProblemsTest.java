package io.yike.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.SampleTest;
import io.yike.kit.http.Http;
import io.yike.kit.security.Role;
import io.yike.kit.testing.Tokens;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Whatever goes wrong is a problem with a stable code.
@SampleTest
class ProblemsTest {

    @LocalServerPort
    private int port;

    static Stream<Arguments> badBodies() {
        String line = "{\"sku\":\"a\",\"quantity\":1}";
        return Stream.of(
                Arguments.of("{\"lines\":[" + line + "],\"colours\":1}", "colours", "unknown_field"),
                Arguments.of("{\"lines\":[{\"sku\":\"a\",\"quantity\":1,\"x\":1}]}", "lines[0].x", "unknown_field"),
                Arguments.of("{\"lines\":[{\"sku\":\"a\",\"quantity\":0}]}", "lines[0].quantity", "out_of_range"),
                Arguments.of("{\"lines\":[{\"sku\":\"aaaaaaaaaaa\",\"quantity\":1}]}", "lines[0].sku", "too_long"),
                Arguments.of("{\"lines\":[{\"quantity\":1}]}", "lines[0].sku", "required"),
                Arguments.of("{}", "lines", "required"),
                Arguments.of("{\"lines\":[]}", "lines", "out_of_range"),
                Arguments.of("{\"lines\":[" + line + "," + line + "," + line + "," + line + "]}", "lines", "too_long"),
                Arguments.of("{\"lines\":[{\"sku\":\"a\",\"quantity\":\"1\"}]}", "lines[0].quantity", "malformed"),
                Arguments.of("{\"lines\":[{\"sku\":\"a\",\"quantity\":1.5}]}", "lines[0].quantity", "malformed"),
                Arguments.of(
                        "{\"lines\":[{\"sku\":\"a\",\"quantity\":9999999999}]}", "lines[0].quantity", "out_of_range"),
                Arguments.of("{\"lines\":[{\"sku\":\"a\\u0000\",\"quantity\":1}]}", "lines[0].sku", "malformed"),
                Arguments.of("{\"lines\":[{\"sku\":\"\\ud83d\",\"quantity\":1}]}", "lines[0].sku", "malformed"),
                Arguments.of("{\"lines\":7}", "lines", "malformed"),
                Arguments.of("[]", "body", "malformed"),
                Arguments.of("{\"lines\":[" + line + "]} {}", "body", "malformed"),
                Arguments.of("{\"lines\":[" + line + "],\"colour\":\"PINK\"}", "colour", "not_allowed"),
                Arguments.of("{\"lines\":[" + line + "],\"colour\":0}", "colour", "not_allowed"));
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void namesTheFieldAtFault(String body, String field, String code) throws Exception {
        Http.Answer answer = platform().post("/v1/things", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("validation_failed");
        assertThat(answer.json().path("fields").path(0).path("field").asString())
                .isEqualTo(field);
        assertThat(answer.json().path("fields").path(0).path("code").asString()).isEqualTo(code);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    static Stream<String> noJson() {
        return Stream.of(
                "",
                "{",
                "nonsense",
                "{\"lines\":[],\"lines\":[]}",
                "{} {}",
                "[".repeat(1000),
                "{\"" + "n".repeat(257) + "\":1}",
                "{\"lines\":[{\"sku\":\"" + "s".repeat(20_001) + "\",\"quantity\":1}]}",
                "{\"lines\":[{\"sku\":\"a\",\"quantity\":" + "9".repeat(501) + "}]}");
    }

    @ParameterizedTest
    @MethodSource("noJson")
    void refusesWhatIsNoJson(String body) throws Exception {
        Http.Answer answer = platform().post("/v1/things", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isIn("malformed_request", "validation_failed");
        assertThat(answer.json().at("/fields/0/field").asString()).isEqualTo("body");
        assertThat(answer.body()).doesNotContain("tools.jackson").doesNotContain("io.yike");
    }

    @Test
    void namesAMissingHeader() throws Exception {
        Http.Answer answer = Http.at(port)
                .as(Tokens.caller(Role.PLATFORM))
                .post("/v1/things", "{\"lines\":[{\"sku\":\"a\",\"quantity\":1}]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("fields").path(0).path("field").asString())
                .isEqualTo("Idempotency-Key");
        assertThat(answer.json().path("fields").path(0).path("code").asString()).isEqualTo("required");
    }

    @Test
    void namesParametersAsTheyAreWritten() throws Exception {
        String thing = "/v1/things/" + UUID.randomUUID();

        Http.Answer noUuid = platform().get("/v1/things/none");
        Http.Answer tooMany = platform().get(thing + "?limit=201");
        Http.Answer noNumber = platform().get(thing + "?limit=many");
        Http.Answer badKind = platform().with("X-Kind", "NO").get(thing);

        assertThat(noUuid.json().path("fields").path(0).path("field").asString())
                .isEqualTo("thingId");
        assertThat(noUuid.json().path("fields").path(0).path("code").asString()).isEqualTo("malformed");
        assertThat(tooMany.json().path("fields").path(0).path("field").asString())
                .isEqualTo("limit");
        assertThat(tooMany.json().path("fields").path(0).path("code").asString())
                .isEqualTo("out_of_range");
        assertThat(noNumber.json().path("fields").path(0).path("field").asString())
                .isEqualTo("limit");
        assertThat(badKind.json().path("fields").path(0).path("field").asString())
                .isEqualTo("X-Kind");
        assertThat(badKind.json().path("fields").path(0).path("code").asString())
                .isEqualTo("malformed");
    }

    @Test
    void refusesQueriesWithATextThatNobodyCouldKeep() throws Exception {
        Http.Answer answer = platform().get("/v1/things/" + UUID.randomUUID() + "?limit=1&kind=a%00b");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/fields/0/field").asString()).isEqualTo("kind");
    }

    @Test
    void answersStatusesOfTheirOwn() throws Exception {
        assertThat(platform().get("/v1/nothing").code()).isEqualTo("not_found");
        assertThat(platform().get("/v1/nothing").status()).isEqualTo(404);
        Http.Answer method = platform().send(request("/v1/things").DELETE());
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.code()).isEqualTo("method_not_allowed");
        Http.Answer media = platform()
                .send(request("/v1/things")
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("x")));
        assertThat(media.status()).isEqualTo(415);
        assertThat(media.code()).isEqualTo("unsupported_media_type");
        Http.Answer busy = platform().get("/v1/things/busy");
        assertThat(busy.status()).isEqualTo(503);
        assertThat(busy.header("Retry-After")).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"in-the-middle", "at-the-end"})
    void asksToComeAgainWhenTheDatabaseIsLostOnTheWay(String when) throws Exception {
        Http.Answer answer = platform().post("/v1/things/" + when + "/lose-connection", "{}");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    @Test
    void tellsNothingOfItsInternals() throws Exception {
        Http.Answer answer = platform().get("/v1/things/broken");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.code()).isEqualTo("internal_error");
        assertThat(answer.body()).doesNotContain("internals").doesNotContain("Exception");
    }

    @Test
    void needsATokenAndItsRole() throws Exception {
        Http.Answer nobody = Http.at(port).get("/v1/things/operators-only");
        Http.Answer expired = Http.at(port)
                .with("Authorization", "Bearer " + Tokens.get().expired(Tokens.operator()))
                .get("/v1/things/operators-only");
        Http.Answer elsewhere = Http.at(port)
                .with("Authorization", "Bearer " + Tokens.get().forAnotherAudience(Tokens.operator()))
                .get("/v1/things/operators-only");

        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.code()).isEqualTo("unauthenticated");
        assertThat(nobody.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(nobody.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(expired.status()).isEqualTo(401);
        assertThat(elsewhere.status()).isEqualTo(401);
        assertThat(platform().get("/v1/things/operators-only").code()).isEqualTo("forbidden");
        assertThat(Http.at(port)
                        .as(Tokens.operator())
                        .get("/v1/things/operators-only")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void opensProbesToAllAndTheRestToOperators() throws Exception {
        assertThat(Http.at(port).get("/actuator/health/liveness").status()).isEqualTo(200);
        assertThat(Http.at(port).get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(Http.at(port).get("/actuator/prometheus").body())
                .contains("yike_outbox_pending")
                .contains("yike_inbox_parked");
        assertThat(Http.at(port).get("/actuator/env").status()).isEqualTo(401);
        assertThat(platform().get("/actuator/env").status()).isEqualTo(403);
        assertThat(Http.at(port).as(Tokens.operator()).get("/actuator/env").status())
                .isEqualTo(404);
    }

    @Test
    void refusesBodiesThatAreTooLong() throws Exception {
        String announced = "x".repeat(70_000);
        Http.Answer atOnce = platform().post("/v1/things", announced);
        Http.Answer whileReading = platform()
                .send(request("/v1/things")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> stream(" ".repeat(70_000) + "{}"))));

        assertThat(atOnce.status()).isEqualTo(413);
        assertThat(atOnce.code()).isEqualTo("body_too_large");
        assertThat(whileReading.status()).isEqualTo(413);
        assertThat(whileReading.code()).isEqualTo("body_too_large");
    }

    @Test
    void takesLongerBodiesWhereTheRouteDoes() throws Exception {
        Http.Answer answer = platform()
                .send(request("/v1/things/x/import")
                        .header("Content-Type", "application/octet-stream")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[500_000])));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("note").asString()).isEqualTo("500000");
    }

    @Test
    void keepsTheCallersRequestIdOrMakesOne() throws Exception {
        assertThat(platform()
                        .with("X-Request-Id", "mine-1")
                        .get("/v1/nothing")
                        .json()
                        .path("requestId")
                        .asString())
                .isEqualTo("mine-1");
        assertThat(platform().with("X-Request-Id", "mine-1").get("/v1/nothing").header("X-Request-Id"))
                .isEqualTo("mine-1");
        assertThat(platform()
                        .with("X-Request-Id", "not acceptable")
                        .get("/v1/nothing")
                        .header("X-Request-Id"))
                .isNotBlank()
                .isNotEqualTo("not acceptable");
    }

    @Test
    void answersEvenARequestLineThatIsNoneWithAProblem() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write("GET /v1/th{ings HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"malformed_request\"");
        }
    }

    private Http platform() {
        return Http.at(port)
                .as(Tokens.caller(Role.PLATFORM, "platform:one"))
                .with("Idempotency-Key", UUID.randomUUID().toString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(Http.at(port).base().resolve(path));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
