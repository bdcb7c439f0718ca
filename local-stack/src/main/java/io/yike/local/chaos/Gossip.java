package io.yike.local.chaos;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Address;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.Envelope;
import io.yike.local.city.api.Patience;
import io.yike.local.city.district.Dice;
import io.yike.local.engine.AmqpAddress;
import io.yike.local.history.Entry;
import io.yike.local.history.History;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/// Hears every event that the broker passes on, writes it down, and tells some once more: at once, or much later.
///
/// Its queue is durable, so it misses none while it or the broker is away.
final class Gossip implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Gossip.class.getName());

    private static final String EXCHANGE = "yike.events";
    private static final String QUEUE = "yike.chaos";
    private static final String AGAIN = "x-told-again";
    private static final double TELLS_AT_ONCE = 0.04;
    private static final double TELLS_LATER = 0.02;
    private static final int LATEST_MILLIS = 45_000;
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int UNACKNOWLEDGED = 200;
    private static final int PATIENCE_MILLIS = 3_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final AmqpAddress broker;
    private final History history;
    private final Dice dice;
    private final Clock clock;
    private final Patience talking = new Patience();
    private final Patience listening = new Patience();
    private final DelayQueue<Later> later = new DelayQueue<>();
    private final AtomicInteger repeated = new AtomicInteger();
    private final Thread thread = Thread.ofVirtual().name("gossip").unstarted(this::run);

    private Gossip(AmqpAddress broker, History history, long seed, Clock clock) {
        this.broker = broker;
        this.history = history;
        this.dice = Dice.of(seed, "gossip");
        this.clock = clock;
    }

    /// Begins to listen; what is told from then on is heard.
    static Gossip listen(AmqpAddress broker, History history, long seed, Clock clock) throws IOException {
        var gossip = new Gossip(broker, history, seed, clock);
        try (var connection =
                gossip.connections().newConnection(Address.parseAddresses(broker.addresses()), "gossip")) {
            var channel = connection.createChannel();
            declare(channel);
            channel.queuePurge(QUEUE);
        } catch (TimeoutException silent) {
            throw new IOException("the broker does not answer", silent);
        }
        gossip.thread.start();
        return gossip;
    }

    /// How many events it has told once more.
    int repeated() {
        return repeated.get();
    }

    /// Says nothing more, and listens on.
    void keepQuiet() {
        talking.end();
        later.clear();
    }

    @Override
    public void close() {
        listening.end();
        thread.interrupt();
    }

    private void run() {
        while (listening.lasts()) {
            try (var connection = connections().newConnection(Address.parseAddresses(broker.addresses()), "gossip")) {
                var channel = connection.createChannel();
                declare(channel);
                converse(channel);
            } catch (IOException | TimeoutException | AlreadyClosedException away) {
                LOG.log(Level.DEBUG, "the broker is away", away);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            listening.wait(AFTER_TROUBLE);
        }
    }

    private void converse(Channel channel) throws IOException, InterruptedException {
        BlockingQueue<Delivery> heard = new LinkedBlockingQueue<>();
        channel.basicQos(UNACKNOWLEDGED);
        channel.basicConsume(QUEUE, false, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
                heard.add(new Delivery(envelope, properties, body));
            }
        });
        while (channel.isOpen()) {
            var delivery = heard.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
            if (delivery != null) {
                hear(channel, delivery);
            }
            for (var due = later.poll(); due != null; due = later.poll()) {
                tellAgain(channel, due.delivery());
            }
        }
    }

    private void hear(Channel channel, Delivery delivery) throws IOException {
        var event = JSON.readTree(delivery.getBody());
        history.note(new Entry.Told(
                clock.instant(),
                event.path("id").asString(""),
                event.path("type").asString(""),
                event.path("subject").asString(""),
                event.path("sequence").asLong()));
        var headers = delivery.getProperties().getHeaders();
        boolean first = headers == null || !headers.containsKey(AGAIN);
        if (first && talking.lasts()) {
            if (dice.hits(TELLS_AT_ONCE)) {
                tellAgain(channel, delivery);
            }
            if (dice.hits(TELLS_LATER)) {
                later.add(new Later(
                        delivery,
                        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(dice.between(1_000, LATEST_MILLIS))));
            }
        }
        channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
    }

    private void tellAgain(Channel channel, Delivery delivery) throws IOException {
        Map<String, Object> headers = new HashMap<>();
        if (delivery.getProperties().getHeaders() != null) {
            headers.putAll(delivery.getProperties().getHeaders());
        }
        headers.put(AGAIN, "yes");
        channel.basicPublish(
                EXCHANGE,
                delivery.getEnvelope().getRoutingKey(),
                delivery.getProperties().builder().headers(headers).build(),
                delivery.getBody());
        repeated.incrementAndGet();
    }

    private static void declare(Channel channel) throws IOException {
        channel.exchangeDeclare(EXCHANGE, "topic", true);
        channel.queueDeclare(QUEUE, true, false, false, Map.of());
        channel.queueBind(QUEUE, EXCHANGE, "#");
    }

    private ConnectionFactory connections() {
        var factory = new ConnectionFactory();
        factory.setUsername(broker.user());
        factory.setPassword(broker.password());
        factory.setConnectionTimeout(PATIENCE_MILLIS);
        factory.setHandshakeTimeout(PATIENCE_MILLIS);
        factory.setAutomaticRecoveryEnabled(false);
        return factory;
    }

    /// An event to be told once more when its time comes.
    private record Later(Delivery delivery, long dueNanos) implements Delayed {

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
