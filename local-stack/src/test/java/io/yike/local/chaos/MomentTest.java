package io.yike.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import io.yike.local.engine.AmqpAddress;
import io.yike.local.engine.BrokerAccounts;
import io.yike.local.engine.QpidEngine;
import io.yike.local.history.Entry;
import io.yike.local.history.History;
import io.yike.local.process.PartRecords;
import io.yike.local.process.Ports;
import io.yike.local.process.RecordedProgress;
import io.yike.local.process.Supervisor;
import io.yike.proxy.TcpProxy;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The moments between an effect and its acknowledgement, as the real PostgreSQL and a real broker show them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MomentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicInteger caught = new AtomicInteger();
    private AmqpAddress broker;
    private Supervisor supervisor;

    @BeforeAll
    void startTheBroker(@TempDir Path folder) throws Exception {
        var engine = new QpidEngine(
                folder.resolve("qpid"),
                folder.resolve("qpid.log"),
                new Ports().take(5673),
                new BrokerAccounts("secret", "another secret"));
        supervisor = new Supervisor(new PartRecords(folder.resolve("run")), new RecordedProgress());
        assertThat(supervisor.start(List.of(engine))).isTrue();
        broker = engine.amqp();
    }

    @AfterAll
    void stopTheBroker() {
        supervisor.stop();
    }

    @Test
    void seesACommitOfWhichItsClientNeverHears() throws Exception {
        try (var postgres = EmbeddedPostgres.builder().start();
                var proxy = new TcpProxy("127.0.0.1", postgres.getPort())) {
            try (var client = DriverManager.getConnection(
                            "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres", "postgres", "postgres");
                    var statement = client.createStatement()) {
                client.setAutoCommit(false);
                statement.execute("create table thing ()");
                catchAt(Moment.COMMITTED, proxy);

                assertThatThrownBy(client::commit).isInstanceOf(SQLException.class);
            }

            assertThat(caught).hasValue(1);
            try (var other = postgres.getPostgresDatabase().getConnection();
                    var tables = other.createStatement().executeQuery("select count(to_regclass('thing'))")) {
                tables.next();
                assertThat(tables.getInt(1)).isEqualTo(1);
            }
        }
    }

    @Test
    void seesAConfirmOfWhichItsPublisherNeverHears() throws Exception {
        try (var direct = connect(port());
                var proxy = new TcpProxy("127.0.0.1", port())) {
            var queue = direct.createChannel();
            queue.queueDeclare("confirmed", true, false, false, Map.of());
            var channel = connect(proxy.port()).createChannel();
            channel.confirmSelect();
            catchAt(Moment.CONFIRMED, proxy);

            publish(channel, "", "confirmed", "event");

            await().atMost(PATIENCE).until(() -> caught.get() == 1 && !channel.isOpen());
            assertThat(queue.messageCount("confirmed")).isEqualTo(1);
        }
    }

    @Test
    void seesAnAcknowledgementOfWhichTheBrokerNeverHears() throws Exception {
        try (var direct = connect(port());
                var proxy = new TcpProxy("127.0.0.1", port())) {
            var queue = direct.createChannel();
            queue.queueDeclare("acknowledged", true, false, false, Map.of());
            publish(queue, "", "acknowledged", "event");
            var channel = connect(proxy.port()).createChannel();
            await().atMost(PATIENCE).until(() -> queue.messageCount("acknowledged") == 1);
            var delivery = channel.basicGet("acknowledged", false);
            catchAt(Moment.ACKNOWLEDGED, proxy);

            channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);

            await().atMost(PATIENCE).until(() -> caught.get() == 1);
            await().atMost(PATIENCE).until(() -> queue.messageCount("acknowledged") == 1);
        }
    }

    @Test
    void tellsSomeEventsAgainAndNotesAll(@TempDir Path folder) throws Exception {
        var file = folder.resolve("history.jsonl");
        try (var direct = connect(port());
                var history = History.begin(file);
                var gossip = Gossip.listen(broker, history, 1, Clock.systemUTC())) {
            var channel = direct.createChannel();
            for (int number = 1; number <= 150; number++) {
                publish(channel, "yike.events", "order.placed.v1", """
                        {"id": "event-%d", "type": "order.placed.v1", "subject": "order", "sequence": %d}""".formatted(number, number));
            }

            await().atMost(PATIENCE).untilAsserted(() -> {
                var told = new HashSet<String>();
                var lines = new AtomicInteger();
                History.read(file, entry -> {
                    told.add(((Entry.Told) entry).event());
                    lines.incrementAndGet();
                });
                assertThat(told).hasSize(150);
                // Told again, it comes here again.
                assertThat(gossip.repeated()).isPositive();
                assertThat(lines.get()).isGreaterThan(150);
            });
        }
    }

    private void catchAt(Moment moment, TcpProxy proxy) {
        caught.set(0);
        proxy.trap(moment.direction(), moment.bytes(), caught::incrementAndGet);
    }

    private int port() {
        return Integer.parseInt(broker.addresses().split(":", -1)[1]);
    }

    private Connection connect(int port) throws Exception {
        var factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        factory.setUsername(broker.user());
        factory.setPassword(broker.password());
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }

    private static void publish(Channel channel, String exchange, String key, String body) throws Exception {
        channel.basicPublish(exchange, key, MessageProperties.PERSISTENT_BASIC, body.getBytes(StandardCharsets.UTF_8));
    }
}
