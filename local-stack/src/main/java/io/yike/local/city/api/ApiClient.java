package io.yike.local.city.api;

import io.yike.local.ClientCredentials;
import io.yike.local.city.api.Answer.Given;
import io.yike.local.city.api.Answer.Refused;
import io.yike.local.city.api.Answer.Unchanged;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// One program with its own credentials, e.g. the tills of a chain.
///
/// Every request here can be sent again: what creates carries an idempotency key, and the rest is idempotent by nature.
/// So a lost answer, 429, 502, 503 and 504 are waited out for up to [#GIVE_UP_AFTER].
public final class ApiClient {

    private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(3);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(35);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);
    private static final Duration RENEW_BEFORE_EXPIRY = Duration.ofSeconds(60);

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final Connection connection;
    private final ClientCredentials credentials;
    private @Nullable Token token;

    public ApiClient(Connection connection, ClientCredentials credentials) {
        this.connection = connection;
        this.credentials = credentials;
    }

    public <T> Answer<T> get(String path, Class<T> type) {
        return exchange(new Call(path, request().GET()), type);
    }

    /// Asks whether something differs from what the version tag stands for.
    ///
    /// @param etag of the answer before; null asks for the first time
    public <T> Answer<T> getIfChanged(String path, @Nullable String etag, Class<T> type) {
        var request = request().GET();
        if (etag != null) {
            request.header("If-None-Match", etag);
        }
        return exchange(new Call(path, request), type);
    }

    /// Puts something in the place of what stands there.
    public <T> Answer<T> put(String path, Object body, Class<T> type) {
        return exchange(
                new Call(
                        path,
                        request().header("Content-Type", "application/json").PUT(json(body))),
                type);
    }

    /// For what is idempotent by nature.
    public <T> Answer<T> post(String path, Object body, Class<T> type) {
        return exchange(
                new Call(
                        path,
                        request().header("Content-Type", "application/json").POST(json(body))),
                type);
    }

    /// For what creates.
    ///
    /// @param idempotencyKey one per intended effect
    public <T> Answer<T> post(String path, String idempotencyKey, Object body, Class<T> type) {
        return exchange(
                new Call(
                        path,
                        request()
                                .header("Content-Type", "application/json")
                                .header(IDEMPOTENCY_KEY, idempotencyKey)
                                .POST(json(body))),
                type);
    }

    /// For bulk in plain text.
    ///
    /// @param contentType of the text, e.g. `text/csv`
    public <T> Answer<T> postText(String path, String idempotencyKey, String contentType, String text, Class<T> type) {
        return exchange(
                new Call(
                        path,
                        request()
                                .header("Content-Type", contentType)
                                .header(IDEMPOTENCY_KEY, idempotencyKey)
                                .POST(BodyPublishers.ofString(text))),
                type);
    }

    /// For bytes that have the same effect when they are sent again.
    public <T> Answer<T> postBytes(String path, byte[] bytes, Class<T> type) {
        return exchange(
                new Call(
                        path,
                        request()
                                .header("Content-Type", "application/octet-stream")
                                .POST(BodyPublishers.ofByteArray(bytes))),
                type);
    }

    /// Hands over each message of an event stream until it ends, resuming after the last one when it breaks.
    ///
    /// @param within how long to listen at most
    public <T> void stream(String path, Class<T> type, Duration within, Listener<T> listener) {
        var until = connection.clock().instant().plus(within);
        var lines = new EventStream();
        while (connection.patience().lasts() && connection.clock().instant().isBefore(until)) {
            var request = request().GET().setHeader("Accept", "text/event-stream");
            lines.lastId().ifPresent(id -> request.setHeader("Last-Event-ID", id));
            try (var watchdog = new Watchdog()) {
                request.timeout(
                        Duration.between(connection.clock().instant(), until).plusSeconds(1));
                var response = send(new Call(path, request), BodyHandlers.ofInputStream());
                try (var body = response.body()) {
                    if (response.statusCode() == 200) {
                        watchdog.closeAfter(Duration.between(connection.clock().instant(), until), body);
                        if (!lines.read(
                                body, data -> listener.on(connection.json().readValue(data, type)))) {
                            return;
                        }
                    } else if (!passes(response.statusCode())) {
                        throw new ApiException(path + " cannot be followed: " + response.statusCode());
                    }
                }
            } catch (IOException _) {
                // The stream broke; where it went on is known, so the next round resumes there.
                connection.pushBack();
            }
            connection.patience().wait(SHORTEST_WAIT);
        }
    }

    /// Told of the messages of a stream.
    @FunctionalInterface
    public interface Listener<T> {
        /// Hears a message.
        ///
        /// @return whether to go on listening
        boolean on(T message);
    }

    private <T> Answer<T> exchange(Call call, Class<T> type) {
        var giveUpAt = connection.clock().instant().plus(GIVE_UP_AFTER);
        String last = "";
        for (int attempt = 0; connection.patience().lasts(); attempt++) {
            Duration wait = backOff(attempt);
            try {
                var response = send(call, BodyHandlers.ofByteArray());
                if (!passes(response.statusCode())) {
                    return read(response, type);
                }
                last = response.request().uri().getPath() + " answered " + response.statusCode();
                var asked = retryAfter(response);
                wait = asked.compareTo(wait) > 0 ? asked : wait;
            } catch (IOException broken) {
                last = broken.toString();
            }
            connection.pushBack();
            if (connection.clock().instant().plus(wait).isAfter(giveUpAt)) {
                throw new ApiException("gave up after " + GIVE_UP_AFTER.toSeconds() + " s: " + last);
            }
            connection.patience().wait(wait);
        }
        throw new ApiException("the city is closing");
    }

    private <T> HttpResponse<T> send(Call call, BodyHandler<T> handler) throws IOException {
        var response = sendOnce(call, handler);
        if (response.statusCode() == 401) {
            forgetToken();
            response = sendOnce(call, handler);
        }
        return response;
    }

    /// To the gateway whose turn it is, so that what one could not answer is asked of another.
    private <T> HttpResponse<T> sendOnce(Call call, BodyHandler<T> handler) throws IOException {
        try {
            var request = call.request()
                    .copy()
                    .uri(resolve(call.path()))
                    .setHeader("Authorization", "Bearer " + bearer())
                    .build();
            var attempt = connection
                    .witness()
                    .sent(
                            credentials.clientId(),
                            request.method(),
                            call.path(),
                            request.headers().firstValue(IDEMPOTENCY_KEY).orElse(null));
            return witnessed(attempt, request, handler);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ApiException("interrupted", interrupted);
        }
    }

    private <T> HttpResponse<T> witnessed(Witness.Attempt attempt, HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        try {
            var response = connection.http().send(request, handler);
            attempt.answered(response.statusCode(), response.body() instanceof byte[] body ? body : new byte[0]);
            return response;
        } catch (IOException broken) {
            attempt.unanswered(broken);
            throw broken;
        } catch (InterruptedException interrupted) {
            attempt.unanswered(new InterruptedIOException("interrupted"));
            throw interrupted;
        }
    }

    private <T> Answer<T> read(HttpResponse<byte[]> response, Class<T> type) {
        if (response.statusCode() == 304) {
            return new Unchanged<>();
        }
        try {
            if (response.statusCode() < 300) {
                return new Given<>(
                        type == JsonNode.class
                                ? type.cast(connection.json().readTree(response.body()))
                                : connection.json().readValue(response.body(), type),
                        response.headers().firstValue("ETag").orElse(null));
            }
            var problem = connection.json().readTree(response.body());
            return new Refused<>(
                    response.statusCode(),
                    problem.path("code").asString(""),
                    problem.path("title").asString("") + " "
                            + problem.path("detail").asString("") + " " + problem.path("fields"));
        } catch (JacksonException unreadable) {
            throw new ApiException(
                    response.request().uri().getPath() + " answered " + response.statusCode()
                            + " with what cannot be read",
                    unreadable);
        }
    }

    private static boolean passes(int status) {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }

    /// Doubles with each attempt, with jitter, so that a service that comes back is not trampled.
    private static Duration backOff(int attempt) {
        var longest = Math.min(SHORTEST_WAIT.toMillis() << Math.min(attempt, 10), LONGEST_WAIT.toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,5}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .map(value -> value.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : value)
                .map(value -> value.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : value)
                .orElse(SHORTEST_WAIT.multipliedBy(4));
    }

    private static HttpRequest.Builder request() {
        return HttpRequest.newBuilder().timeout(ANSWER_WITHIN).header("Accept", "application/json");
    }

    private URI resolve(String path) {
        return connection.gateway().resolve(path);
    }

    private BodyPublisher json(Object body) {
        return BodyPublishers.ofByteArray(connection.json().writeValueAsBytes(body));
    }

    private synchronized void forgetToken() {
        token = null;
    }

    private synchronized String bearer() throws IOException, InterruptedException {
        var now = connection.clock().instant();
        var current = token;
        if (current == null || current.renewAt().isBefore(now)) {
            current = newToken(now);
            token = current;
        }
        return current.value();
    }

    private Token newToken(Instant now) throws IOException, InterruptedException {
        var response = connection
                .http()
                .send(
                        HttpRequest.newBuilder(resolve("/oauth2/token"))
                                .timeout(ANSWER_WITHIN)
                                .header("Authorization", basic())
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                                .build(),
                        BodyHandlers.ofByteArray());
        if (passes(response.statusCode())) {
            throw new IOException("no token now: " + response.statusCode());
        }
        if (response.statusCode() != 200) {
            throw new ApiException("no token for " + credentials.clientId() + ": " + response.statusCode());
        }
        var body = connection.json().readTree(response.body());
        return new Token(
                body.path("access_token").asString(),
                now.plusSeconds(body.path("expires_in").asLong()).minus(RENEW_BEFORE_EXPIRY));
    }

    /// Id and secret are form-encoded before they are joined (RFC 6749, 2.3.1).
    private String basic() {
        String pair = URLEncoder.encode(credentials.clientId(), StandardCharsets.UTF_8)
                + ":"
                + URLEncoder.encode(credentials.clientSecret(), StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /// A request that does not say yet which gateway it goes to.
    private record Call(String path, HttpRequest.Builder request) {}

    private record Token(String value, Instant renewAt) {}
}
