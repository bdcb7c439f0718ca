package io.yike.kit.testing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Tells events as another service would: valid by their schemas, unless a test says otherwise.
public final class EventSender implements AutoCloseable {

    /// As the kit writes events: what is absent is left out.
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private final String exchange;
    private final Clock clock;
    private final Connection connection;
    private final Channel channel;

    EventSender(String exchange, Clock clock) {
        this.exchange = exchange;
        this.clock = clock;
        try {
            connection = Amqps.connect("event-sender");
            channel = connection.createChannel();
            channel.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true);
            channel.confirmSelect();
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException("cannot reach the broker", e);
        }
    }

    /// Tells a fresh event.
    ///
    /// @param source `/store-service`
    /// @param data a record or map; written as JSON
    /// @return the event's id
    public UUID send(String source, String type, Object subject, long sequence, Object data) {
        UUID id = UUID.randomUUID();
        send(id, source, type, subject, sequence, data);
        return id;
    }

    /// Tells an event under that id: twice the same id is a repeated message.
    public void send(UUID id, String source, String type, Object subject, long sequence, Object data) {
        ObjectNode event = MAPPER.createObjectNode()
                .put("specversion", "1.0")
                .put("id", id.toString())
                .put("source", source)
                .put("type", type)
                .put("subject", subject.toString())
                .put("time", clock.instant().toString())
                .put("datacontenttype", "application/json")
                .put("sequence", sequence);
        event.set("data", MAPPER.<JsonNode>valueToTree(data));
        List<String> faults = EventSchemas.faultsOf(event);
        if (!faults.isEmpty()) {
            throw new AssertionError("The test tells an event against its schema: " + faults + "\n" + event);
        }
        publish(type, event.toString());
    }

    /// Tells whatever it is given.
    public void sendRaw(String routingKey, String body) {
        publish(routingKey, body);
    }

    private synchronized void publish(String routingKey, String body) {
        try {
            channel.basicPublish(
                    exchange,
                    routingKey,
                    new AMQP.BasicProperties.Builder()
                            .contentType("application/cloudevents+json")
                            .deliveryMode(2)
                            .build(),
                    body.getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(5_000);
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException("the broker did not take the event", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
