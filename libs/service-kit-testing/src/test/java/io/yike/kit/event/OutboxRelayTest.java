package io.yike.kit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.yike.kit.SampleTest;
import io.yike.kit.testing.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// The relay on the real database, with a bus that fails as it is told to.
@SampleTest
@TestPropertySource(properties = "yike.events.relay=false")
class OutboxRelayTest {

    private record Counted(int count) {}

    /// Says of each event what the test wants, and remembers what it was given.
    private static final class ScriptedBus implements EventBus {

        private final List<PendingEvent> given = new ArrayList<>();
        private final Function<PendingEvent, Telling> answer;
        private int declared;

        ScriptedBus(Function<PendingEvent, Telling> answer) {
            this.answer = answer;
        }

        @Override
        public List<Telling> tell(List<PendingEvent> batch) {
            given.addAll(batch);
            return batch.stream().map(answer).toList();
        }

        @Override
        public void declareQueues() {
            declared++;
        }
    }

    @Autowired
    private Outbox outbox;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private MutableClock clock;

    @BeforeEach
    void emptyTheOutbox() {
        jdbc.sql("DELETE FROM outbox_event").update();
    }

    @Test
    void deletesWhatWasTold() {
        append("thing.counted.v1", "a");
        ScriptedBus bus = new ScriptedBus(event -> new Telling.Told());

        assertThat(relay(bus).relay()).isEqualTo(new OutboxRelay.Round.Worked(1));

        assertThat(bus.given).hasSize(1);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void tellsAgainUnderTheSameIdWhenItDiesBetweenTellingAndDeleting() {
        append("thing.counted.v1", "a");
        ScriptedBus dying = new ScriptedBus(event -> {
            throw new IllegalStateException("killed after the broker had it");
        });
        assertThatThrownBy(() -> relay(dying).relay()).hasMessageContaining("killed");

        ScriptedBus next = new ScriptedBus(event -> new Telling.Told());
        relay(next).relay();

        assertThat(next.given)
                .extracting(PendingEvent::id)
                .containsExactly(dying.given.getFirst().id());
        assertThat(waiting()).isEmpty();
    }

    @Test
    void keepsEverythingWhileTheBrokerIsAway() {
        append("thing.counted.v1", "a");
        append("thing.counted.v1", "b");
        ScriptedBus away = new ScriptedBus(event -> new Telling.Unknown("connection refused"));

        assertThat(relay(away).relay()).isEqualTo(new OutboxRelay.Round.BrokerAway("connection refused"));

        assertThat(waiting()).hasSize(2);
    }

    @Test
    void doesNotHoldUpOthersBehindAnEventThatIsRefused() {
        append("thing.counted.v1", "refused");
        append("thing.counted.v1", "fine");
        ScriptedBus bus = new ScriptedBus(
                event -> event.subject().equals("refused") ? new Telling.Refused("queue is full") : new Telling.Told());

        relay(bus).relay();

        assertThat(waiting()).containsExactly("refused");
        assertThat(relay(bus).relay()).isEqualTo(new OutboxRelay.Round.Idle());
        clock.advance(Duration.ofSeconds(1));
        assertThat(relay(bus).relay()).isEqualTo(new OutboxRelay.Round.Worked(1));
    }

    @Test
    void keepsAnUnroutableEventThatSomebodyTakesAndDeclaresTheQueuesAgain() {
        append("thing.counted.v1", "a");
        ScriptedBus bus = new ScriptedBus(event -> new Telling.Unroutable());

        relay(bus).relay();

        assertThat(waiting()).containsExactly("a");
        assertThat(bus.declared).isEqualTo(1);
    }

    @Test
    void isDoneWithAnUnroutableEventThatNobodyTakes() {
        append("thing.whispered.v1", "a");
        ScriptedBus bus = new ScriptedBus(event -> new Telling.Unroutable());

        relay(bus).relay();

        assertThat(waiting()).isEmpty();
        assertThat(bus.declared).isZero();
    }

    @Test
    void leavesPartitionsAloneThatAnotherInstanceIsAt() throws Exception {
        append("thing.counted.v1", "a");
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        ScriptedBus slow = new ScriptedBus(event -> {
            sending.countDown();
            try {
                assertThat(finish.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            return new Telling.Told();
        });
        Thread first = Thread.ofVirtual().start(() -> relay(slow).relay());
        assertThat(sending.await(10, TimeUnit.SECONDS)).isTrue();

        ScriptedBus second = new ScriptedBus(event -> new Telling.Told());
        assertThat(relay(second).relay()).isEqualTo(new OutboxRelay.Round.Idle());
        finish.countDown();
        first.join();

        assertThat(second.given).isEmpty();
        assertThat(waiting()).isEmpty();
    }

    @Test
    void countsWhatWaitsAndForHowLong() {
        append("thing.counted.v1", "a");
        clock.advance(Duration.ofSeconds(90));
        OutboxRelay relay = relay(new ScriptedBus(event -> new Telling.Told()));

        relay.observe("broker away");

        assertThat(relay.status().pending()).isEqualTo(1);
        assertThat(relay.status().age(clock.instant())).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(100));
        assertThat(new OutboxHealthIndicator(relay, clock).health().getStatus().getCode())
                .isEqualTo("DOWN");
    }

    private OutboxRelay relay(EventBus bus) {
        Subscriptions subscriptions = new Subscriptions(Map.of("late-service", Set.of("thing.counted.v1")));
        return new OutboxRelay(jdbc, transactions, bus, subscriptions, clock, 100, new SimpleMeterRegistry());
    }

    private void append(String type, String subject) {
        transactions.executeWithoutResult(
                transaction -> outbox.append(new OutgoingEvent(type, subject, 1, new Counted(1))));
    }

    private List<String> waiting() {
        return jdbc.sql("SELECT subject FROM outbox_event ORDER BY position")
                .query((row, number) -> String.valueOf(row.getString("subject")))
                .list();
    }
}
