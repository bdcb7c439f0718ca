package io.yike.platform;

import io.yike.local.ClientCredentials;
import io.yike.local.city.api.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Clients that ask every service something, again and again, and write down what they must not hear.
final class Crowd implements AutoCloseable {

    private static final int EACH = 3;
    private static final Duration BETWEEN = Duration.ofMillis(120);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    /// Nobody is there in an empty city to fill it, which is an answer too.
    private static final String QUOTE = """
            {"fulfilment": "delivery",
             "lines": [{"sku": "6901234567892", "quantity": 1, "unitPrice": {"amount": 500, "currency": "CNY"}}],
             "destination": {"lat": 31.2304, "lng": 121.4737}}""";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final List<URI> gateways;
    private final int tries;
    private final Patience patience = new Patience();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger askedToComeAgain = new AtomicInteger();
    private final List<String> errors = new CopyOnWriteArrayList<>();

    /// What a client concludes from an answer.
    private sealed interface Heard {
        record Served() implements Heard {}

        record ComeAgain() implements Heard {}

        record Wrong(String what) implements Heard {}
    }

    private Crowd(List<URI> gateways, int tries) {
        this.gateways = List.copyOf(gateways);
        this.tries = tries;
    }

    /// @param tries how often a client asks before it complains; one that asks but once puts up with "come again"
    static Crowd gather(List<URI> gateways, ClientCredentials operator, ClientCredentials platform, int tries)
            throws IOException, InterruptedException {
        var crowd = new Crowd(gateways, tries);
        var operators = crowd.token(operator);
        var platforms = crowd.token(platform);
        for (int client = 0; client < EACH; client++) {
            for (var path : List.of("/v1/stores?limit=1", "/v1/couriers?limit=1", "/v1/organisations?limit=1")) {
                crowd.clients.execute(() -> crowd.ask(operators, path, false));
            }
            crowd.clients.execute(() -> crowd.ask(platforms, "/v1/orders?limit=1", false));
            crowd.clients.execute(() -> crowd.ask(platforms, "/v1/quotes", true));
        }
        return crowd;
    }

    int answered() {
        return answered.get();
    }

    /// How many answers were 503 with `Retry-After`.
    int askedToComeAgain() {
        return askedToComeAgain.get();
    }

    /// Goes home, and says what was heard that must not be.
    List<String> finish() throws InterruptedException {
        patience.end();
        clients.shutdown();
        if (!clients.awaitTermination(1, TimeUnit.MINUTES)) {
            errors.add("some clients still wait for an answer");
        }
        return List.copyOf(errors);
    }

    @Override
    public void close() {
        patience.end();
        clients.shutdownNow();
        http.shutdownNow();
    }

    private void ask(String token, String path, boolean creates) {
        while (patience.wait(BETWEEN)) {
            var key = creates ? UUID.randomUUID().toString() : null;
            // Whoever tries again asks the other gateway, as a load balancer does.
            int first = turn.getAndIncrement();
            var heard = attempt(first, token, path, key);
            for (int tried = 1; tried < tries && !(heard instanceof Heard.Served); tried++) {
                heard = attempt(first + tried, token, path, key);
            }
            switch (heard) {
                case Heard.Served() -> answered.incrementAndGet();
                case Heard.ComeAgain() when tries == 1 -> askedToComeAgain.incrementAndGet();
                case Heard.ComeAgain() -> errors.add(path + ": told to come again " + tries + " times");
                case Heard.Wrong(String what) -> errors.add(path + ": " + what);
            }
        }
    }

    private Heard attempt(int number, String token, String path, @Nullable String key) {
        var gateway = gateways.get(Math.floorMod(number, gateways.size()));
        var request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(ANSWER_WITHIN)
                .header("Authorization", "Bearer " + token);
        if (key != null) {
            request.header("Idempotency-Key", key)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(QUOTE));
        }
        try {
            return judge(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException broken) {
            return new Heard.Wrong(gateway + " " + broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Heard.Wrong("was interrupted");
        }
    }

    private static Heard judge(HttpResponse<String> answer) {
        if (answer.statusCode() < 300) {
            return new Heard.Served();
        }
        boolean comeAgain = answer.statusCode() == 503
                && answer.headers().firstValue("Retry-After").isPresent()
                && answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json");
        return comeAgain
                ? new Heard.ComeAgain()
                : new Heard.Wrong(answer.uri() + " " + answer.statusCode() + " " + answer.body());
    }

    private String token(ClientCredentials client) throws IOException, InterruptedException {
        var basic = Base64.getEncoder()
                .encodeToString((client.clientId() + ":" + client.clientSecret()).getBytes(StandardCharsets.UTF_8));
        var answer = http.send(
                HttpRequest.newBuilder(gateways.getFirst().resolve("/oauth2/token"))
                        .timeout(ANSWER_WITHIN)
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                        .build(),
                BodyHandlers.ofString());
        return JsonMapper.shared().readTree(answer.body()).path("access_token").asString();
    }
}
