package io.yike.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.EventSender;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.PublishedEvents;
import io.yike.kit.testing.ServiceTest;
import io.yike.kit.testing.Tokens;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wiremock.spring.ConfigureWireMock;
import org.wiremock.spring.EnableWireMock;
import org.wiremock.spring.InjectWireMock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// The whole service between other services, which a test plays over the bus, and receivers, which WireMock plays.
@ServiceTest
@EnableWireMock(@ConfigureWireMock(name = "receivers", registerSpringBean = false))
abstract class Journey {

    private static final Map<String, AtomicLong> SEQUENCES = new ConcurrentHashMap<>();
    private static final Duration SOON = Duration.ofSeconds(20);

    /// A platform of its own for each test.
    protected final Story story = Story.some();

    protected final Caller platform = platform(story);

    @Autowired
    protected ApiClient api;

    @Autowired
    protected EventSender sender;

    @Autowired
    protected PublishedEvents published;

    @Autowired
    protected MutableClock clock;

    @Autowired
    protected JdbcClient jdbc;

    @InjectWireMock("receivers")
    protected WireMockServer receivers;

    /// An endpoint as its owner knows it.
    protected record Hook(UUID id, String path, String secret, Caller owner) {}

    protected static Caller platform(Story story) {
        return Tokens.caller(Role.PLATFORM, "platform:" + story.platformId());
    }

    protected ApiClient asPlatform() {
        return api.as(platform);
    }

    protected Hook hook(Caller owner, String... types) {
        String path = "/hooks/" + UUID.randomUUID();
        receivers.stubFor(post(path).willReturn(aResponse().withStatus(204)));
        return hookAt(owner, receivers.url(path), path, types);
    }

    protected Hook hookAt(Caller owner, String url, String path, String... types) {
        Answer created = api.as(owner).post("/v1/webhook-endpoints", Map.of("url", url, "types", List.of(types)));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return new Hook(UUID.fromString(created.text("/endpoint/endpointId")), path, created.text("/secret"), owner);
    }

    protected void answers(Hook hook, ResponseDefinitionBuilder response) {
        receivers.stubFor(post(hook.path()).willReturn(response));
    }

    /// Tells an event of the story on the bus.
    protected UUID tell(Story of, String type) {
        UUID id = UUID.randomUUID();
        tell(of, type, id, next(Story.source(type) + of.subject(type)));
        return id;
    }

    protected void tell(Story of, String type, UUID id, long sequence) {
        sender.send(id, Story.source(type), type, of.subject(type), sequence, of.data(type));
    }

    protected static long next(String subject) {
        return SEQUENCES.computeIfAbsent(subject, _ -> new AtomicLong()).incrementAndGet();
    }

    protected List<LoggedRequest> calls(Hook hook) {
        return receivers.findAll(postRequestedFor(urlEqualTo(hook.path()))).stream()
                .sorted(Comparator.comparing(LoggedRequest::getLoggedDate))
                .toList();
    }

    protected List<LoggedRequest> awaitCalls(Hook hook, int number) {
        return Awaitility.await(number + " calls of " + hook.path())
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> calls(hook), calls -> calls.size() >= number);
    }

    /// Types in the order in which they were called with.
    protected List<String> types(Hook hook) {
        return calls(hook).stream()
                .map(call -> Story.json(call.getBodyAsString()).path("type").asString())
                .toList();
    }

    /// The delivery of an event to an endpoint, once it is so.
    protected JsonNode awaitDelivery(Hook hook, UUID eventId, String state) {
        return Awaitility.await(eventId + " " + state)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> delivery(hook, eventId),
                        delivery -> delivery.path("state").asString("").equals(state));
    }

    protected JsonNode awaitAttempts(Hook hook, UUID eventId, int number) {
        return Awaitility.await(number + " attempts at " + eventId)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> delivery(hook, eventId),
                        delivery -> delivery.at("/lastAttempt/number").asInt(0) >= number);
    }

    /// A missing node if there is none.
    protected JsonNode delivery(Hook hook, UUID eventId) {
        Answer listed = api.as(hook.owner()).get("/v1/webhook-deliveries?limit=200&endpointId=" + hook.id());
        assertThat(listed.status()).as(listed.body()).isEqualTo(200);
        return listed.json()
                .path("items")
                .valueStream()
                .filter(item -> item.at("/event/id").asString().equals(eventId.toString()))
                .findFirst()
                .orElseGet(MissingNode::getInstance);
    }

    protected JsonNode endpoint(Hook hook) {
        return api.as(hook.owner()).get("/v1/webhook-endpoints/" + hook.id()).json();
    }

    protected JsonNode awaitState(Hook hook, String state) {
        return Awaitility.await(state)
                .atMost(SOON)
                .until(() -> endpoint(hook), it -> it.path("state").asString().equals(state));
    }

    /// All that a caller is told, from the beginning.
    protected List<JsonNode> feed(Caller reader) {
        List<JsonNode> all = new java.util.ArrayList<>();
        String cursor = "";
        while (true) {
            Answer page = api.as(reader).get("/v1/events?limit=200" + cursor);
            assertThat(page.status()).as(page.body()).isEqualTo(200);
            page.json().path("items").forEach(all::add);
            if (!page.json().path("more").asBoolean()) {
                return all;
            }
            cursor = "&cursor=" + page.text("/nextCursor");
        }
    }

    protected List<JsonNode> awaitFeed(Caller reader, int number) {
        return Awaitility.await(number + " events")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> feed(reader), all -> all.size() >= number);
    }
}
