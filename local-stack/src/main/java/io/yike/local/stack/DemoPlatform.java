package io.yike.local.stack;

import io.yike.local.ClientCredentials;
import io.yike.local.engine.Folders;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The platform of the demo, through the gateway as any platform: its client, and the quote that proves the whole.
public final class DemoPlatform {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TRIES = 150;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI gateway;
    private final ClientCredentials operator;
    private final DataFolder data;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    public DemoPlatform(URI gateway, ClientCredentials operator, DataFolder data) {
        this.gateway = gateway;
        this.operator = operator;
        this.data = data;
    }

    /// Makes the platform and its client, or finds them from an earlier run.
    public ClientCredentials admit() throws IOException, StartFailed {
        var file = Folders.createPrivate(data.of("demo")).resolve("platform.properties");
        if (Files.exists(file)) {
            var kept = read(file);
            if (answered("the demo platform's token", () -> token(kept)).isGiven()) {
                return kept;
            }
        }
        var operatorToken = given("the operator's token", () -> token(operator));
        var organisation = given(
                "the demo platform's organisation",
                () -> post(
                        "/v1/organisations",
                        operatorToken.get("access_token"),
                        Map.of("kind", "platform", "name", "Demo platform")));
        var client = given(
                "the demo platform's client",
                () -> post(
                        "/v1/clients",
                        operatorToken.get("access_token"),
                        Map.of(
                                "name",
                                "Demo platform",
                                "roles",
                                List.of("platform"),
                                "parties",
                                List.of(organisation.get("party")))));
        var credentials = new ClientCredentials(client.get("clientId"), client.get("clientSecret"));
        write(file, credentials);
        return credentials;
    }

    /// Asks for a quote until one is answered.
    ///
    /// @param request the body; a basket that cannot be served is answered too
    public void quote(ClientCredentials platform, String request) throws StartFailed {
        var body = JSON.readTree(request);
        var token = given("the demo platform's token", () -> token(platform));
        given("a quote", () -> post("/v1/quotes", token.get("access_token"), body));
    }

    private Answer token(ClientCredentials client) throws IOException {
        var basic = Base64.getEncoder()
                .encodeToString((encoded(client.clientId()) + ":" + encoded(client.clientSecret()))
                        .getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(gateway.resolve("/oauth2/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));
    }

    private Answer post(String path, String token, Object body) throws IOException {
        return send(HttpRequest.newBuilder(gateway.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            var answer = http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Answer given(String what, Question question) throws StartFailed {
        var answer = answered(what, question);
        if (!answer.isGiven()) {
            throw notGiven(what, answer.toString());
        }
        return answer;
    }

    /// The services are ready one by one; the door may need a moment to notice.
    private static Answer answered(String what, Question question) throws StartFailed {
        var reason = "was not asked";
        for (int attempt = 0; attempt < TRIES; attempt++) {
            try {
                var answer = question.ask();
                if (!answer.isForNow()) {
                    return answer;
                }
                reason = answer.toString();
            } catch (IOException e) {
                reason = e.toString();
            }
            pause();
        }
        throw notGiven(what, reason);
    }

    private static StartFailed notGiven(String what, String reason) {
        return new StartFailed("the gateway does not give " + what + ": " + reason);
    }

    private static void pause() throws StartFailed {
        try {
            new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed("interrupted");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static ClientCredentials read(Path file) throws IOException {
        var kept = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            kept.load(in);
        }
        return new ClientCredentials(
                String.valueOf(kept.getProperty("clientId")), String.valueOf(kept.getProperty("clientSecret")));
    }

    private static void write(Path file, ClientCredentials credentials) throws IOException {
        var kept = new Properties();
        kept.setProperty("clientId", credentials.clientId());
        kept.setProperty("clientSecret", credentials.clientSecret());
        try (var text = new StringWriter()) {
            kept.store(text, null);
            Folders.writePrivate(file, text.toString());
        }
    }

    @FunctionalInterface
    private interface Question {
        Answer ask() throws IOException;
    }

    private record Answer(int status, String body) {
        boolean isGiven() {
            return status == 200 || status == 201;
        }

        /// Whether the same question may be answered otherwise soon.
        boolean isForNow() {
            return status >= 500 || status == 404 || status == 429;
        }

        String get(String field) {
            JsonNode value = JSON.readTree(body).path(field);
            return value.asString("");
        }

        @Override
        public String toString() {
            return status + " " + body;
        }
    }
}
