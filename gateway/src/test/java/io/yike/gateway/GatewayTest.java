package io.yike.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Redis is away in all of these: the gateway must do without. [RateLimitTest] has one.
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "yike.gateway.limits.time=500ms",
            "yike.gateway.breaker.calls=4",
            "yike.gateway.breaker.open=1s",
            "yike.gateway.breaker.trials=1",
            "yike.gateway.rate.redis-rest=1h",
            "yike.gateway.ask-for-keys-every=0s"
        })
class GatewayTest {

    private static final Upstream IDENTITY = new Upstream();
    private static final Upstream ORDERS = new Upstream();
    private static final Upstream STORES = new Upstream();
    private static final Upstream DISPATCH = new Upstream();
    private static final Upstream WEBHOOKS = new Upstream();
    private static final Upstream RECYCLING = new Upstream();
    private static final Upstream BOOKINGS = new Upstream();
    private static final Issuer ISSUER = new Issuer();

    private static final Map<String, Upstream> SERVICES = Map.of(
            "identity-service", IDENTITY,
            "order-service", ORDERS,
            "store-service", STORES,
            "dispatch-service", DISPATCH,
            "webhook-service", WEBHOOKS,
            "recycling-service", RECYCLING,
            "booking-service", BOOKINGS);

    @LocalServerPort
    private int port;

    private Door anonymous;
    private Door door;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry properties) {
        IDENTITY.behaves(exchange -> Upstream.answer(exchange, 200, "application/json", ISSUER.keys()));
        properties.add("YIKE_ISSUER_URI", () -> Issuer.NAME);
        properties.add("YIKE_JWK_SET_URI", () -> IDENTITY.uri() + "/oauth2/jwks");
        properties.add("YIKE_REDIS_URL", () -> Upstream.refusing().replace("http", "redis"));
        properties.add("YIKE_IDENTITY_SERVICE_URIS", IDENTITY::uri);
        properties.add("YIKE_ORDER_SERVICE_URIS", ORDERS::uri);
        // One instance of the two is gone.
        properties.add("YIKE_STORE_SERVICE_URIS", () -> Upstream.refusing() + "," + STORES.uri());
        properties.add("YIKE_DISPATCH_SERVICE_URIS", DISPATCH::uri);
        properties.add("YIKE_WEBHOOK_SERVICE_URIS", WEBHOOKS::uri);
        properties.add("YIKE_RECYCLING_SERVICE_URIS", RECYCLING::uri);
        properties.add("YIKE_BOOKING_SERVICE_URIS", BOOKINGS::uri);
    }

    @BeforeEach
    void prepare() {
        anonymous = new Door(port);
        door = anonymous.withToken(ISSUER.token("some-platform", "platform"));
        List.of(ORDERS, STORES, DISPATCH, WEBHOOKS, BOOKINGS, RECYCLING).forEach(Upstream::forget);
        IDENTITY.forget();
        IDENTITY.answers(200, "application/json", ISSUER.keys());
    }

    @AfterAll
    static void close() {
        SERVICES.values().forEach(Upstream::close);
    }

    @Test
    void asksToComeAgainWhileNoTokenCanBeChecked() {
        // A key that was not seen before is asked for, and nobody is there to answer.
        IDENTITY.behaves(HttpExchange::close);

        Door.Answer answer = anonymous
                .withToken(new Issuer("another").token("some-platform", "platform"))
                .get("/v1/orders");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("unavailable");
        assertThat(answer.header("Retry-After")).isNotBlank();
        assertThat(ORDERS.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/quotes, order-service",
        "/v1/orders/1/events, order-service",
        "/v1/settlements/platform:1/2026-11-23, order-service",
        "/v1/erasures/1, order-service",
        "/v1/recipient-readings, order-service",
        "/v1/stores, store-service",
        "/v1/stores/1/offers?waitSeconds=1, store-service",
        "/v1/offers/1, store-service",
        "/v1/routings/1, store-service",
        "/v1/unmet-demand, store-service",
        "/v1/couriers/1, dispatch-service",
        "/v1/courier-offers, dispatch-service",
        "/v1/deliveries/1/recipient, dispatch-service",
        "/v1/incidents, dispatch-service",
        "/v1/supply, dispatch-service",
        "/v1/services/identity-service/dead-letters, identity-service",
        "/v1/services/order-service/dead-letters, order-service",
        "/v1/services/store-service/dead-letter-replays, store-service",
        "/v1/services/dispatch-service/dead-letters/1/discard, dispatch-service",
        "/v1/services/webhook-service/dead-letters, webhook-service",
        "/v1/services/booking-service/dead-letters, booking-service",
        "/v1/services/recycling-service/dead-letters, recycling-service",
        "/v1/events?waitSeconds=1, webhook-service",
        "/v1/events/1, webhook-service",
        "/v1/event-types, webhook-service",
        "/v1/recycling-points/1/devices, recycling-service",
        "/v1/devices/1/readings, recycling-service",
        "/v1/devices/1/openings, recycling-service",
        "/v1/alarms, recycling-service",
        "/v1/refused-telemetry, recycling-service",
        "/v1/drop-offs/1, recycling-service",
        "/v1/city-figures, recycling-service",
        "/v1/custody-entries, recycling-service",
        "/v1/open-data/recycling-points.geojson, recycling-service",
        "/v1/collection-jobs, recycling-service",
        "/v1/crews/1/route, recycling-service",
        "/v1/plants, recycling-service",
        "/v1/route-plans, recycling-service",
        "/v1/stops/1/arrive, recycling-service",
        "/v1/pickup-items/fridge, recycling-service",
        "/v1/pickup-slots/1/close, recycling-service",
        "/v1/pickup-quotes, recycling-service",
        "/v1/pickups/1/confirm, recycling-service",
        "/v1/weigh-ins/1/review, recycling-service",
        "/v1/residents/1/credit/entries, recycling-service",
        "/v1/material-prices, recycling-service",
        "/v1/webhook-endpoints/1/secrets, webhook-service",
        "/v1/webhook-deliveries, webhook-service",
        "/v1/facilities/1/resources, booking-service",
        "/v1/resources/1/availability?from=a&until=b, booking-service",
        "/v1/units/1, booking-service",
        "/v1/bookings/1/cancel, booking-service",
        "/v1/waiting-list, booking-service",
        "/v1/booking-series, booking-service",
        "/v1/calendars/1/revoke, booking-service",
        "/v1/calendar-feeds/a.b, booking-service",
        "/v1/clients, identity-service",
        "/v1/users, identity-service",
        "/v1/memberships, identity-service",
        "/v1/organisations, identity-service"
    })
    void routesEachPathToItsService(String path, String service) {
        assertThat(door.get(path).status()).isEqualTo(200);

        assertThat(SERVICES.get(service))
                .isNotNull()
                .satisfies(upstream ->
                        assertThat(upstream.asked().getLast().path()).isEqualTo(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth2/token",
                "/.well-known/openid-configuration",
                "/login",
                "/v1/deliveries/1/photos/2/content?signature=x"
            })
    void letsPublicPathsPassWithoutAToken(String path) {
        assertThat(anonymous.get(path).status()).isEqualTo(200);
    }

    @Test
    void refusesWhoHasNoValidToken() {
        assertThat(anonymous.get("/v1/orders").code()).isEqualTo("unauthenticated");
        for (String token : List.of(
                "nonsense", ISSUER.token("x", "platform", "another-api"), new Issuer().token("x", "operator"))) {
            Door.Answer answer = anonymous.withToken(token).get("/v1/orders");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        }
        assertThat(ORDERS.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/orders/a;b", "/v1/orders/%00", "/v1/orders/%25", "/v1/orders/..%2e"})
    void saysOfAMalformedPathThatItIs(String path) {
        Door.Answer answer = door.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("malformed_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/serviceability",
                "/v1/orders/1/recipient",
                "/v1/orders/1/%72ecipient",
                "/v1/nothing",
                "/v1/services/gateway/dead-letters",
                "/actuator/env",
                "/docs/contracts/no-such.yaml",
                "/docs/assets/no-such.js"
            })
    void hidesWhatIsNotForTheOutside(String path) {
        for (Door.Answer answer : List.of(door.get(path), anonymous.get(path))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("not_found");
        }
        assertThat(door.post("/v1/serviceability", new byte[2]).status()).isEqualTo(404);
        assertThat(ORDERS.asked()).isEmpty();
        assertThat(STORES.asked()).isEmpty();
    }

    @Test
    void passesWhatAServiceAnswers() {
        for (int status : List.of(201, 304, 400, 405, 409, 415, 422, 500)) {
            ORDERS.answers(status, "application/problem+json", status == 304 ? "" : "{\"code\":\"of_the_service\"}");

            Door.Answer answer = door.get("/v1/orders");

            assertThat(answer.status()).isEqualTo(status);
            if (status != 304) {
                assertThat(answer.code()).isEqualTo("of_the_service");
            }
        }
    }

    @Test
    void givesEachRequestAnIdAndSendsItOnAndBack() {
        String made = door.get("/v1/orders").header("X-Request-Id");
        String own = door.with("X-Request-Id", "my-own-id-1").get("/v1/orders").header("X-Request-Id");
        String replaced =
                door.with("X-Request-Id", "no good: {}").get("/v1/orders").header("X-Request-Id");

        assertThat(ORDERS.asked().get(0).header("X-request-id")).isEqualTo(made).isNotEmpty();
        assertThat(own).isEqualTo("my-own-id-1");
        assertThat(replaced).isNotEqualTo("no good: {}").isNotEmpty();
        assertThat(door.with("X-Request-Id", "my-own-id-2")
                        .get("/v1/nothing")
                        .json()
                        .path("requestId")
                        .asString())
                .isEqualTo("my-own-id-2");
    }

    @Test
    void saysItselfWhereARequestComesFrom() {
        door.with("X-Forwarded-For", "10.1.1.1")
                .with("X-Forwarded-Proto", "https")
                .get("/v1/orders");

        Upstream.Asked asked = ORDERS.asked().getLast();
        assertThat(asked.header("X-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(asked.header("X-forwarded-proto")).isEqualTo("http");
        assertThat(asked.header("X-forwarded-port")).isEqualTo(Integer.toString(port));
    }

    @Test
    void writesNoLinkIntoTheLogThatOpensSomething(CapturedOutput output) {
        anonymous.get("/v1/calendar-feeds/0193.opens-the-calendar");
        anonymous.get("/v1/deliveries/1/photos/2/content?expires=1&signature=opens-the-photo");

        assertThat(output.getOut())
                .contains("/v1/calendar-feeds/…", "/v1/deliveries/1/photos/2/content")
                .doesNotContain("opens-the-calendar", "opens-the-photo");
    }

    @Test
    void startsATraceAndSendsItOn() {
        door.get("/v1/orders");

        assertThat(ORDERS.asked().getLast().header("Traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-9a-f]");
    }

    @Test
    void refusesABodyAboveTheLimitHoweverItIsSent() {
        byte[] tooLarge = new byte[64 * 1024 + 1];

        Door.Answer announced = door.post("/v1/orders", tooLarge);
        Door.Answer chunked = door.postChunked("/v1/orders", tooLarge);

        assertThat(announced.status()).isEqualTo(413);
        assertThat(announced.code()).isEqualTo("payload_too_large");
        assertThat(chunked.status()).isEqualTo(413);
        assertThat(chunked.code()).isEqualTo("payload_too_large");
        assertThat(ORDERS.asked()).noneMatch(asked -> asked.bodyBytes() >= tooLarge.length);
    }

    @Test
    void doesNotBlameAServiceForBodiesThatAreTooLarge() {
        for (int attempt = 0; attempt < 8; attempt++) {
            door.postChunked("/v1/orders", new byte[200 * 1024]);
        }

        assertThat(door.get("/v1/orders").status()).isEqualTo(200);
    }

    @Test
    void takesLargerBodiesWhereTheyBelong() {
        assertThat(door.post("/v1/orders", new byte[64 * 1024]).status()).isEqualTo(200);
        assertThat(door.postChunked("/v1/stores/1/imports", new byte[3 * 1024 * 1024])
                        .status())
                .isEqualTo(200);
        assertThat(STORES.asked().getLast().bodyBytes()).isEqualTo(3 * 1024 * 1024);
        assertThat(door.post("/v1/deliveries/1/photos", new byte[5 * 1024 * 1024])
                        .status())
                .isEqualTo(200);
        assertThat(door.post("/v1/deliveries/1/photos", new byte[10 * 1024 * 1024 + 1])
                        .status())
                .isEqualTo(413);
    }

    @Test
    void asksToComeAgainWithALongBodyThatAStoppingServerHasNotLookedAt() {
        STORES.answers(503, "application/json", "");

        Door.Answer answer = door.postChunked("/v1/stores/1/imports", new byte[1024 * 1024]);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    @Test
    void passesALongBodyOnWhileItComes() throws Exception {
        byte[] half = new byte[1024 * 1024];
        int begunBefore = STORES.begun();
        try (PipedOutputStream client = new PipedOutputStream();
                PipedInputStream line = new PipedInputStream(client, 2 * half.length);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Door.Answer> answer = threads.submit(() ->
                    door.send("POST", "/v1/stores/1/imports", HttpRequest.BodyPublishers.ofInputStream(() -> line)));
            client.write(half);
            client.flush();

            Awaitility.await().untilAsserted(() -> assertThat(STORES.begun()).isGreaterThan(begunBefore));
            client.write(half);
            client.close();

            assertThat(answer.get().status()).isEqualTo(200);
        }
    }

    @Test
    void asksAnotherInstanceWhenOneIsGone() {
        for (int attempt = 0; attempt < 6; attempt++) {
            assertThat(door.get("/v1/stores").status()).isEqualTo(200);
            assertThat(door.post("/v1/stores", "{}".getBytes(StandardCharsets.UTF_8))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(STORES.asked()).hasSize(12);
    }

    @Test
    void sendsARequestAgainThatAStoppingServerHasNotLookedAt() {
        AtomicInteger calls = new AtomicInteger();
        ORDERS.behaves(exchange -> Upstream.answer(
                exchange, calls.incrementAndGet() == 1 ? 503 : 201, "application/json", calls.get() == 1 ? "" : "{}"));

        Door.Answer answer = door.post("/v1/orders", "{\"kind\":\"routed\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(ORDERS.asked()).hasSize(2).allMatch(asked -> asked.bodyBytes() == 17);
    }

    @Test
    void saysWhenToComeAgainWhileTheOnlyInstanceStops() {
        ORDERS.answers(503, "text/html", "<p>stopping</p>");

        Door.Answer answer = door.post("/v1/orders", "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("unavailable");
        assertThat(answer.header("Retry-After")).isNotBlank();
    }

    @Test
    void passesAServicesOwnRefusalToServe() {
        ORDERS.behaves(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "7");
            Upstream.answer(exchange, 503, "application/problem+json", "{\"code\":\"unavailable\"}");
        });

        Door.Answer answer = door.post("/v1/orders", "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("7");
        assertThat(ORDERS.asked()).hasSize(1);
    }

    @Test
    void leavesASilentServiceAloneForAWhileAndTriesItAgain() {
        CountDownLatch silence = new CountDownLatch(1);
        DISPATCH.behaves(exchange -> {
            await(silence);
            Upstream.answer(exchange, 200, "application/json", "{}");
        });
        for (int attempt = 0; attempt < 4; attempt++) {
            Door.Answer silent = door.get("/v1/supply");
            assertThat(silent.status()).isEqualTo(503);
            assertThat(silent.code()).isEqualTo("unavailable");
            assertThat(silent.header("Retry-After")).isEqualTo("2");
        }
        int asked = DISPATCH.asked().size();

        assertThat(door.get("/v1/supply").status()).isEqualTo(503);
        assertThat(DISPATCH.asked()).as("left alone").hasSize(asked);
        assertThat(door.get("/v1/orders").status()).as("others go on").isEqualTo(200);

        silence.countDown();
        DISPATCH.answers(200, "application/json", "{}");
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> door.get("/v1/supply").status() == 200);
    }

    @Test
    void passesAStreamEventByEventAndBeyondTheTimeLimit() throws IOException {
        CountDownLatch firstWasRead = new CountDownLatch(1);
        ORDERS.behaves(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("data: first\n\n".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            await(firstWasRead);
            await(Duration.ofMillis(800));
            exchange.getResponseBody().write("data: second\n\n".getBytes(StandardCharsets.UTF_8));
        });

        HttpResponse<InputStream> stream = door.with("Accept", "text/event-stream")
                .raw(
                        door.with("Accept", "text/event-stream").request("/v1/orders/1/events"),
                        HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader events = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            // Were anything buffered, this would wait for the end, which waits for this.
            assertThat(events.readLine()).isEqualTo("data: first");
            firstWasRead.countDown();
            events.readLine();
            assertThat(events.readLine()).isEqualTo("data: second");
        }
    }

    @Test
    void tellsTheHealthOfTheWholeWithItsReasons() {
        Door.Answer healthy = anonymous.get("/health");
        STORES.answers(503, "application/json", "{}");
        Door.Answer sick = anonymous.get("/health");

        assertThat(healthy.status()).isEqualTo(200);
        assertThat(healthy.body()).contains("refuses connections");
        assertThat(sick.status()).isEqualTo(503);
        assertThat(sick.body()).contains("answers 503").doesNotContain("127.0.0.1");
    }

    @Test
    void showsTheDocumentationOfAllContractsFromItsOwnJars() {
        Door.Answer page = anonymous.get("/docs");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("http://", "https://");
        for (String file : List.of(
                "order-service",
                "store-service",
                "dispatch-service",
                "identity-service",
                "webhook-service",
                "recycling-service",
                "booking-service",
                "operations",
                "common")) {
            assertThat(anonymous.get("/docs/contracts/" + file + ".yaml").body())
                    .startsWith("openapi: 3.1");
            if (!file.equals("common")) {
                assertThat(anonymous.get("/docs/docs.js").body()).contains(file);
            }
        }
        assertThat(anonymous.get("/docs/assets/swagger-ui-bundle.js").status()).isEqualTo(200);
        assertThat(anonymous.get("/").body()).contains("/docs", "/health");
    }

    @Test
    void sendsSecurityHeadersOnce() {
        ORDERS.behaves(exchange -> {
            exchange.getResponseHeaders().add("X-Content-Type-Options", "nosniff");
            Upstream.answer(exchange, 200, "application/json", "{}");
        });

        Door.Answer answer = door.get("/v1/orders");

        assertThat(answer.response().headers().allValues("X-Content-Type-Options"))
                .containsExactly("nosniff");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'self'");
    }

    /// On every answer: a page, a service's, and what the gateway refuses itself.
    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/v1/orders", "/v1/nothing-like-this"})
    void tellsBrowsersToBeCarefulAndNobodyWhatServesThem(String path) {
        ORDERS.behaves(exchange -> {
            exchange.getResponseHeaders().add("Server", "Secret/1.0");
            exchange.getResponseHeaders().add("X-Powered-By", "Secret/1.0");
            Upstream.answer(exchange, 200, "application/json", "{}");
        });

        Door.Answer answer = door.get(path);

        assertThat(answer.header("Strict-Transport-Security")).isEqualTo("max-age=31536000; includeSubDomains");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'", "object-src 'none'");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("X-Powered-By")).isEmpty();
    }

    @Test
    void showsMetricsToOperatorsOnly() {
        assertThat(anonymous.get("/actuator/prometheus").status()).isEqualTo(401);
        assertThat(door.get("/actuator/prometheus").status()).isEqualTo(403);
        assertThat(anonymous
                        .withToken(ISSUER.token("operator", "operator"))
                        .get("/actuator/prometheus")
                        .status())
                .isEqualTo(200);
        assertThat(anonymous.get("/actuator/health/readiness").status()).isEqualTo(200);
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Longer than the time limit, which must not cut what has begun.
    private static void await(Duration time) {
        Awaitility.await().pollDelay(time).until(() -> true);
    }
}
