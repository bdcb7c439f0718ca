package io.yike.kit.testing;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Everything told on this test's exchange, in order of arrival: each held against its schema as it comes.
public final class PublishedEvents implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final String source;
    private final Connection connection;

    /// @param service whose events must keep to their schemas; what a test tells in another's name may be poison
    PublishedEvents(String exchange, String service) {
        source = "/" + service;
        try {
            connection = Amqps.connect("published-events");
            Channel channel = connection.createChannel();
            channel.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true);
            String queue = channel.queueDeclare().getQueue();
            channel.queueBind(queue, exchange, "#");
            channel.basicConsume(queue, true, (_, delivery) -> add(delivery.getBody()), _ -> {});
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException("cannot listen to the broker", e);
        }
    }

    /// All so far.
    public List<JsonNode> all() {
        if (!faults.isEmpty()) {
            throw new AssertionError("Events against their schemas:\n" + String.join("\n", faults));
        }
        return List.copyOf(events);
    }

    /// All of one type about one subject so far.
    public List<JsonNode> all(String type, Object subject) {
        return all().stream()
                .filter(event ->
                        isOf(event, type) && event.path("subject").asString("").equals(subject.toString()))
                .toList();
    }

    /// The first event of that type about that subject; waits up to 15 s.
    public JsonNode await(String type, Object subject) {
        return await(type, event -> event.path("subject").asString("").equals(subject.toString()));
    }

    /// The first event of that type that satisfies; waits up to 15 s.
    public JsonNode await(String type, Predicate<JsonNode> satisfies) {
        return Awaitility.await(type)
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(25))
                .until(
                        () -> all().stream()
                                .filter(event -> isOf(event, type))
                                .filter(satisfies)
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static boolean isOf(JsonNode event, String type) {
        return event.path("type").asString("").equals(type);
    }

    private void add(byte[] body) {
        JsonNode event = MAPPER.readTree(body);
        if (event.path("source").asString("").equals(source)) {
            check(event);
        }
        events.add(event);
    }

    private void check(JsonNode event) {
        try {
            EventSchemas.faultsOf(event).forEach(fault -> faults.add(fault + " in " + event));
        } catch (AssertionError e) {
            faults.add(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
