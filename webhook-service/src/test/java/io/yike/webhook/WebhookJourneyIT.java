package io.yike.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.micrometer.core.instrument.MeterRegistry;
import io.yike.kit.jdbc.Row;
import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.Tokens;
import io.yike.webhook.delivering.Deliveries;
import io.yike.webhook.delivering.Leased;
import io.yike.webhook.publishing.domain.EventType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// An event's way from the bus to whoever is told, with everything that can happen on it.
class WebhookJourneyIT extends Journey {

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private MeterRegistry meters;

    @Test
    void tellsAPlatformOfItsOrderSoThatItCanBeSureOfIt() throws Exception {
        Hook hook = hook(platform, "order.*", "delivery.*");

        UUID placed = tell(story, "order.placed.v1");
        tell(story, "order.authorised.v1");
        tell(story, "store.offer_made.v1");
        tell(story, "order.accepted.v1");
        tell(story, "delivery.created.v1");
        awaitCalls(hook, 4);

        assertThat(types(hook))
                .containsExactlyInAnyOrder(
                        "order.placed.v1", "order.authorised.v1", "order.accepted.v1", "delivery.created.v1");
        for (LoggedRequest call : calls(hook)) {
            verify(hook.secret(), call);
        }
        LoggedRequest first = callOf(hook, placed);
        JsonNode body = Story.json(first.getBodyAsString());
        assertThat(first.getHeader("webhook-id")).isEqualTo(placed.toString());
        assertThat(body.path("sequence").asLong()).isEqualTo(1);
        assertThat(body.path("subject").asString()).isEqualTo(story.orderId().toString());
        assertThat(body.at("/data/destination/lat").asDouble()).isEqualTo(31.2304);
        assertThat(body.has("traceparent")).isFalse();
        assertThat(body.toString()).doesNotContain("phone");
        assertThat(awaitFeed(platform, 5)).contains(body);
    }

    @Test
    void comesAgainWithTheSameIdUntilItIsTaken() {
        Hook hook = hook(platform, "order.*");
        answers(hook, aResponse().withStatus(500).withBody("secret of the receiver"));
        UUID placed = tell(story, "order.placed.v1");
        JsonNode failed = awaitAttempts(hook, placed, 1);

        assertThat(failed.path("state").asString()).isEqualTo("pending");
        assertThat(failed.at("/lastAttempt/outcome").asString()).isEqualTo("status");
        assertThat(failed.at("/lastAttempt/status").asInt()).isEqualTo(500);
        assertThat(endpoint(hook).has("failingSince")).isTrue();

        answers(hook, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        clock.advance(Duration.ofSeconds(7));
        awaitAttempts(hook, placed, 2);
        answers(hook, aResponse().withStatus(202));
        clock.advance(Duration.ofSeconds(13));
        JsonNode taken = awaitDelivery(hook, placed, "delivered");

        assertThat(taken.path("attempts").asInt()).isEqualTo(3);
        assertThat(calls(hook)).extracting(call -> call.getHeader("webhook-id")).containsOnly(placed.toString());
        assertThat(endpoint(hook).has("failingSince")).isFalse();
        Answer log = asPlatform()
                .get("/v1/webhook-deliveries/" + taken.path("deliveryId").asString());
        assertThat(log.json()
                        .path("attemptLog")
                        .valueStream()
                        .map(it -> it.path("outcome").asString()))
                .containsExactly("delivered", "connection_lost", "status");
        assertThat(log.body()).doesNotContain("secret of the receiver");
    }

    @Test
    void isGivenUpAfterADayAndCanBeSentAgain() {
        Hook hook = hook(platform, "order.*");
        answers(hook, aResponse().withStatus(503));
        UUID placed = tell(story, "order.placed.v1");
        awaitAttempts(hook, placed, 1);

        clock.advance(Duration.ofHours(24));
        JsonNode failed = awaitDelivery(hook, placed, "failed");
        answers(hook, aResponse().withStatus(200));
        Answer again = asPlatform()
                .post("/v1/webhook-deliveries/" + failed.path("deliveryId").asString() + "/resend");

        assertThat(failed.path("attempts").asInt()).isEqualTo(2);
        assertThat(again.status()).as(again.body()).isEqualTo(202);
        assertThat(awaitDelivery(hook, placed, "delivered").path("attempts").asInt())
                .isEqualTo(3);
    }

    @Test
    void isSentAgainWithTheSameIdWhenTheProcessDiesBeforeItWritesDownTheAnswer() {
        Hook hook = hook(platform, "order.*");
        answers(hook, aResponse().withStatus(500));
        UUID placed = tell(story, "order.placed.v1");
        awaitAttempts(hook, placed, 1);
        answers(hook, aResponse().withStatus(200));
        Instant later = clock.instant().plus(Duration.ofHours(1));

        // Another process takes it, perhaps even sends it, and is never heard of again.
        List<Leased> lost = deliveries.lease(later, 1000).stream()
                .filter(leased -> leased.endpointId().equals(hook.id()))
                .toList();
        clock.advance(Duration.ofHours(1).plusSeconds(61));
        awaitDelivery(hook, placed, "delivered");

        assertThat(lost)
                .singleElement()
                .satisfies(it -> assertThat(it.attempt()).isEqualTo(2));
        assertThat(calls(hook))
                .hasSize(2)
                .extracting(call -> call.getHeader("webhook-id"))
                .containsOnly(placed.toString());
        assertThat(delivery(hook, placed).path("attempts").asInt()).isEqualTo(3);
    }

    @Test
    void leavesAnEndpointAloneForAsLongAsItAsks() {
        Hook hook = hook(platform, "order.*");
        answers(hook, aResponse().withStatus(429).withHeader("Retry-After", "600"));
        UUID placed = tell(story, "order.placed.v1");
        awaitAttempts(hook, placed, 1);
        answers(hook, aResponse().withStatus(200));

        UUID authorised = tell(story, "order.authorised.v1");
        clock.advance(Duration.ofSeconds(590));
        awaitFeed(platform, 2);
        assertThat(calls(hook)).hasSize(1);

        clock.advance(Duration.ofSeconds(11));
        awaitDelivery(hook, placed, "delivered");
        awaitDelivery(hook, authorised, "delivered");
    }

    @Test
    void disablesAnEndpointThatIsGoneAndTellsItsOwner() {
        Hook gone = hook(platform, "order.*");
        Hook other = hook(platform, "webhook.*");
        answers(gone, aResponse().withStatus(410));
        UUID placed = tell(story, "order.placed.v1");

        JsonNode disabled = awaitState(gone, "disabled");
        LoggedRequest told = awaitCalls(other, 1).getFirst();
        JsonNode onTheBus = published.await("webhook.endpoint_disabled.v1", gone.id());

        assertThat(disabled.at("/disabled/reason").asString()).isEqualTo("gone");
        assertThat(Story.json(told.getBodyAsString()).at("/data/endpointId").asString())
                .isEqualTo(gone.id().toString());
        assertThat(onTheBus.at("/data/party").asString()).isEqualTo("platform:" + story.platformId());
        assertThat(feed(platform))
                .extracting(it -> it.path("type").asString())
                .contains("webhook.endpoint_disabled.v1");
        tell(story, "order.authorised.v1");
        awaitFeed(platform, 3);
        clock.advance(Duration.ofHours(1));
        assertThat(calls(gone)).hasSize(1);

        answers(gone, aResponse().withStatus(200));
        assertThat(asPlatform()
                        .post("/v1/webhook-endpoints/" + gone.id() + "/resume")
                        .status())
                .isEqualTo(200);
        awaitDelivery(gone, placed, "delivered");
        assertThat(types(gone)).containsExactly("order.placed.v1", "order.placed.v1");
    }

    @Test
    void disablesAnEndpointThatDoesNothingButFailForThreeDays() {
        Hook hook = hook(platform, "order.*");
        answers(hook, aResponse().withStatus(500));
        UUID placed = tell(story, "order.placed.v1");
        awaitAttempts(hook, placed, 1);
        clock.advance(Duration.ofHours(71));
        UUID authorised = tell(story, "order.authorised.v1");
        awaitAttempts(hook, authorised, 1);
        assertThat(endpoint(hook).path("state").asString()).isEqualTo("active");

        clock.advance(Duration.ofHours(1));
        JsonNode disabled = awaitState(hook, "disabled");

        assertThat(disabled.at("/disabled/reason").asString()).isEqualTo("failing");
        String since = published
                .await("webhook.endpoint_disabled.v1", hook.id())
                .at("/data/failingSince")
                .asString();
        assertThat(Instant.parse(since))
                .isEqualTo(Instant.parse(disabled.path("failingSince").asString()));
        assertThat(meters.get("yike.webhook.endpoints.disabled").gauge()).isNotNull();
    }

    @Test
    void signsWithTheFormerSecretTooUntilTheOverlapIsOver() throws Exception {
        Hook hook = hook(platform, "order.*");
        String fresh = rotate(hook, 3600).text("/secret");

        LoggedRequest during = callOf(hook, awaitTaken(hook, "order.placed.v1"));
        clock.advance(Duration.ofHours(1).plusSeconds(1));
        LoggedRequest after = callOf(hook, awaitTaken(hook, "order.authorised.v1"));

        assertThat(during.getHeader("webhook-signature").split(" ")).hasSize(2).allMatch(it -> it.startsWith("v1,"));
        verify(hook.secret(), during);
        verify(fresh, during);
        assertThat(after.getHeader("webhook-signature").split(" ")).hasSize(1);
        verify(fresh, after);
        assertThatThrownBy(() -> verify(hook.secret(), after)).isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void keepsWhatHappensWhileAnEndpointIsPaused() {
        Hook hook = hook(platform, "order.*");
        asPlatform().post("/v1/webhook-endpoints/" + hook.id() + "/pause");

        UUID placed = tell(story, "order.placed.v1");
        awaitFeed(platform, 1);
        clock.advance(Duration.ofHours(30));
        assertThat(delivery(hook, placed).path("state").asString()).isEqualTo("pending");
        assertThat(calls(hook)).isEmpty();

        asPlatform().post("/v1/webhook-endpoints/" + hook.id() + "/resume");
        awaitDelivery(hook, placed, "delivered");
    }

    @Test
    void sendsNothingToADeletedEndpoint() {
        Hook hook = hook(platform, "order.*");
        Hook other = hook(platform, "order.*");
        answers(hook, aResponse().withStatus(500));
        UUID placed = tell(story, "order.placed.v1");
        awaitAttempts(hook, placed, 1);

        assertThat(asPlatform().delete("/v1/webhook-endpoints/" + hook.id()).status())
                .isEqualTo(204);
        UUID authorised = tell(story, "order.authorised.v1");
        awaitDelivery(other, authorised, "delivered");
        clock.advance(Duration.ofHours(2));
        awaitTaken(other, "order.offered.v1");

        assertThat(calls(hook)).hasSize(1);
        assertThat(delivery(hook, placed).isMissingNode()).isTrue();
    }

    /// A receiver that never ends its answer takes as many calls as it may have, each for as long as a call may take.
    @Test
    void isNotDelayedByAnotherEndpointThatDrips() throws IOException {
        try (ServerSocket drip = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
            drip(drip);
            Hook slow = hookAt(platform, "http://127.0.0.1:" + drip.getLocalPort() + "/", "/", "*");
            List<Hook> others =
                    IntStream.range(0, 50).mapToObj(_ -> hook(platform, "*")).toList();
            List<UUID> events = new ArrayList<>();

            long begun = System.nanoTime();
            for (int i = 0; i < 4; i++) {
                events.add(tell(story.another(), "order.placed.v1"));
            }
            others.forEach(hook -> awaitCalls(hook, events.size()));
            Duration took = Duration.ofNanos(System.nanoTime() - begun);

            // The slow one takes its four calls for 5 s each, again and again; nobody else waits for that.
            Answer slowly = asPlatform().get("/v1/webhook-deliveries?limit=200&endpointId=" + slow.id());
            assertThat(slowly.json().path("items").valueStream())
                    .noneMatch(item -> item.path("state").asString().equals("delivered"));
            assertThat(deliveredLate(others, events)).as("of 200 in " + took).isEmpty();
        }
    }

    /// Deliveries that were not taken within ten seconds, which is for a busy machine: it is less than a second.
    private List<String> deliveredLate(List<Hook> hooks, List<UUID> events) {
        return jdbc.sql("""
                        select id from delivery
                        where endpoint_id = any(:endpoints) and event_id = any(:events)
                            and coalesce(ended_at, 'infinity') > created_at + interval '10 seconds'
                        """)
                .param("endpoints", hooks.stream().map(Hook::id).toArray(UUID[]::new))
                .param("events", events.toArray(UUID[]::new))
                .query(Row.to(row -> row.text("id")))
                .list();
    }

    private static void drip(ServerSocket server) {
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    var socket = server.accept();
                    Thread.ofVirtual().start(() -> {
                        try (socket) {
                            for (byte b : "HTTP/1.1 200 OK\r\nX-Slow: "
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII)) {
                                socket.getOutputStream().write(b);
                            }
                            while (true) {
                                socket.getOutputStream().write('a');
                                new java.util.concurrent.CountDownLatch(1)
                                        .await(100, java.util.concurrent.TimeUnit.MILLISECONDS);
                            }
                        } catch (IOException | InterruptedException hungUp) {
                            Thread.currentThread().interrupt();
                        }
                    });
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    @Test
    void takesAnEventOnceHoweverOftenItComes() {
        Hook hook = hook(platform, "order.*");
        UUID placed = UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            tell(story, "order.placed.v1", placed, 1);
        }
        UUID authorised = tell(story, "order.authorised.v1");
        awaitDelivery(hook, placed, "delivered");
        awaitDelivery(hook, authorised, "delivered");

        assertThat(calls(hook)).hasSize(2);
        assertThat(feed(platform)).hasSize(2);
    }

    @Test
    void holdsWhatComesBeforeItIsKnownWhomItConcerns() {
        Hook hook = hook(Tokens.caller(Role.FLEET, "fleet:" + story.fleetId()), "delivery.*");
        Hook store = hook(Tokens.caller(Role.STORE, "store:" + story.storeId()), "delivery.*");

        tell(story, "delivery.picked_up.v1", UUID.randomUUID(), 3);
        tell(story, "delivery.assigned.v1", UUID.randomUUID(), 2);
        tell(story, "delivery.created.v1", UUID.randomUUID(), 1);
        Awaitility.await().until(() -> parked(story.orderId()) == 3);
        assertThat(calls(hook)).isEmpty();
        assertThat(feed(platform)).isEmpty();

        tell(story, "order.placed.v1");
        tell(story, "order.accepted.v1");
        awaitCalls(hook, 2);
        awaitCalls(store, 3);

        assertThat(types(hook)).containsExactlyInAnyOrder("delivery.assigned.v1", "delivery.picked_up.v1");
        assertThat(awaitFeed(platform, 5))
                .extracting(it -> it.path("type").asString())
                .containsSubsequence("delivery.created.v1", "delivery.assigned.v1", "delivery.picked_up.v1");
    }

    /// Every type × every party in the story and another party of each kind.
    @Test
    void tellsNobodyOfWhatIsNotTheirs() {
        Story other = Story.some();
        List<Caller> strangers = callers(other);
        List<Caller> own = callers(story);
        Map<Caller, Hook> hooks = new java.util.LinkedHashMap<>();
        own.forEach(caller -> hooks.put(caller, hook(caller, "*")));
        strangers.forEach(caller -> hooks.put(caller, hook(caller, "*")));

        // In the order of a story: who is at the delivery is known from one to the next.
        List<String> types = EventType.ofOthers().stream().map(EventType::wire).toList();
        types.forEach(type -> tell(story, type));
        awaitFeed(
                platform,
                Math.toIntExact(EventType.ofOthers().stream()
                        .filter(type -> type.toldTo().contains("platform"))
                        .count()));
        List<UUID> sent = awaitAllDelivered(hooks.values());

        for (Caller stranger : strangers) {
            assertThat(calls(hookOf(hooks, stranger))).as(stranger.subject()).isEmpty();
            assertThat(feed(stranger)).isEmpty();
        }
        for (Caller caller : own) {
            String kind = caller.parties().iterator().next().kind();
            List<JsonNode> polled = feed(caller);
            assertThat(polled)
                    .as(kind)
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(
                                    EventType.find(event.path("type").asString())
                                            .orElseThrow()
                                            .toldTo())
                            .contains(kind));
            assertThat(bodies(hookOf(hooks, caller))).as(kind).containsExactlyInAnyOrderElementsOf(polled);
        }
        assertThat(sent).isNotEmpty();
        assertThat(feed(own.get(2)).toString())
                .as("the store")
                .doesNotContain("destination", "residentId", "candidates", "refunded", "paymentMethod")
                .contains("storeTotal");
        assertThat(feed(own.get(0)).toString())
                .as("the platform")
                .doesNotContain("storeTotal", "storeUnitPrice")
                .contains("candidates", "destination");
    }

    /// Platform, resident, store, fleet, courier.
    private static List<Caller> callers(Story of) {
        return List.of(
                platform(of),
                Tokens.caller(Role.RESIDENT, "resident:" + of.residentId()),
                Tokens.caller(Role.STORE, "store:" + of.storeId()),
                Tokens.caller(Role.FLEET, "fleet:" + of.fleetId()),
                Tokens.caller(Role.COURIER, "courier:" + of.courierId()));
    }

    private static Hook hookOf(Map<Caller, Hook> hooks, Caller caller) {
        return Objects.requireNonNull(hooks.get(caller));
    }

    private List<JsonNode> bodies(Hook hook) {
        return calls(hook).stream()
                .map(call -> Story.json(call.getBodyAsString()))
                .distinct()
                .toList();
    }

    private List<UUID> awaitAllDelivered(java.util.Collection<Hook> hooks) {
        UUID[] ids = hooks.stream().map(Hook::id).toArray(UUID[]::new);
        Awaitility.await("all delivered")
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        jdbc.sql("select count(*) from delivery where endpoint_id = any(:ids) and state <> 'delivered'")
                                        .param("ids", ids)
                                        .query(Long.class)
                                        .single()
                                == 0);
        return jdbc.sql("select event_id from delivery where endpoint_id = any(:ids)")
                .param("ids", ids)
                .query(Row.to(row -> row.uuid("event_id")))
                .list();
    }

    @Test
    void sendsATimeSpanAgainOneAfterTheOther() {
        Hook hook = hook(platform, "order.*");
        Instant from = clock.instant();
        List<UUID> events = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            events.add(tell(story.another(), "order.placed.v1"));
        }
        events.forEach(event -> awaitDelivery(hook, event, "delivered"));
        String until = clock.instant().plusSeconds(60).toString();
        Map<String, String> undelivered = Map.of("from", from.toString(), "until", until);
        Map<String, String> range = Map.of("from", from.toString(), "until", until, "include", "all");

        Answer nothing = resend(hook, undelivered, "resend-key-0");
        Answer again = resend(hook, range, "resend-key-1");
        Answer repeated = resend(hook, range, "resend-key-1");

        assertThat(nothing.json().path("queued").asInt()).isZero();
        assertThat(again.json().path("queued").asInt()).isEqualTo(6);
        assertThat(Instant.parse(again.text("/lastAt")))
                .isAfterOrEqualTo(clock.instant().minusSeconds(5).plusMillis(100));
        assertThat(repeated.json()).isEqualTo(again.json());
        awaitCalls(hook, 12);
        assertThat(calls(hook).stream().collect(Collectors.groupingBy(call -> call.getHeader("webhook-id"))))
                .hasSize(6)
                .allSatisfy((_, twice) -> assertThat(twice).hasSize(2));
    }

    @Test
    void sendsWhatHappenedBeforeAnEndpointExisted() {
        Instant from = clock.instant();
        UUID placed = tell(story, "order.placed.v1");
        awaitFeed(platform, 1);
        Hook hook = hook(platform, "order.*");

        Answer queued = resend(
                hook,
                Map.of(
                        "from",
                        from.toString(),
                        "until",
                        clock.instant().plusSeconds(1).toString(),
                        "types",
                        List.of("order.placed.v1"),
                        "subject",
                        story.orderId()),
                "resend-key-2");

        assertThat(queued.json().path("queued").asInt()).isEqualTo(1);
        awaitDelivery(hook, placed, "delivered");
    }

    @Test
    void countsWhatItDoes() {
        Hook hook = hook(platform, "order.*");
        awaitTaken(hook, "order.placed.v1");

        assertThat(meters.get("yike.webhook.calls")
                        .tag("outcome", "delivered")
                        .timer()
                        .count())
                .isPositive();
        assertThat(meters.get("yike.webhook.deliveries")
                        .tag("outcome", "delivered")
                        .counter()
                        .count())
                .isPositive();
        assertThatCode(() -> meters.get("yike.webhook.due.age").gauge()).doesNotThrowAnyException();
    }

    private Answer resend(Hook hook, Map<String, ?> range, String key) {
        Answer answer = asPlatform()
                .withHeader("Idempotency-Key", key + hook.id())
                .post("/v1/webhook-endpoints/" + hook.id() + "/resends", range);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer;
    }

    private Answer rotate(Hook hook, int overlapSeconds) {
        Answer rotated = api.as(hook.owner())
                .post("/v1/webhook-endpoints/" + hook.id() + "/secrets", Map.of("overlapSeconds", overlapSeconds));
        assertThat(rotated.status()).as(rotated.body()).isEqualTo(201);
        return rotated;
    }

    private UUID awaitTaken(Hook hook, String type) {
        UUID event = tell(story, type);
        awaitDelivery(hook, event, "delivered");
        return event;
    }

    private LoggedRequest callOf(Hook hook, UUID eventId) {
        return Awaitility.await()
                .until(
                        () -> calls(hook).stream()
                                .filter(call -> call.getHeader("webhook-id").equals(eventId.toString()))
                                .toList(),
                        found -> !found.isEmpty())
                .getLast();
    }

    /// The library compares with the wall clock; events were sent by a clock that a test has put forward.
    private static void verify(String secret, LoggedRequest call) throws Exception {
        String expected = new Webhook(secret)
                .sign(
                        call.getHeader("webhook-id"),
                        Long.parseLong(call.getHeader("webhook-timestamp")),
                        call.getBodyAsString());
        if (!List.of(call.getHeader("webhook-signature").split(" ")).contains(expected)) {
            throw new WebhookVerificationException("No matching signature found");
        }
    }

    private long parked(UUID orderId) {
        return jdbc.sql("select count(*) from parked_event where waits_for = :id")
                .param("id", orderId.toString())
                .query(Long.class)
                .single();
    }
}
