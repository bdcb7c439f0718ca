package io.yike.kit;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import io.yike.kit.testing.Engines;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a test hears on an exchange.
public final class Bus implements AutoCloseable {

    private final Connection connection;
    private final List<Delivery> heard = new CopyOnWriteArrayList<>();

    private Bus(Connection connection) {
        this.connection = connection;
    }

    public static Bus listenTo(String exchange, String type) throws IOException, TimeoutException {
        Engines.Amqp broker = Engines.amqp();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(broker.host());
        factory.setPort(broker.port());
        factory.setUsername(broker.user());
        factory.setPassword(broker.password());
        Bus bus = new Bus(factory.newConnection("bus"));
        Channel channel = bus.connection.createChannel();
        channel.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true);
        String queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, exchange, type);
        channel.basicConsume(queue, true, (tag, delivery) -> bus.heard.add(delivery), tag -> {});
        return bus;
    }

    public List<Delivery> deliveries() {
        return List.copyOf(heard);
    }

    public List<JsonNode> events() {
        return heard.stream()
                .map(delivery -> JsonMapper.shared().readTree(delivery.getBody()))
                .toList();
    }

    public List<JsonNode> events(String subject) {
        return events().stream()
                .filter(event -> event.path("subject").asString().equals(subject))
                .toList();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
