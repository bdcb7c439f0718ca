package io.yike.kit.testing;

import io.yike.kit.security.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A client of the service under test, over real HTTP. Every answer is held against the contract, and so is the body of
/// every request that was accepted; what has been seen is recorded for [ContractCoverage].
public final class ApiClient {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final String service;
    private final Contract contract;
    private final URI base;
    private final Map<String, String> headers;

    private ApiClient(String service, Contract contract, URI base, Map<String, String> headers) {
        this.service = service;
        this.contract = contract;
        this.base = base;
        this.headers = headers;
    }

    /// A client without a token.
    public static ApiClient of(String service, URI base) {
        return new ApiClient(service, Contract.of(service), base, Map.of());
    }

    public ApiClient as(Caller caller) {
        return withHeader("Authorization", "Bearer " + Tokens.get().of(caller));
    }

    public ApiClient anonymous() {
        Map<String, String> without = new LinkedHashMap<>(headers);
        without.remove("Authorization");
        return new ApiClient(service, contract, base, without);
    }

    public ApiClient withHeader(String name, String value) {
        Map<String, String> with = new LinkedHashMap<>(headers);
        with.put(name, value);
        return new ApiClient(service, contract, base, with);
    }

    /// The same client at another instance.
    public ApiClient at(URI other) {
        return new ApiClient(service, contract, other, headers);
    }

    /// The service's name.
    public String service() {
        return service;
    }

    public URI base() {
        return base;
    }

    public Contract contract() {
        return contract;
    }

    public Answer get(String path) {
        return send("GET", path, null, "application/json");
    }

    public Answer delete(String path) {
        return send("DELETE", path, null, "application/json");
    }

    /// A PUT.
    ///
    /// @param body written as JSON, unless it is a text, which is sent as it is
    public Answer put(String path, Object body) {
        return send("PUT", path, json(body), "application/json");
    }

    /// With a fresh idempotency key, unless one was given by [#withHeader].
    ///
    /// @param body written as JSON, unless it is a text, which is sent as it is
    public Answer post(String path, Object body) {
        return send("POST", path, json(body), "application/json");
    }

    /// With a fresh idempotency key and no body.
    public Answer post(String path) {
        return send("POST", path, null, "application/json");
    }

    public Answer post(String path, String body, String contentType) {
        return send("POST", path, BodyPublishers.ofString(body), contentType);
    }

    public Answer post(String path, byte[] body, String contentType) {
        return send("POST", path, BodyPublishers.ofByteArray(body), contentType);
    }

    public Answer put(String path, byte[] body, String contentType) {
        return send("PUT", path, BodyPublishers.ofByteArray(body), contentType);
    }

    Answer send(String method, String path, @Nullable BodyPublisher body, String contentType) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(60));
        request.method(method, body == null ? BodyPublishers.noBody() : body);
        if (body != null) {
            request.setHeader("Content-Type", contentType);
        }
        if (method.equals("POST")) {
            request.setHeader("Idempotency-Key", UUID.randomUUID().toString());
        }
        headers.forEach(request::setHeader);
        HttpResponse<String> response;
        try {
            response = HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        check(method, path, body, contentType, response);
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    private void check(
            String method,
            String path,
            @Nullable BodyPublisher body,
            String contentType,
            HttpResponse<String> response) {
        Optional<Contract.Operation> known = contract.find(method, path.split("\\?", 2)[0]);
        if (known.isEmpty()) {
            return;
        }
        Contract.Operation operation = known.get();
        int status = response.statusCode();
        List<String> faults = operation.faultsOf(
                status, response.headers().firstValue("Content-Type").orElse(null), response.body());
        if (!faults.isEmpty()) {
            throw new AssertionError("%s answered %d against its contract: %s%n%s"
                    .formatted(operation, status, faults, response.body()));
        }
        if (status < 300 && body instanceof JsonBody json && contentType.equals("application/json")) {
            List<String> accepted = operation.faultsOfRequest(json.text());
            if (!accepted.isEmpty()) {
                throw new AssertionError("%s accepted (%d) a body that its contract refuses: %s%n%s"
                        .formatted(operation, status, accepted, json.text()));
            }
        }
        ContractCoverage.record(service, operation.id(), status);
    }

    static BodyPublisher json(Object body) {
        return new JsonBody(body instanceof String text ? text : MAPPER.writeValueAsString(body));
    }

    /// A JSON text that is still at hand when the answer has come.
    private record JsonBody(String text, BodyPublisher publisher) implements BodyPublisher {

        JsonBody(String text) {
            this(text, BodyPublishers.ofString(text));
        }

        @Override
        public long contentLength() {
            return publisher.contentLength();
        }

        @Override
        public void subscribe(java.util.concurrent.Flow.Subscriber<? super java.nio.ByteBuffer> subscriber) {
            publisher.subscribe(subscriber);
        }
    }
}
