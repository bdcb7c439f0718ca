package io.yike.local.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SandboxProviderTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private SandboxProvider provider;

    @BeforeEach
    void start() throws IOException {
        provider = SandboxProvider.start(0, folder.resolve("effects"), "secret", Duration.ofMillis(200));
    }

    @AfterEach
    void stop() {
        provider.close();
        http.close();
    }

    @Test
    void authorisesCapturesAndRefunds() throws Exception {
        Reply authorised = authorise("order-1", "tok_ok");
        String id = authorised.body.get("id").asString();

        assertThat(authorised.status).isEqualTo(200);
        assertThat(authorised.body.get("status").asString()).isEqualTo("authorized");
        assertThat(post("/authorizations/" + id + "/captures", "order-1:capture", "{\"amount\": 2000}").status)
                .isEqualTo(200);
        assertThat(post("/authorizations/" + id + "/refunds", "order-1:refund", "{\"amount\": 500}").status)
                .isEqualTo(200);
        JsonNode found = get("/authorizations?reference=order-1").body.at("/authorizations/0");
        assertThat(found.get("captured").asLong()).isEqualTo(2000);
        assertThat(found.get("refunded").asLong()).isEqualTo(500);
        assertThat(get("/totals").body.at("/CNY/captured").asLong()).isEqualTo(2000);
    }

    @Test
    void takesEffectOncePerKey() throws Exception {
        Reply first = authorise("order-1", "tok_ok");

        assertThat(authorise("order-1", "tok_ok").body).isEqualTo(first.body);
        Reply other = post(
                "/authorizations",
                "order-1:authorise",
                "{\"reference\":\"order-1\",\"amount\":1,\"currency\":\"CNY\",\"token\":\"tok_ok\"}");
        assertThat(other.status).isEqualTo(422);
        assertThat(other.body.get("code").asString()).isEqualTo("idempotency_key_reused");
        assertThat(get("/authorizations").body.get("authorizations").size()).isEqualTo(1);
    }

    @Test
    void capturesOnceOf20AtOnce() throws Exception {
        String id = authorise("order-1", "tok_ok").body.get("id").asString();

        List<CompletableFuture<HttpResponse<String>>> captures = IntStream.range(0, 20)
                .mapToObj(key -> http.sendAsync(
                        request("/authorizations/" + id + "/captures", "capture-" + key, "{\"amount\": 100}"),
                        HttpResponse.BodyHandlers.ofString()))
                .toList();

        assertThat(captures.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                .containsOnly(200, 409)
                .containsOnlyOnce(200);
    }

    @Test
    void declines() throws Exception {
        Reply declined = authorise("order-1", "tok_declined");

        assertThat(declined.status).isEqualTo(200);
        assertThat(declined.body.get("status").asString()).isEqualTo("declined");
        assertThat(declined.body.get("reason").asString()).isEqualTo("insufficient_funds");
        assertThat(authorise("order-2", "tok_forged").body.get("status").asString())
                .isEqualTo("declined");
    }

    @Test
    void takesEffectWithoutAnAnswerAndAnswersTheRepetition() throws Exception {
        assertThatIOException().isThrownBy(() -> authorise("order-1", "tok_lost"));

        assertThat(get("/authorizations?reference=order-1")
                        .body
                        .get("authorizations")
                        .size())
                .isEqualTo(1);
        assertThat(authorise("order-1", "tok_lost").body.get("status").asString())
                .isEqualTo("authorized");
    }

    @Test
    void failsTwiceThenTakesEffect() throws Exception {
        assertThat(authorise("order-1", "tok_flaky").status).isEqualTo(500);
        assertThat(authorise("order-1", "tok_flaky").status).isEqualTo(500);
        assertThat(get("/authorizations").body.get("authorizations").size()).isZero();

        assertThat(authorise("order-1", "tok_flaky").status).isEqualTo(200);
    }

    @Test
    void answersSlowly() throws Exception {
        CompletableFuture<HttpResponse<String>> slow =
                http.sendAsync(authorisation("order-1", "tok_slow"), HttpResponse.BodyHandlers.ofString());

        HttpResponse<String> answer = slow.get(5, TimeUnit.SECONDS);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(authorise("order-1", "tok_slow").status).isEqualTo(200);
    }

    @Test
    void refusesWhatTheRulesForbid() throws Exception {
        String captured = authorise("order-1", "tok_ok").body.get("id").asString();
        post("/authorizations/" + captured + "/captures", "c1", "{\"amount\": 1000}");
        String voided = authorise("order-2", "tok_ok").body.get("id").asString();
        post("/authorizations/" + voided + "/void", "v1", "{}");
        String open = authorise("order-3", "tok_ok").body.get("id").asString();

        assertRefused("/authorizations/" + captured + "/void", "{}", 409, "authorization_captured");
        assertRefused("/authorizations/" + captured + "/refunds", "{\"amount\":1001}", 422, "amount_exceeds_capture");
        assertRefused("/authorizations/" + voided + "/captures", "{\"amount\":1}", 409, "authorization_voided");
        assertRefused(
                "/authorizations/" + open + "/captures", "{\"amount\":2801}", 422, "amount_exceeds_authorization");
        assertRefused("/authorizations/" + open + "/refunds", "{\"amount\":1}", 409, "authorization_not_captured");
        assertRefused("/authorizations/nobody/void", "{}", 404, "authorization_not_found");
    }

    @Test
    void refusesWhatIsMalformed() throws Exception {
        assertThat(post("/authorizations", "k", "{").status).isEqualTo(400);
        assertThat(post("/authorizations", "k", "{\"reference\":\"o\",\"amount\":-1}").status)
                .isEqualTo(400);
        assertThat(post("/authorizations", "k", "{\"reference\":\"" + "o".repeat(20_000) + "\"}").status)
                .isEqualTo(413);
        assertThat(post("/elsewhere", "k", "{}").status).isEqualTo(404);
        HttpRequest withoutKey =
                HttpRequest.newBuilder(provider.uri().resolve("/totals")).build();
        assertThat(http.send(withoutKey, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void remembersAfterACrashWhatItAnswered() throws Exception {
        JsonNode first = authorise("order-1", "tok_ok").body;
        post("/authorizations/" + first.get("id").asString() + "/captures", "c1", "{\"amount\": 1000}");
        provider.close();
        Files.writeString(
                folder.resolve("effects"), "{\"key\":\"cut of", StandardCharsets.UTF_8, StandardOpenOption.APPEND);

        provider = SandboxProvider.start(0, folder.resolve("effects"), "secret");

        assertThat(authorise("order-1", "tok_ok").body).isEqualTo(first);
        assertThat(get("/totals").body.at("/CNY/captured").asLong()).isEqualTo(1000);
        assertThat(authorise("order-2", "tok_ok").status).isEqualTo(200);
        assertThat(Files.readAllLines(folder.resolve("effects"))).hasSize(3);
    }

    @Test
    void refusesToShareItsFile() {
        assertThatIOException()
                .isThrownBy(() -> SandboxProvider.start(0, folder.resolve("effects"), "secret"))
                .withMessageContaining("in use");
    }

    private record Reply(int status, JsonNode body) {}

    private Reply authorise(String order, String token) throws IOException, InterruptedException {
        return send(authorisation(order, token));
    }

    private HttpRequest authorisation(String order, String token) {
        return request("/authorizations", order + ":authorise", """
                {"reference": "%s", "amount": 2800, "currency": "CNY", "token": "%s"}
                """.formatted(order, token));
    }

    private void assertRefused(String path, String body, int status, String code) throws Exception {
        Reply reply = post(path, "key of " + path + body, body);
        assertThat(reply.status).isEqualTo(status);
        assertThat(reply.body.get("code").asString()).isEqualTo(code);
    }

    private Reply post(String path, String key, String body) throws IOException, InterruptedException {
        return send(request(path, key, body));
    }

    private HttpRequest request(String path, String key, String body) {
        return HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer secret")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private Reply get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer secret")
                .build());
    }

    private Reply send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Reply(response.statusCode(), JSON.readTree(response.body()));
    }

    private URI uri(String path) {
        return provider.uri().resolve(path);
    }
}
