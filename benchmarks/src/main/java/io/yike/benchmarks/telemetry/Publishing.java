package io.yike.benchmarks.telemetry;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Address;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.yike.benchmarks.telemetry.Fleet.Message;
import io.yike.local.engine.AmqpAddress;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// How a fleet's bridge hands messages to a broker.
final class Publishing {

    private static final int CONFIRM_EVERY = 2000;

    private Publishing() {}

    static Connection connect(AmqpAddress address, String name) throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUsername(address.user());
        factory.setPassword(address.password());
        return factory.newConnection(Address.parseAddresses(address.addresses()), name);
    }

    /// Publishes them durably; returns when the broker has confirmed all of them.
    ///
    /// @param channel one that confirms
    static void all(List<Message> messages, String exchange, String routingKey, Instant receivedAt, Channel channel)
            throws IOException, InterruptedException, TimeoutException {
        int unconfirmed = 0;
        Date received = Date.from(receivedAt);
        for (Message message : messages) {
            channel.basicPublish(
                    exchange,
                    routingKey,
                    true,
                    new AMQP.BasicProperties.Builder()
                            .contentType("application/json")
                            .deliveryMode(2)
                            .timestamp(received)
                            .headers(Map.of("device-id", message.device().toString(), "signature", message.signature()))
                            .build(),
                    message.body());
            if (++unconfirmed == CONFIRM_EVERY) {
                channel.waitForConfirmsOrDie(TimeUnit.MINUTES.toMillis(1));
                unconfirmed = 0;
            }
        }
        channel.waitForConfirmsOrDie(TimeUnit.MINUTES.toMillis(1));
    }
}
