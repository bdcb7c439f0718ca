package io.yike.local.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A run that finds nothing where something is wrong would be worse than none: here things are wrong.
class FuzzRunTest {

    private final HttpServer server = newServer();
    private final List<String> asked = new ArrayList<>();
    private Answer answer = refusal(400);

    private record Answer(int status, String contentType, String body, boolean hangsUp) {}

    @BeforeEach
    void serve() {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void hasNothingAgainstRefusalsByTheContract() throws IOException {
        var report = run(400);

        assertThat(report.passed()).as(report.summary().toString()).isTrue();
        assertThat(report.sent()).isEqualTo(400);
        assertThat(report.answers()).containsExactly(Map.entry(400, 400));
        assertThat(report.operations()).isGreaterThan(10);
    }

    @Test
    void findsACrash() throws IOException {
        answer = refusal(500);

        var report = run(20);

        assertThat(report.passed()).isFalse();
        assertThat(report.crashes()).hasSize(20);
        assertThat(report.summary()).anyMatch(line -> line.contains("✗ 5xx but a contracted 503: 20"));
    }

    @Test
    void findsAnUnavailabilityThatDoesNotSayHowLong() throws IOException {
        answer = refusal(503);

        assertThat(run(20).crashes()).hasSize(20);
    }

    @Test
    void findsAConnectionThatIsClosedInsteadOfAnAnswer() throws IOException {
        answer = new Answer(400, "", "", true);

        assertThat(run(3).crashes()).hasSize(3);
    }

    @Test
    void findsAStatusAMediaTypeAndABodyThatNobodyDocumented() throws IOException {
        answer = refusal(418);
        assertThat(run(20).breaches()).hasSize(20);

        answer = new Answer(400, "text/html", "<h1>Bad Request</h1>", false);
        assertThat(run(20).breaches()).hasSize(20);

        answer = new Answer(400, "application/problem+json", "{\"status\":400}", false);
        assertThat(run(20).breaches()).hasSize(20);
    }

    /// Whoever takes everything takes what the contract refuses.
    @Test
    void findsThatABodyIsTakenWhichTheContractRefuses() throws IOException {
        answer = new Answer(201, "application/json", "{}", false);

        assertThat(run(400).breaches())
                .anySatisfy(breach -> assertThat(breach.fault()).contains("accepted what the contract refuses"));
    }

    @Test
    void sendsTheSameForTheSameSeed() throws IOException {
        run(150);
        var first = List.copyOf(asked);
        asked.clear();
        run(150);

        assertThat(asked).hasSize(150).isEqualTo(first);
    }

    @Test
    void stopsWhenTimeIsUp() throws IOException {
        var report = new FuzzRun(
                        address(), new FuzzRun.Trial(1, 1_000, Duration.ZERO), Map.of(), Clock.systemUTC(), contracts())
                .run();

        assertThat(report.sent()).isZero();
        assertThat(report.passed()).isFalse();
        assertThat(report.cutShort()).isTrue();
    }

    private FuzzReport run(int requests) throws IOException {
        return new FuzzRun(
                        address(),
                        new FuzzRun.Trial(1, requests, Duration.ofMinutes(1)),
                        Map.of("operator", "a", "platform", "b"),
                        Clock.fixed(java.time.Instant.parse("2026-11-23T10:00:00Z"), java.time.ZoneOffset.UTC),
                        contracts())
                .run();
    }

    private static List<String> contracts() {
        return List.of("identity-service");
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
        var given = answer;
        try (exchange) {
            if (given.hangsUp()) {
                return;
            }
            var bytes = given.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", given.contentType());
            exchange.sendResponseHeaders(given.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Answer refusal(int status) {
        return new Answer(status, "application/problem+json", """
                {"type":"urn:yike:problem:validation_failed","title":"No","status":%1$d,"code":"validation_failed"}""".formatted(status), false);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static HttpServer newServer() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
