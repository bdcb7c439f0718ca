package io.yike.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import io.yike.local.process.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/// What the services need of a broker, whichever it is.
abstract class BrokerContract {

    static final BrokerAccounts ACCOUNTS = new BrokerAccounts("secret", "another secret");

    private static final String EXCHANGE = "yike.events";
    private static final String QUEUE = "yike.events.store-service";
    private static final long CONFIRM_MILLIS = 10_000;

    /// Parts in the order of their start; the last is the broker.
    abstract Part[] parts() throws Exception;

    abstract AmqpAddress amqp(Part broker);

    abstract AmqpAddress bridge(Part broker);

    abstract Map<String, Object> queueArguments();

    /// What it lets a bridge do all the same.
    Set<String> unguarded() {
        return Set.of();
    }

    abstract RunningEngine start(Part... parts);

    /// The queue is from an earlier run: RabbitMQ 3.10 writes a new quorum queue's name down a moment after its
    /// declaration.
    @Test
    void keepsConfirmedPersistentMessagesWhenItIsKilled() throws Exception {
        var parts = parts();
        var broker = parts[parts.length - 1];
        try (var running = start(parts);
                var connection = connect(amqp(broker));
                var channel = connection.createChannel()) {
            declare(channel);
            assertThat(running.told()).hasSize(parts.length);
        }

        try (var running = start(parts)) {
            try (var connection = connect(amqp(broker));
                    var channel = connection.createChannel()) {
                publishConfirmed(channel, "order.placed.v1", "one");
                publishConfirmed(channel, "order.accepted.v1", "two");
            }

            running.kill(broker);

            assertThat(take(amqp(broker))).isEqualTo("one");
            assertThat(take(amqp(broker))).isEqualTo("two");
        }
    }

    @Test
    void keepsThemWhenItIsStoppedAndStarted() throws Exception {
        var parts = parts();
        var broker = parts[parts.length - 1];
        try (var running = start(parts)) {
            try (var connection = connect(amqp(broker));
                    var channel = connection.createChannel()) {
                declare(channel);
                publishConfirmed(channel, "order.placed.v1", "one");
            }
            running.stop();
            assertThat(running.told())
                    .containsAll(Arrays.stream(parts)
                            .map(part -> part.name() + " stopped")
                            .toList());
        }

        try (var running = start(parts)) {
            assertThat(take(amqp(broker))).isEqualTo("one");
            assertThat(running.told()).hasSize(parts.length);
        }
    }

    @Test
    void returnsWhatNoQueueTakes() throws Exception {
        var parts = parts();
        var returned = new ConcurrentLinkedQueue<String>();
        try (var running = start(parts);
                var connection = connect(amqp(parts[parts.length - 1]));
                var channel = connection.createChannel()) {
            channel.exchangeDeclare(EXCHANGE, BuiltinExchangeType.TOPIC, true);
            channel.confirmSelect();
            channel.addReturnListener(message -> returned.add(message.getRoutingKey()));

            channel.basicPublish(EXCHANGE, "nobody.wants.v1", true, MessageProperties.PERSISTENT_BASIC, new byte[0]);

            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(returned).containsExactly("nobody.wants.v1"));
            assertThat(running.told()).hasSize(parts.length);
        }
    }

    @Test
    void knowsTheExchangeOfTheContract() throws IOException {
        assertThat(Files.readString(Path.of("../contracts/telemetry.asyncapi.yaml")))
                .contains("exchange: {name: " + BrokerAccounts.TELEMETRY + ",");
    }

    @Test
    void letsABridgeWriteToItsExchangeAndDoNothingElse() throws Exception {
        var parts = parts();
        var broker = parts[parts.length - 1];
        try (var running = start(parts)) {
            new BridgeRights(amqp(broker), bridge(broker), queueArguments(), unguarded()).check();

            assertThat(running.told()).hasSize(parts.length);
        }
    }

    private void declare(Channel channel) throws Exception {
        channel.exchangeDeclare(EXCHANGE, BuiltinExchangeType.TOPIC, true);
        channel.queueDeclare(QUEUE, true, false, false, queueArguments());
        channel.queueBind(QUEUE, EXCHANGE, "order.#");
    }

    private static void publishConfirmed(Channel channel, String routingKey, String body) throws Exception {
        channel.confirmSelect();
        channel.basicPublish(
                EXCHANGE,
                routingKey,
                true,
                MessageProperties.PERSISTENT_TEXT_PLAIN,
                body.getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
    }

    /// A quorum queue that comes back elects its leader first, and closes the connections of those who ask too soon.
    private static String take(AmqpAddress address) {
        return await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(
                        () -> {
                            try (var connection = connect(address);
                                    var channel = connection.createChannel()) {
                                var message = channel.basicGet(QUEUE, true);
                                return message == null ? "" : new String(message.getBody(), StandardCharsets.UTF_8);
                            }
                        },
                        body -> !body.isEmpty());
    }

    static Connection connect(AmqpAddress address) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri("amqp://" + address.addresses());
        factory.setUsername(address.user());
        factory.setPassword(address.password());
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }
}
