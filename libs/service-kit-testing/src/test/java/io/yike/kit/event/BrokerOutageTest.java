package io.yike.kit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yike.kit.SampleService.Opened;
import io.yike.kit.SampleTest;
import io.yike.kit.testing.Engines;
import io.yike.proxy.TcpProxy;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// A service whose broker is away when it starts, comes, and goes again.
@SampleTest
@DirtiesContext
class BrokerOutageTest {

    /// Connections that were being made when the broker went are given up one after another.
    private static final Duration COMES_BACK_WITHIN = Duration.ofSeconds(90);

    private static final TcpProxy BROKER =
            new TcpProxy(Engines.amqp().host(), Engines.amqp().port());

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private OutboxRelay relay;

    @Autowired
    private ApplicationAvailability availability;

    @DynamicPropertySource
    static void broker(DynamicPropertyRegistry registry) {
        BROKER.cut();
        registry.add("spring.rabbitmq.addresses", () -> "127.0.0.1:" + BROKER.port());
        registry.add("yike.events.confirm-within", () -> "1s");
    }

    @AfterEach
    void breakTheBroker() {
        BROKER.cut();
    }

    @AfterAll
    static void close() {
        BROKER.close();
    }

    @Test
    void startsWithoutItsBrokerAndTellsWhenItComes() {
        assertThat(availability.getReadinessState()).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
        String thing = open();
        await().untilAsserted(() -> assertThat(relay.status().trouble()).isNotNull());
        assertThat(waiting(thing)).isEqualTo(1);

        BROKER.open();

        await().atMost(COMES_BACK_WITHIN)
                .untilAsserted(() -> assertThat(taken(thing)).isTrue());
        await().untilAsserted(() -> assertThat(waiting(thing)).isZero());
    }

    @Test
    void losesNothingWhenTheBrokerGoesAndComes() {
        BROKER.open();
        String before = open();
        await().atMost(COMES_BACK_WITHIN)
                .untilAsserted(() -> assertThat(taken(before)).isTrue());

        BROKER.cut();
        String during = open();
        await().untilAsserted(() -> assertThat(relay.status().trouble()).isNotNull());
        assertThat(taken(during)).isFalse();
        BROKER.open();

        await().atMost(COMES_BACK_WITHIN)
                .untilAsserted(() -> assertThat(taken(during)).isTrue());
    }

    @Test
    void doesNotTakeSilenceForAConfirm() {
        BROKER.open();
        String before = open();
        await().atMost(COMES_BACK_WITHIN)
                .untilAsserted(() -> assertThat(taken(before)).isTrue());

        BROKER.swallow();
        String during = open();
        await().atMost(COMES_BACK_WITHIN)
                .untilAsserted(() -> assertThat(relay.status().trouble()).contains("time limit"));
        assertThat(waiting(during)).isEqualTo(1);
        BROKER.cut();
        BROKER.open();

        await().atMost(COMES_BACK_WITHIN)
                .untilAsserted(() -> assertThat(taken(during)).isTrue());
    }

    /// Tells itself that a thing was opened.
    private String open() {
        String thing = UUID.randomUUID().toString();
        transactions.executeWithoutResult(
                transaction -> outbox.append(new OutgoingEvent("thing.opened.v1", thing, 1, new Opened(thing))));
        return thing;
    }

    private boolean taken(String thing) {
        return jdbc.sql("SELECT count(*) FROM thing WHERE id = ?")
                        .param(thing)
                        .query(Long.class)
                        .single()
                == 1;
    }

    private long waiting(String thing) {
        return jdbc.sql("SELECT count(*) FROM outbox_event WHERE subject = ?")
                .param(thing)
                .query(Long.class)
                .single();
    }
}
