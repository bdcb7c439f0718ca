package io.yike.local.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The sandbox provider's HTTP API on the loopback address.
///
/// `POST /authorizations` {reference, amount, currency, token}, `POST /authorizations/{id}/captures` {amount},
/// `POST /authorizations/{id}/void`, `POST /authorizations/{id}/refunds` {amount}, each with an `Idempotency-Key`;
/// `GET /authorizations?reference=`, `GET /authorizations` and `GET /totals` for whoever checks the books; `GET
/// /health`.
///
/// The token decides how an authorization goes: `tok_ok`; `tok_declined`; `tok_slow` takes effect and is answered after
/// 8 s; `tok_lost` takes effect and the connection is closed without an answer, the first time; `tok_flaky` fails twice
/// with 500 before it takes effect. Any other is declined.
public final class SandboxProvider implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration SLOW = Duration.ofSeconds(8);
    private static final int MAX_BODY_BYTES = 16 * 1024;
    private static final int FLAKY_FAILURES = 2;

    private final HttpServer server;
    private final Authorizations authorizations;
    private final @Nullable String key;
    private final Duration slow;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> inProgress = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();

    private SandboxProvider(int port, Path file, @Nullable String key, Duration slow) throws IOException {
        this.authorizations = new Authorizations(file);
        this.key = key;
        this.slow = slow;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException busy) {
            authorizations.close();
            throw busy;
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /// Starts to listen.
    ///
    /// @param port 0 for any free one
    /// @param file where effects are kept
    /// @param key the bearer key that callers must show; none is asked for if null
    public static SandboxProvider start(int port, Path file, @Nullable String key) throws IOException {
        return start(port, file, key, SLOW);
    }

    static SandboxProvider start(int port, Path file, @Nullable String key, Duration slow) throws IOException {
        var provider = new SandboxProvider(port, file, key, slow);
        provider.server.start();
        return provider;
    }

    /// `PORT FILE`; the key comes from the environment, `YIKE_PAYMENT_PROVIDER_KEY`.
    public static void main(String[] args) throws IOException {
        if (args.length != 2 || !args[0].matches("[0-9]{1,5}")) {
            System.err.println("usage: SandboxProvider PORT FILE");
            System.exit(2);
            return;
        }
        SandboxProvider provider =
                start(Integer.parseInt(args[0]), Path.of(args[1]), System.getenv("YIKE_PAYMENT_PROVIDER_KEY"));
        Runtime.getRuntime().addShutdownHook(new Thread(provider::close));
        System.out.println("payment provider at " + provider.uri());
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            authorizations.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            answer(exchange);
        } catch (BadRequest bad) {
            send(exchange, Answer.refused(bad.status, String.valueOf(bad.getMessage())));
        } catch (IOException | RuntimeException failure) {
            System.err.println("payment provider: " + exchange.getRequestMethod() + " failed: " + failure);
            exchange.close();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String[] path = Objects.requireNonNullElse(exchange.getRequestURI().getPath(), "")
                .replaceFirst("^/", "")
                .split("/", -1);
        String route = exchange.getRequestMethod() + " " + path[0] + "/" + (path.length - 1);
        if (!route.equals("GET health/0") && !isAuthenticated(exchange)) {
            throw new BadRequest(401, "unauthenticated");
        }
        switch (route) {
            case "GET health/0" -> send(exchange, Answer.ok(Map.of("status", "up")));
            case "GET totals/0" -> send(exchange, Answer.ok(authorizations.totals()));
            case "GET authorizations/0" -> send(exchange, list(exchange));
            case "POST authorizations/0" -> authorise(exchange);
            case "POST authorizations/2" -> send(exchange, move(exchange, path[1], path[2]));
            default -> throw new BadRequest(404, "not_found");
        }
    }

    private Answer list(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        if (query == null) {
            return Answer.ok(Map.of("authorizations", authorizations.all()));
        }
        if (!query.startsWith("reference=")) {
            throw new BadRequest(400, "unknown_parameter");
        }
        String reference = URLDecoder.decode(query.substring("reference=".length()), StandardCharsets.UTF_8);
        return Answer.ok(Map.of("authorizations", authorizations.of(reference)));
    }

    private Answer move(HttpExchange exchange, String id, String step) throws IOException {
        String idempotencyKey = idempotencyKey(exchange);
        JsonNode body = body(exchange);
        return switch (step) {
            case "captures" -> authorizations.capture(idempotencyKey, id, amount(body));
            case "void" -> authorizations.cancel(idempotencyKey, id);
            case "refunds" -> authorizations.refund(idempotencyKey, id, amount(body));
            default -> throw new BadRequest(404, "not_found");
        };
    }

    private void authorise(HttpExchange exchange) throws IOException {
        String idempotencyKey = idempotencyKey(exchange);
        JsonNode body = body(exchange);
        String reference = text(body, "reference");
        long amount = amount(body);
        String currency = text(body, "currency");
        String token = text(body, "token");
        if (authorizations.knows(idempotencyKey)) {
            send(exchange, authorizations.authorise(idempotencyKey, reference, amount, currency, null));
            return;
        }
        switch (token) {
            case "tok_ok" ->
                send(exchange, authorizations.authorise(idempotencyKey, reference, amount, currency, null));
            case "tok_lost" -> {
                authorizations.authorise(idempotencyKey, reference, amount, currency, null);
                exchange.close();
            }
            case "tok_flaky" -> {
                if (failures.computeIfAbsent(idempotencyKey, _ -> new AtomicInteger())
                                .incrementAndGet()
                        <= FLAKY_FAILURES) {
                    send(exchange, Answer.refused(500, "internal_error"));
                } else {
                    send(exchange, authorizations.authorise(idempotencyKey, reference, amount, currency, null));
                }
            }
            case "tok_slow" -> {
                if (inProgress.add(idempotencyKey)) {
                    answerLater(exchange, idempotencyKey, reference, amount, currency);
                } else {
                    send(exchange, Answer.refused(409, "request_in_progress"));
                }
            }
            case "tok_declined" ->
                send(
                        exchange,
                        authorizations.authorise(idempotencyKey, reference, amount, currency, "insufficient_funds"));
            default ->
                send(exchange, authorizations.authorise(idempotencyKey, reference, amount, currency, "unknown_token"));
        }
    }

    private void answerLater(
            HttpExchange exchange, String idempotencyKey, String reference, long amount, String currency) {
        CompletableFuture.delayedExecutor(slow.toMillis(), TimeUnit.MILLISECONDS, threads)
                .execute(() -> {
                    try {
                        send(exchange, authorizations.authorise(idempotencyKey, reference, amount, currency, null));
                    } catch (IOException gone) {
                        System.err.println("payment provider: the caller of a slow authorization is gone");
                        exchange.close();
                    } finally {
                        inProgress.remove(idempotencyKey);
                    }
                });
    }

    private boolean isAuthenticated(HttpExchange exchange) {
        return key == null
                || key.isEmpty()
                || ("Bearer " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static String idempotencyKey(HttpExchange exchange) {
        String value = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (value == null || value.isBlank() || value.length() > 200) {
            throw new BadRequest(400, "idempotency_key_missing");
        }
        return value;
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (bytes.length > MAX_BODY_BYTES) {
            throw new BadRequest(413, "body_too_large");
        }
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException malformed) {
            throw new BadRequest(400, "malformed_request");
        }
    }

    private static String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (!value.isString() || value.asString().isBlank() || value.asString().length() > 200) {
            throw new BadRequest(400, "invalid_" + field);
        }
        return value.asString();
    }

    private static long amount(JsonNode body) {
        JsonNode value = body.path("amount");
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() <= 0) {
            throw new BadRequest(400, "invalid_amount");
        }
        return value.asLong();
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(answer.body());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /// A request that cannot be served; the message is the code that is answered.
    private static final class BadRequest extends RuntimeException {

        private final int status;

        BadRequest(int status, String code) {
            super(code);
            this.status = status;
        }
    }
}
