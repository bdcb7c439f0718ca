package io.yike.booking;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A payment provider that remembers what took effect, once per `Idempotency-Key`, and behaves as the token
/// tells it:
/// `tok_refused` is refused, `tok_lost` is authorised and its first answer lost, `tok_silent` is never
/// answered, `tok_uncaptured` is authorised and its capture refused.
final class PlayedProvider {

    private static final Pattern MOVEMENT = Pattern.compile("/authorizations/auth-([^/]+)/(captures|void|refunds)");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int OK = 200;
    private static final int CONFLICT = 409;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> effects = new ArrayList<>();

    private PlayedProvider(HttpServer server) {
        this.server = server;
    }

    static PlayedProvider start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            PlayedProvider provider = new PlayedProvider(server);
            server.createContext("/", provider::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return provider;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// What took effect under a token, in this sequence, such as `authorise 2000`, `capture 1000`.
    synchronized List<String> effects(String token) {
        return effects.stream()
                .filter(effect -> effect.startsWith(token + " "))
                .map(effect -> effect.substring(token.length() + 1))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String answer = answer(
                    exchange.getRequestMethod(),
                    String.valueOf(exchange.getRequestURI().getPath()),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
                    body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body));
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status(answer), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static int status(String answer) {
        if (answer.isEmpty()) {
            return UNAVAILABLE;
        }
        return JSON.readTree(answer).has("code") && !JSON.readTree(answer).has("status") ? CONFLICT : OK;
    }

    private synchronized String answer(String method, String path, String key, JsonNode body) {
        if (method.equals("GET")) {
            return "{\"authorizations\": []}";
        }
        String before = answers.get(key);
        if (before != null) {
            return before;
        }
        String token = body.path("token").asString("");
        if (token.startsWith("tok_silent")) {
            return "";
        }
        long amount = body.path("amount").asLong(0);
        Matcher movement = MOVEMENT.matcher(path);
        if (movement.matches()) {
            String paidWith = String.valueOf(movement.group(1)).replaceFirst("@.*", "");
            if (paidWith.startsWith("tok_uncaptured") && "captures".equals(movement.group(2))) {
                return remembered(key, "{\"code\": \"authorization_expired\"}");
            }
            effects.add(paidWith + " " + movement.group(2) + " " + amount);
            return remembered(key, "{\"status\": \"done\"}");
        }
        if (token.startsWith("tok_refused")) {
            return remembered(key, "{\"status\": \"declined\", \"code\": \"insufficient_funds\"}");
        }
        effects.add(token + " authorise " + amount);
        remembered(
                key,
                "{\"id\": \"auth-%s@%s\", \"status\": \"authorized\", \"amount\": %d, \"currency\": \"CNY\"}"
                        .formatted(token, key.hashCode(), amount));
        return token.startsWith("tok_lost") ? "" : answers.getOrDefault(key, "");
    }

    private String remembered(String key, String answer) {
        answers.put(key, answer);
        return answer;
    }
}
