package io.yike.travel.engine;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
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
    private final Duration budget;
    private final int parallel;
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
                        // Neither says that the engine is broken. Spring sets the flag again before it throws.
                        .ignoreException(failure -> failure instanceof NoWay
                                || Thread.currentThread().isInterrupted())
                        .build());
        this.retry = Retry.of(
                "routing-engine",
                RetryConfig.custom()
                        .maxAttempts(2)
                        .intervalFunction(IntervalFunction.ofRandomized(Duration.ofMillis(50)))
                        .retryOnException(failure -> !(failure instanceof NoWay
                                || failure instanceof BulkheadFullException
                                || failure instanceof CallNotPermittedException
                                || Thread.currentThread().isInterrupted()))
                        .build());
        this.budget = limits.timeLimit().multipliedBy(2);
        this.parallel = Math.max(1, limits.concurrentCalls() / 2);
    }

    /// How much the engine may cost a caller.
    ///
    /// @param timeLimit of one call; a way costs at most two calls, and many ways at most the time of two
    /// @param concurrentCalls further ones are answered by the fallback at once; many ways use at most half of them
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
        try {
            return call(api.route(base, from, to, mode), api::routeOf);
        } catch (RuntimeException failure) {
            // Whatever is wrong with somebody else's engine must not stop an order.
            log(failure);
            return builtIn(from, to, mode);
        }
    }

    private TravelTime builtIn(Coordinate from, Coordinate to, Mode mode) {
        fallbacks.incrementAndGet();
        return fallback.between(from, to, mode);
    }

    /// At the price of a table: one after the other, as many calls to a slow engine would hold up whoever asks.
    @Override
    public List<TravelTime> pairs(List<Coordinate> from, List<Coordinate> to, Mode mode) {
        if (from.isEmpty()) {
            return List.of();
        }
        List<Optional<TravelTime>> answers = askAll(IntStream.range(0, from.size())
                .<Callable<TravelTime>>mapToObj(
                        i -> () -> call(api.route(base, from.get(i), to.get(i), mode), api::routeOf))
                .toList());
        return IntStream.range(0, from.size())
                .mapToObj(i -> answers.get(i).orElseGet(() -> builtIn(from.get(i), to.get(i), mode)))
                .toList();
    }

    @Override
    public List<List<TravelTime>> table(List<Coordinate> from, List<Coordinate> to, Mode mode) {
        if (from.isEmpty() || to.isEmpty()) {
            return fallback.table(from, to, mode);
        }
        if (api.placesPerTable() == 0) {
            return wayByWay(from, to, mode);
        }
        return blockByBlock(from, to, mode);
    }

    private List<List<TravelTime>> wayByWay(List<Coordinate> from, List<Coordinate> to, Mode mode) {
        List<Callable<TravelTime>> ways = new ArrayList<>();
        for (Coordinate start : from) {
            for (Coordinate end : to) {
                ways.add(() -> call(api.route(base, start, end, mode), api::routeOf));
            }
        }
        List<Optional<TravelTime>> answers = askAll(ways);
        return filled(from, to, mode, (row, column) -> answers.get(row * to.size() + column));
    }

    /// In blocks of no more places than the engine takes at a time: about as many rows as columns.
    private List<List<TravelTime>> blockByBlock(List<Coordinate> from, List<Coordinate> to, Mode mode) {
        int most = api.placesPerTable();
        int rows = Math.min(from.size(), Math.max(most / 2, most - to.size()));
        int columns = Math.min(to.size(), most - rows);
        int blocksPerRow = Math.ceilDiv(to.size(), columns);
        List<Callable<List<List<Optional<TravelTime>>>>> blocks = new ArrayList<>();
        for (int row = 0; row < from.size(); row += rows) {
            List<Coordinate> starts = from.subList(row, Math.min(from.size(), row + rows));
            for (int column = 0; column < to.size(); column += columns) {
                List<Coordinate> ends = to.subList(column, Math.min(to.size(), column + columns));
                blocks.add(() -> call(
                        api.table(base, starts, ends, mode),
                        answer -> api.tableOf(answer, starts.size(), ends.size())));
            }
        }
        List<Optional<List<List<Optional<TravelTime>>>>> answers = askAll(blocks);
        return filled(
                from,
                to,
                mode,
                (row, column) -> answers.get(row / rows * blocksPerRow + column / columns)
                        .flatMap(block -> block.get(row % rows).get(column % columns)));
    }

    private interface Cell {

        Optional<TravelTime> at(int row, int column);
    }

    private List<List<TravelTime>> filled(List<Coordinate> from, List<Coordinate> to, Mode mode, Cell cells) {
        List<List<TravelTime>> table = new ArrayList<>();
        for (int row = 0; row < from.size(); row++) {
            List<TravelTime> line = new ArrayList<>();
            for (int column = 0; column < to.size(); column++) {
                Coordinate start = from.get(row);
                Coordinate end = to.get(column);
                line.add(cells.at(row, column).orElseGet(() -> builtIn(start, end, mode)));
            }
            table.add(List.copyOf(line));
        }
        return List.copyOf(table);
    }

    /// Empty where the engine did not answer well, or not within the time that a table may cost.
    private <T> List<Optional<T>> askAll(List<Callable<T>> questions) {
        ExecutorService workers = Executors.newFixedThreadPool(
                Math.min(parallel, questions.size()),
                Thread.ofVirtual().name("routing-engine").factory());
        try {
            return workers.invokeAll(questions, budget.toMillis(), TimeUnit.MILLISECONDS).stream()
                    .map(RoutingEngine::answer)
                    .toList();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return questions.stream().map(_ -> Optional.<T>empty()).toList();
        } finally {
            workers.shutdownNow();
        }
    }

    private static <T> Optional<T> answer(Future<T> future) {
        return switch (future.state()) {
            case SUCCESS -> Optional.of(future.resultNow());
            case FAILED -> {
                log(future.exceptionNow());
                yield Optional.empty();
            }
            case CANCELLED, RUNNING -> Optional.empty();
        };
    }

    /// How many ways the fallback has answered for.
    public long fallbacks() {
        return fallbacks.get();
    }

    private <T> T call(URI question, Function<JsonNode, T> reading) {
        Supplier<T> call = () -> reading.apply(get(question));
        return Retry.decorateSupplier(
                        retry, Bulkhead.decorateSupplier(bulkhead, CircuitBreaker.decorateSupplier(breaker, call)))
                .get();
    }

    private static void log(Throwable failure) {
        LOG.debug("The routing engine did not answer, the built-in figures serve: {}", failure.toString());
    }

    private JsonNode get(URI uri) {
        // Both engines say with 400 and a body that there is no way.
        String body = http.get()
                .uri(uri)
                .retrieve()
                .onStatus(status -> status.value() == 400, (_, _) -> {})
                .body(String.class);
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
