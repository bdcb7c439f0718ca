package io.yike.travel.engine;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.yike.travel.Coordinate;
import io.yike.travel.Mode;
import io.yike.travel.TravelTime;
import io.yike.travel.TravelTimes;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Travel times along real streets, from an engine of somebody else's: bounded in time and number of calls, tried once
/// more, left alone while it is broken, and answered by the fallback whenever it does not answer well.
public final class RoutingEngine implements TravelTimes {

    private static final Logger LOG = LoggerFactory.getLogger(RoutingEngine.class);
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final EngineApi api;
    private final URI base;
    private final TravelTimes fallback;
    private final RestClient http;
    private final Bulkhead bulkhead;
    private final CircuitBreaker breaker;
    private final Retry retry;
    private final AtomicLong fallbacks = new AtomicLong();

    private RoutingEngine(EngineApi api, URI base, Limits limits, TravelTimes fallback) {
        this.api = api;
        this.base = base;
        this.fallback = fallback;
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .connectTimeout(limits.timeLimit())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
        requests.setReadTimeout(limits.timeLimit());
        this.http = RestClient.builder().requestFactory(requests).build();
        this.bulkhead = Bulkhead.of(
                "routing-engine",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(limits.concurrentCalls())
                        .maxWaitDuration(Duration.ZERO)
                        .build());
        this.breaker = CircuitBreaker.of(
                "routing-engine",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(5)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(limits.restWhenBroken())
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .build());
        this.retry = Retry.of(
                "routing-engine",
                RetryConfig.custom()
                        .maxAttempts(2)
                        .intervalFunction(IntervalFunction.ofRandomized(Duration.ofMillis(50)))
                        .build());
    }

    /// How much the engine may cost a caller.
    ///
    /// @param timeLimit of one call; a question costs at most two calls
    /// @param concurrentCalls further ones are answered by the fallback at once
    /// @param restWhenBroken how long the engine is left alone after half of its answers failed
    public record Limits(Duration timeLimit, int concurrentCalls, Duration restWhenBroken) {

        public static final Limits DEFAULTS = new Limits(Duration.ofMillis(400), 16, Duration.ofSeconds(10));
    }

    /// An engine that speaks the OSRM HTTP API, version 1.
    public static RoutingEngine osrm(URI base, Limits limits, TravelTimes fallback) {
        return new RoutingEngine(new EngineApi.Osrm(), base, limits, fallback);
    }

    /// An engine that speaks GraphHopper's `/route`.
    public static RoutingEngine graphHopper(URI base, Limits limits, TravelTimes fallback) {
        return new RoutingEngine(new EngineApi.GraphHopper(), base, limits, fallback);
    }

    /// What a service's configuration names.
    ///
    /// @param kind `built-in`, `osrm` or `graphhopper`
    /// @param base of the engine; not looked at when built in
    /// @throws IllegalArgumentException for another kind, or an engine without an address
    public static TravelTimes configured(String kind, String base, TravelTimes builtIn) {
        return switch (kind) {
            case "built-in", "" -> builtIn;
            case "osrm" -> osrm(address(kind, base), Limits.DEFAULTS, builtIn);
            case "graphhopper" -> graphHopper(address(kind, base), Limits.DEFAULTS, builtIn);
            default ->
                throw new IllegalArgumentException("YIKE_ROUTING_ENGINE is built-in, osrm or graphhopper, not " + kind);
        };
    }

    @Override
    public TravelTime between(Coordinate from, Coordinate to, Mode mode) {
        return ask(() -> api.route(base, from, to, mode), api::routeOf, () -> fallback.between(from, to, mode));
    }

    @Override
    public List<List<TravelTime>> table(List<Coordinate> from, List<Coordinate> to, Mode mode) {
        if (from.isEmpty() || to.isEmpty()) {
            return fallback.table(from, to, mode);
        }
        if (!api.hasTables()) {
            return TravelTimes.super.table(from, to, mode);
        }
        return ask(
                () -> api.table(base, from, to, mode),
                answer -> api.tableOf(answer, from.size(), to.size()),
                () -> fallback.table(from, to, mode));
    }

    /// How many questions the fallback has answered.
    public long fallbacks() {
        return fallbacks.get();
    }

    private <T> T ask(Supplier<URI> question, Function<JsonNode, T> reading, Supplier<T> otherwise) {
        Supplier<T> call = () -> reading.apply(get(question.get()));
        try {
            return Retry.decorateSupplier(
                            retry, CircuitBreaker.decorateSupplier(breaker, Bulkhead.decorateSupplier(bulkhead, call)))
                    .get();
        } catch (RuntimeException e) {
            // Whatever is wrong with somebody else's engine must not stop an order.
            fallbacks.incrementAndGet();
            LOG.debug("The routing engine did not answer, the built-in figures serve: {}", e.toString());
            return otherwise.get();
        }
    }

    private JsonNode get(URI uri) {
        String body = http.get().uri(uri).retrieve().body(String.class);
        if (body == null) {
            throw new UnusableAnswer("the engine answered nothing");
        }
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new UnusableAnswer("the engine's answer is not JSON: " + e.getOriginalMessage());
        }
    }

    private static URI address(String kind, String base) {
        if (base.isBlank()) {
            throw new IllegalArgumentException(
                    "YIKE_ROUTING_ENGINE is " + kind + ", but YIKE_ROUTING_ENGINE_URL is empty");
        }
        return URI.create(base);
    }
}
