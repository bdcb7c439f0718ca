package io.yike.kit.event;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.yike.kit.testing.Engines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/// Looks into queues.
final class Queues {

    private Queues() {}

    /// Takes everything out of a queue.
    static List<String> texts(String queue) throws IOException, TimeoutException {
        return with(channel -> {
            List<String> texts = new ArrayList<>();
            GetResponse message = channel.basicGet(queue, true);
            while (message != null) {
                texts.add(new String(message.getBody(), StandardCharsets.UTF_8));
                message = channel.basicGet(queue, true);
            }
            return texts;
        });
    }

    static void delete(String queue) throws IOException, TimeoutException {
        with(channel -> channel.queueDelete(queue));
    }

    static long depth(String queue) throws IOException, TimeoutException {
        return with(channel -> channel.messageCount(queue));
    }

    static void publish(String exchange, String routingKey, byte[] body) throws IOException, TimeoutException {
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .contentType("application/cloudevents+json")
                .deliveryMode(2)
                .build();
        with(channel -> {
            channel.confirmSelect();
            channel.basicPublish(exchange, routingKey, properties, body);
            try {
                channel.waitForConfirmsOrDie(5_000);
            } catch (InterruptedException | TimeoutException unconfirmed) {
                throw new IOException("The broker did not take the message", unconfirmed);
            }
            return routingKey;
        });
    }

    private interface Work<T> {
        T on(Channel channel) throws IOException;
    }

    private static <T> T with(Work<T> work) throws IOException, TimeoutException {
        Engines.Amqp broker = Engines.amqp();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(broker.host());
        factory.setPort(broker.port());
        factory.setUsername(broker.user());
        factory.setPassword(broker.password());
        try (Connection connection = factory.newConnection("queues");
                Channel channel = connection.createChannel()) {
            return work.on(channel);
        }
    }
}
