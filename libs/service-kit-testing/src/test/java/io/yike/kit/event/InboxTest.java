package io.yike.kit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yike.kit.SampleService.Changed;
import io.yike.kit.SampleService.Manner;
import io.yike.kit.SampleService.Opened;
import io.yike.kit.SampleTest;
import io.yike.kit.jdbc.Row;
import io.yike.kit.testing.MutableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The inbox on the real database and broker.
@SampleTest
class InboxTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DeadLetters deadLetters;

    @Autowired
    private Inbox inbox;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private MutableClock clock;

    @Value("${yike.events.exchange}")
    private String exchange;

    @Test
    void appliesAnEventOnceHoweverOftenItComes() throws Exception {
        String thing = open();
        UUID id = UUID.randomUUID();

        for (int i = 0; i < 20; i++) {
            send(id, "thing.changed.v1", thing, new Changed(thing, Manner.GOOD));
        }
        settle(thing);

        assertThat(changes(thing)).isEqualTo(2);
    }

    @Test
    void parksAnEventThatComesEarlyAndAppliesItAfterItsPredecessor() throws Exception {
        String thing = UUID.randomUUID().toString();
        UUID early = send("thing.changed.v1", thing, new Changed(thing, Manner.GOOD));
        await().untilAsserted(() -> assertThat(outcome(early)).isEqualTo("parked"));

        send("thing.opened.v1", thing, new Opened(thing));

        await().untilAsserted(() -> assertThat(outcome(early)).isEqualTo("applied"));
        assertThat(changes(thing)).isEqualTo(1);
        assertThat(parked(early)).isZero();
    }

    /// A try that began before the predecessor was applied ends after it, having seen nothing of it.
    @Test
    void appliesAnEventThatIsBeingTriedAsItsPredecessorComes() throws Exception {
        String thing = UUID.randomUUID().toString();
        UUID early = send("thing.changed.v1", thing, new Changed(thing, Manner.GOOD));
        await().untilAsserted(() -> assertThat(outcome(early)).isEqualTo("parked"));
        // Not due by itself before the test is over.
        jdbc.sql("UPDATE parked_event SET try_at = expires_at WHERE event_id = ?")
                .param(early)
                .update();

        transactions.executeWithoutResult(_ -> {
            jdbc.sql("SELECT FROM parked_event WHERE event_id = ? FOR UPDATE")
                    .param(early)
                    .query(Row.to(_ -> early))
                    .single();
            sendUnchecked("thing.opened.v1", thing, new Opened(thing));
            await().untilAsserted(() -> assertThat(waitingForALock()).isPositive());
        });

        await().untilAsserted(() -> assertThat(outcome(early)).isEqualTo("applied"));
    }

    @Test
    void takesWhatWasParkedInTheTraceThatItContinues() throws Exception {
        String thing = UUID.randomUUID().toString();
        UUID early = send("thing.changed.v1", thing, new Changed(thing, Manner.GOOD));
        await().untilAsserted(() -> assertThat(outcome(early)).isEqualTo("parked"));
        jdbc.sql("UPDATE parked_event SET body = replace(body, '{\"specversion\"', :traced) WHERE event_id = :id")
                .param(
                        "traced",
                        "{\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\",\"specversion\"")
                .param("id", early)
                .update();

        send("thing.opened.v1", thing, new Opened(thing));

        await().untilAsserted(() -> assertThat(changedIn(thing)).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736"));
    }

    private String changedIn(String thing) {
        return jdbc.sql("SELECT coalesce(changed_in, '') FROM thing WHERE id = ?")
                .param(thing)
                .query(String.class)
                .optional()
                .orElse("");
    }

    private long waitingForALock() {
        return jdbc.sql("""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event_type = 'Lock'
                        """).query(Long.class).single();
    }

    private void sendUnchecked(String type, String subject, Object data) {
        try {
            send(type, subject, data);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void leavesNothingOfAnEventThatCameEarly() throws Exception {
        String thing = open();

        UUID early = send("thing.changed.v1", thing, new Changed(thing, Manner.WRITES_THEN_FINDS_IT_EARLY));

        await().untilAsserted(() -> assertThat(outcome(early)).isEqualTo("parked"));
        assertThat(changes(thing)).isZero();
    }

    @Test
    void makesADeadLetterOfAnEventWhosePredecessorNeverComes() throws Exception {
        String thing = UUID.randomUUID().toString();
        UUID early = send("thing.changed.v1", thing, new Changed(thing, Manner.GOOD));
        await().untilAsserted(() -> assertThat(outcome(early)).isEqualTo("parked"));

        clock.advance(Duration.ofMinutes(11));

        await().untilAsserted(() -> assertThat(outcome(early)).isEqualTo("dead"));
        assertThat(letterOf(early).fate()).isEqualTo(new DeadLetter.Fate.Open());
    }

    @Test
    void makesADeadLetterOfPoisonAndGoesOn() throws Exception {
        String thing = open();

        UUID poison = send("thing.changed.v1", thing, new Changed(thing, Manner.WRITES_THEN_FAILS));
        await().untilAsserted(() -> assertThat(outcome(poison)).isEqualTo("dead"));
        settle(thing);

        assertThat(changes(thing)).isEqualTo(1);
        assertThat(letterOf(poison).error()).contains("poison");
    }

    @Test
    void makesADeadLetterOfAMessageThatIsNoEvent() throws Exception {
        String nonsense = "no json \0 " + UUID.randomUUID();

        publish("thing.changed.v1", nonsense);

        await().untilAsserted(() -> assertThat(jdbc.sql("SELECT count(*) FROM dead_letter WHERE body LIKE ?")
                        .param("%" + nonsense.substring(nonsense.length() - 36))
                        .query(Long.class)
                        .single())
                .isEqualTo(1));
    }

    @Test
    void makesADeadLetterOfDataThatDoesNotFit() throws Exception {
        String thing = open();

        UUID unfit = send("thing.changed.v1", thing, java.util.Map.of("id", thing, "manner", "UNHEARD_OF"));

        await().untilAsserted(() -> assertThat(outcome(unfit)).isEqualTo("dead"));
    }

    @Test
    void replaysADeadLetter() throws Exception {
        String thing = UUID.randomUUID().toString();
        UUID early = send("thing.changed.v1", thing, new Changed(thing, Manner.GOOD));
        await().untilAsserted(() -> assertThat(outcome(early)).isEqualTo("parked"));
        clock.advance(Duration.ofMinutes(11));
        await().untilAsserted(() -> assertThat(outcome(early)).isEqualTo("dead"));
        send("thing.opened.v1", thing, new Opened(thing));
        await().untilAsserted(() -> assertThat(exists(thing)).isTrue());
        DeadLetter letter = letterOf(early);

        var first = deadLetters.replay(letter.id(), "operator");

        await().untilAsserted(() -> assertThat(outcome(early)).isEqualTo("applied"));
        var second = deadLetters.replay(letter.id(), "another");
        assertThat(second).isEqualTo(first);
        assertThat(parked(early)).isZero();
        assertThat(changes(thing)).isEqualTo(1);
    }

    @Test
    void forgetsADeadLetterSomeTimeAfterTheDecision() {
        UUID longDecided = plantDeadLetter(Duration.ofDays(15));
        UUID lately = plantDeadLetter(Duration.ofDays(13));
        UUID undecided = plantDeadLetter(null);

        inbox.forget();

        assertThat(deadLetters.find(longDecided)).isEmpty();
        assertThat(deadLetters.find(lately)).isPresent();
        assertThat(deadLetters.find(undecided)).isPresent();
    }

    /// @param ago when it was discarded, null for one that is open
    private UUID plantDeadLetter(@Nullable Duration ago) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO dead_letter (id, body, error, died_at, discarded_at, discard_reason, decided_by)
                        VALUES (:id, '{}', 'poison', :diedAt, :discardedAt, :reason, :by)
                        """)
                .param("id", id)
                .param("diedAt", Row.utc(clock.instant().minus(Duration.ofDays(20))))
                .param(
                        "discardedAt",
                        ago == null ? null : Row.utc(clock.instant().minus(ago)))
                .param("reason", ago == null ? null : "it shall have no effect")
                .param("by", ago == null ? null : "operator")
                .update();
        return id;
    }

    @Test
    void isADeadLetterAgainWhenItFailsAgain() throws Exception {
        String thing = open();
        UUID poison = send("thing.changed.v1", thing, new Changed(thing, Manner.WRITES_THEN_FAILS));
        await().untilAsserted(() -> assertThat(outcome(poison)).isEqualTo("dead"));
        DeadLetter first = letterOf(poison);

        deadLetters.replay(first.id(), "operator");

        await().untilAsserted(() -> {
            clock.advance(Duration.ofSeconds(2));
            assertThat(lettersOf(poison)).hasSize(2);
        });
        assertThat(deadLetters.find(first.id()).orElseThrow().fate()).isInstanceOf(DeadLetter.Fate.Replayed.class);
        assertThat(letterOf(poison).fate()).isEqualTo(new DeadLetter.Fate.Open());
        assertThat(changes(thing)).isZero();
    }

    /// The open one.
    private DeadLetter letterOf(UUID event) {
        return lettersOf(event).stream()
                .filter(letter -> letter.fate() instanceof DeadLetter.Fate.Open)
                .findFirst()
                .orElseThrow();
    }

    private List<DeadLetter> lettersOf(UUID event) {
        return deadLetters.list(new DeadLetters.Filter(null, null, null, null, null), null, 1000).stream()
                .filter(letter -> event.equals(letter.eventId()))
                .toList();
    }

    private String open() throws Exception {
        String thing = UUID.randomUUID().toString();
        send("thing.opened.v1", thing, new Opened(thing));
        await().untilAsserted(() -> assertThat(exists(thing)).isTrue());
        return thing;
    }

    /// One more change that must arrive after what was sent before.
    private void settle(String thing) throws Exception {
        UUID last = send("thing.changed.v1", thing, new Changed(thing, Manner.GOOD));
        await().untilAsserted(() -> assertThat(outcome(last)).isEqualTo("applied"));
        await().untilAsserted(() ->
                assertThat(Queues.depth(exchange + ".sample-service")).isZero());
    }

    private boolean exists(String thing) {
        return jdbc.sql("SELECT count(*) FROM thing WHERE id = ?")
                        .param(thing)
                        .query(Long.class)
                        .single()
                == 1;
    }

    private int changes(String thing) {
        return jdbc.sql("SELECT changes FROM thing WHERE id = ?")
                .param(thing)
                .query(Integer.class)
                .single();
    }

    private String outcome(UUID event) {
        return jdbc.sql("SELECT outcome FROM inbox_event WHERE event_id = ?")
                .param(event)
                .query(String.class)
                .optional()
                .orElse("unseen");
    }

    private long parked(UUID event) {
        return jdbc.sql("SELECT count(*) FROM parked_event WHERE event_id = ?")
                .param(event)
                .query(Long.class)
                .single();
    }

    private UUID send(String type, String subject, Object data) throws Exception {
        UUID id = UUID.randomUUID();
        send(id, type, subject, data);
        return id;
    }

    private void send(UUID id, String type, String subject, Object data) throws Exception {
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", id.toString())
                .put("source", "/another-service")
                .put("type", type)
                .put("subject", subject)
                .put("time", clock.instant().toString())
                .put("datacontenttype", "application/json")
                .put("sequence", 1)
                .put("afterthought", "a field that this consumer does not know");
        event.set("data", JSON.valueToTree(data));
        publish(type, event.toString());
    }

    private void publish(String type, String body) throws Exception {
        Queues.publish(exchange, type, body.getBytes(StandardCharsets.UTF_8));
    }
}
