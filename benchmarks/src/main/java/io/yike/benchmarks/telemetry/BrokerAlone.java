package io.yike.benchmarks.telemetry;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.yike.benchmarks.telemetry.Fleet.Message;
import io.yike.local.engine.AmqpAddress;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The same messages through the same broker and the same kind of queue, to a consumer that does nothing with them:
/// what no consumer can exceed on this machine.
final class BrokerAlone {

    private static final String QUEUE = "yike.benchmark.relay";
    /// As recycling-service takes them.
    private static final int AT_ONCE = 500;

    private BrokerAlone() {}

    /// Hands them on, each acknowledged.
    ///
    /// @return seconds from the first message published to the last one acknowledged
    static double relay(AmqpAddress broker, List<Message> messages)
            throws IOException, InterruptedException, TimeoutException {
        try (Connection connection = Publishing.connect(broker, "relay");
                Channel publisher = connection.createChannel();
                Channel consumer = connection.createChannel()) {
            Map<String, Object> kind = broker.quorumQueues() ? Map.of("x-queue-type", "quorum") : Map.of();
            consumer.queueDeclare(QUEUE, true, false, false, kind);
            consumer.basicQos(2 * AT_ONCE);
            publisher.confirmSelect();
            CountDownLatch last = new CountDownLatch(1);
            long begun = System.nanoTime();
            consumer.basicConsume(QUEUE, false, new Acknowledging(consumer, messages.size(), last));
            Publishing.all(messages, "", QUEUE, Instant.now(), publisher);
            if (!last.await(5, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the broker did not deliver all of its messages");
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            consumer.queueDelete(QUEUE);
            return seconds;
        }
    }

    private static final class Acknowledging extends DefaultConsumer {

        private final int expected;
        private final CountDownLatch last;
        private int seen;

        Acknowledging(Channel channel, int expected, CountDownLatch last) {
            super(channel);
            this.expected = expected;
            this.last = last;
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
                throws IOException {
            seen++;
            if (seen % AT_ONCE == 0 || seen == expected) {
                getChannel().basicAck(envelope.getDeliveryTag(), true);
            }
            if (seen == expected) {
                last.countDown();
            }
        }
    }
}
