package io.yike.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.yike.kit.SampleTest;
import io.yike.kit.testing.Engines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.service.annotation.GetExchange;

/// Calls to another service that answers, refuses, fails and is silent.
@SampleTest
class ServiceClientsTest {

    record Greeting(String text) {}

    interface Peer {

        @GetExchange("/v1/greetings/{name}")
        Greeting greet(@PathVariable("name") String name);
    }

    /// A request as the peer saw it.
    private record Seen(int port, Map<String, List<String>> headers) {

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    private static final List<Seen> SEEN = new CopyOnWriteArrayList<>();

    /// How many calls are still answered as by a server that stops.
    private static final AtomicInteger STOPPED = new AtomicInteger();

    private static final int NOBODY = Engines.freePort();

    private static final HttpServer FIRST = peer();

    private static final HttpServer SECOND = peer();

    @Autowired
    private ServiceClients clients;

    @Autowired
    private CircuitBreakerRegistry circuitBreakers;

    @Autowired
    private Tracer tracer;

    @Autowired
    private ObservationRegistry observations;

    private Peer peer = name -> new Greeting(name);

    @DynamicPropertySource
    static void peers(DynamicPropertyRegistry registry) {
        registry.add(
                "yike.test.peer-uris",
                () -> "http://127.0.0.1:%d,http://127.0.0.1:%d,http://127.0.0.1:%d"
                        .formatted(
                                FIRST.getAddress().getPort(),
                                NOBODY,
                                SECOND.getAddress().getPort()));
        registry.add("yike.services.read-within", () -> "500ms");
    }

    @BeforeAll
    static void start() {
        FIRST.start();
        SECOND.start();
    }

    @AfterAll
    static void stop() {
        FIRST.stop(0);
        SECOND.stop(0);
    }

    @BeforeEach
    void makeClient() {
        peer = clients.create(Peer.class, "peer-service");
        circuitBreakers.circuitBreaker("peer-service").reset();
        SEEN.clear();
    }

    @Test
    void callsEachInstanceInTurnAndPassesOverOneThatIsGone() {
        for (int i = 0; i < 12; i++) {
            assertThat(peer.greet("ann").text()).isEqualTo("hello ann");
        }

        assertThat(SEEN)
                .extracting(Seen::port)
                .contains(FIRST.getAddress().getPort(), SECOND.getAddress().getPort());
    }

    @Test
    void takesItsTokenTheRequestIdAndTheTraceAlong() throws Exception {
        Observation observation = Observation.start("caller", observations);
        String trace;
        try (var _ = observation.openScope()) {
            trace = Objects.requireNonNull(tracer.currentSpan()).context().traceId();
            RequestIds.with("request-1", () -> peer.greet("ann"));
        } finally {
            observation.stop();
        }

        assertThat(SEEN).singleElement().satisfies(seen -> {
            assertThat(seen.header("Authorization")).startsWith("Bearer ey");
            assertThat(seen.header("X-request-id")).isEqualTo("request-1");
            assertThat(seen.header("Traceparent")).contains(trace);
        });
    }

    @Test
    void ignoresWhatThePeerAddedToItsAnswer() {
        assertThat(peer.greet("more")).isEqualTo(new Greeting("hello more"));
    }

    @Test
    void passesARefusalOn() {
        assertThatThrownBy(() -> peer.greet("nobody")).isInstanceOf(HttpClientErrorException.NotFound.class);
        assertThat(circuitBreakers.circuitBreaker("peer-service").getMetrics().getNumberOfFailedCalls())
                .isZero();
    }

    @Test
    void asksAnotherInstanceInPlaceOfOneThatIsStopping() {
        STOPPED.set(1);

        assertThat(peer.greet("stopping").text()).isEqualTo("hello stopping");

        assertThat(SEEN).hasSize(2);
    }

    @Test
    void asksNobodyElseWhenThePeerSaysWhenToComeAgain() {
        peer.greet("ann");
        SEEN.clear();

        assertThatThrownBy(() -> peer.greet("busy")).isInstanceOf(ServiceUnavailable.class);

        assertThat(SEEN).hasSize(1);
    }

    @Test
    void isUnavailableWhenThePeerFails() {
        assertThatThrownBy(() -> peer.greet("fail"))
                .isInstanceOf(ServiceUnavailable.class)
                .hasMessageContaining("peer-service");
        assertThat(SEEN).hasSize(1);
    }

    @Test
    void isUnavailableWhenThePeerIsSilent() {
        assertThatThrownBy(() -> peer.greet("silent")).isInstanceOf(ServiceUnavailable.class);
    }

    @Test
    void isUnavailableWhenTheAnswerIsNonsense() {
        assertThatThrownBy(() -> peer.greet("nonsense")).isInstanceOf(ServiceUnavailable.class);
    }

    @Test
    void leavesAFailingPeerAlone() {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> peer.greet("fail")).isInstanceOf(ServiceUnavailable.class);
        }

        assertThat(circuitBreakers.circuitBreaker("peer-service").getState()).isEqualTo(CircuitBreaker.State.OPEN);
        SEEN.clear();
        assertThatThrownBy(() -> peer.greet("ann")).isInstanceOf(ServiceUnavailable.class);
        assertThat(SEEN).isEmpty();
    }

    private static HttpServer peer() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/v1/greetings/", exchange -> answer(server, exchange));
            return server;
        } catch (IOException noPort) {
            throw new IllegalStateException(noPort);
        }
    }

    private static void answer(HttpServer server, HttpExchange exchange) throws IOException {
        SEEN.add(new Seen(server.getAddress().getPort(), Map.copyOf(exchange.getRequestHeaders())));
        String name = exchange.getRequestURI().toString().replaceAll(".*/", "");
        switch (name) {
            case "silent" -> {
                // Never answered; the connection ends with the server.
            }
            case "nobody" -> respond(exchange, 404, "{\"code\":\"not_found\"}");
            case "fail" -> respond(exchange, 500, "{}");
            case "stopping" -> {
                if (STOPPED.getAndDecrement() > 0) {
                    respond(exchange, 503, "");
                } else {
                    respond(exchange, 200, "{\"text\":\"hello stopping\"}");
                }
            }
            case "busy" -> {
                exchange.getResponseHeaders().add("Retry-After", "5");
                respond(exchange, 503, "{\"code\":\"unavailable\"}");
            }
            case "nonsense" -> respond(exchange, 200, "{");
            case "more" -> respond(exchange, 200, "{\"text\":\"hello more\",\"mood\":\"fine\"}");
            default -> respond(exchange, 200, "{\"text\":\"hello " + name + "\"}");
        }
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
