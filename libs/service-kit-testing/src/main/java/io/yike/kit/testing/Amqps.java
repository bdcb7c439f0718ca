package io.yike.kit.testing;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/// Connections of the tests themselves to the broker.
final class Amqps {

    private Amqps() {}

    static Connection connect(String name) throws IOException, TimeoutException {
        Engines.Amqp broker = Engines.amqp();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(broker.host());
        factory.setPort(broker.port());
        factory.setUsername(broker.user());
        factory.setPassword(broker.password());
        return factory.newConnection(name);
    }
}
