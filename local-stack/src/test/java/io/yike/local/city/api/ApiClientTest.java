package io.yike.local.city.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.yike.local.ClientCredentials;
import io.yike.local.city.api.Answer.Given;
import io.yike.local.city.api.Answer.Refused;
import io.yike.local.city.api.Answer.Unchanged;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiClientTest {

    private final Queue<Reply> replies = new ArrayDeque<>();
    private final List<Heard> heard = new ArrayList<>();
    private final List<String> tokenRequests = new ArrayList<>();
    private HttpServer server;
    private Connection connection;
    private ApiClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/oauth2/token", this::token);
        server.createContext("/v1", this::answer);
        server.start();
        var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        connection = new Connection(List.of(address), Clock.systemUTC());
        client = new ApiClient(connection, new ClientCredentials("till", "s3cret"));
    }

    @AfterEach
    void stop() {
        connection.close();
        server.stop(0);
    }

    @Test
    void showsATokenThatItFetchesOnce() {
        replies.add(new Reply(200, "{\"name\":\"tea\"}", Map.of("ETag", "\"7\"")));
        replies.add(new Reply(200, "{\"name\":\"tea\"}", Map.of()));

        var first = client.get("/v1/things", Thing.class);
        client.get("/v1/things", Thing.class);

        assertThat(first).isEqualTo(new Given<>(new Thing("tea"), "\"7\""));
        assertThat(heard).extracting(Heard::authorization).containsOnly("Bearer token-1");
        assertThat(tokenRequests).containsExactly("Basic dGlsbDpzM2NyZXQ=");
    }

    @Test
    void fetchesANewTokenWhenTheOldOneIsRefused() {
        replies.add(new Reply(401, "{}", Map.of()));
        replies.add(new Reply(200, "{\"name\":\"tea\"}", Map.of()));

        client.get("/v1/things", Thing.class).get();

        assertThat(heard).extracting(Heard::authorization).containsExactly("Bearer token-1", "Bearer token-2");
    }

    @Test
    void sendsTheSameAgainUnderTheSameKeyWhenItIsAskedToWait() {
        replies.add(new Reply(429, "{}", Map.of("Retry-After", "0")));
        replies.add(new Reply(503, "{}", Map.of("Retry-After", "0")));
        replies.add(new Reply(201, "{\"name\":\"tea\"}", Map.of()));

        var answer = client.post("/v1/things", "key-00001", new Thing("tea"), Thing.class);

        assertThat(answer.get()).isEqualTo(new Thing("tea"));
        assertThat(heard)
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.idempotencyKey()).isEqualTo("key-00001"));
        assertThat(connection.pushedBack()).isEqualTo(2);
    }

    @Test
    void tellsARefusalByItsCode() {
        replies.add(new Reply(409, "{\"code\":\"offer_expired\",\"title\":\"Over\"}", Map.of()));

        var answer = client.post("/v1/offers/1/accept", Map.of(), Thing.class);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.status()).isEqualTo(409));
        assertThat(answer.refusedWith("offer_expired")).isTrue();
        assertThatThrownBy(answer::get).isInstanceOf(ApiException.class).hasMessageContaining("offer_expired");
    }

    @Test
    void knowsThatNothingChanged() {
        replies.add(new Reply(304, "", Map.of()));

        assertThat(client.getIfChanged("/v1/things", "\"7\"", Thing.class)).isEqualTo(new Unchanged<Thing>());
        assertThat(heard).extracting(Heard::ifNoneMatch).containsExactly("\"7\"");
    }

    @Test
    void resumesAStreamAfterTheLastMessage() {
        replies.add(new Reply(200, "id: 1\ndata: {\"name\":\"a\"}\n\nid: 2\ndata: {\"na", Map.of()));
        replies.add(new Reply(200, "id: 2\ndata: {\"name\":\"b\"}\n\nid: 3\ndata: {\"name\":\"c\"}\n\n", Map.of()));
        var names = new ArrayList<String>();

        client.stream("/v1/orders/1/events", Thing.class, Duration.ofSeconds(20), thing -> {
            names.add(thing.name());
            return !thing.name().equals("b");
        });

        assertThat(names).containsExactly("a", "b");
        assertThat(heard).extracting(Heard::lastEventId).containsExactly("", "1");
    }

    private void token(HttpExchange exchange) throws IOException {
        tokenRequests.add(exchange.getRequestHeaders().getFirst("Authorization"));
        send(
                exchange,
                new Reply(
                        200,
                        "{\"access_token\":\"token-%d\",\"expires_in\":900}".formatted(tokenRequests.size()),
                        Map.of()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        heard.add(new Heard(
                String.valueOf(headers.getFirst("Authorization")),
                headers.getOrDefault("Idempotency-Key", List.of("")).getFirst(),
                headers.getOrDefault("If-None-Match", List.of("")).getFirst(),
                headers.getOrDefault("Last-Event-ID", List.of("")).getFirst()));
        send(exchange, replies.remove());
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    record Thing(String name) {}

    private record Reply(int status, String body, Map<String, String> headers) {}

    private record Heard(String authorization, String idempotencyKey, String ifNoneMatch, String lastEventId) {}
}
