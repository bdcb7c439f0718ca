package io.yike.kit.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.yike.kit.SampleTest;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.trace.TraceContexts;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Deadlines on the real database, with a clock that is put forward.
@SampleTest
class DeadlinesTest {

    @Autowired
    private Deadlines deadlines;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MutableClock clock;

    @Autowired
    private Tracer tracer;

    @Autowired
    private ObservationRegistry observations;

    @Autowired
    private Environment environment;

    @Autowired
    private DeadlineHandler handler;

    @Autowired
    private TraceContexts traces;

    @Test
    void endsTheStepWhenItIsDueAndNotBefore() {
        String soon = step(Duration.ofMinutes(5));
        String later = step(Duration.ofMinutes(20));

        clock.advance(Duration.ofMinutes(6));

        await().untilAsserted(() -> assertThat(endings(soon)).isEqualTo(1));
        assertThat(endings(later)).isZero();
    }

    @Test
    void sparesAStepWhoseDeadlineWasCleared() {
        String cleared = step(Duration.ofMinutes(5));
        String kept = step(Duration.ofMinutes(5));
        inTransaction(set -> set.clear("step", cleared));

        clock.advance(Duration.ofMinutes(6));

        await().untilAsserted(() -> assertThat(endings(kept)).isEqualTo(1));
        assertThat(endings(cleared)).isZero();
    }

    @Test
    void movesADeadlineThatIsSetAgain() {
        String moved = step(Duration.ofMinutes(5));
        Instant later = clock.instant().plus(Duration.ofMinutes(60));
        inTransaction(set -> set.set("step", moved, later));
        String marker = step(Duration.ofMinutes(5));

        clock.advance(Duration.ofMinutes(6));
        await().untilAsserted(() -> assertThat(endings(marker)).isEqualTo(1));
        assertThat(endings(moved)).isZero();

        clock.advance(Duration.ofMinutes(60));
        await().untilAsserted(() -> assertThat(endings(moved)).isEqualTo(1));
    }

    @Test
    void knowsNothingOfADeadlineWhoseTransactionRolledBack() {
        String rolledBack = UUID.randomUUID().toString();
        Instant due = clock.instant().plus(Duration.ofMinutes(5));
        transactions.executeWithoutResult(transaction -> {
            deadlines.set("step", rolledBack, due);
            transaction.setRollbackOnly();
        });
        String marker = step(Duration.ofMinutes(5));

        clock.advance(Duration.ofMinutes(6));

        await().untilAsserted(() -> assertThat(endings(marker)).isEqualTo(1));
        assertThat(endings(rolledBack)).isZero();
    }

    @Test
    void rollsBackAndTriesAgainWhenTheHandlerFails() {
        String broken = "broken-" + UUID.randomUUID();
        inTransaction(set -> set.set("step", broken, clock.instant()));

        await().untilAsserted(() -> assertThat(jdbc.sql("SELECT failures FROM deadline WHERE id = ?")
                        .param(broken)
                        .query(Integer.class)
                        .single())
                .isGreaterThanOrEqualTo(2));
        assertThat(endings(broken)).isZero();
        inTransaction(set -> set.clear("step", broken));
    }

    @Test
    void aDeadlineThatFailsHoldsUpNoOther() {
        String broken = "broken-" + UUID.randomUUID();
        inTransaction(set -> set.set("step", broken, clock.instant()));

        String sound = step(Duration.ZERO);

        await().untilAsserted(() -> assertThat(endings(sound)).isEqualTo(1));
        inTransaction(set -> set.clear("step", broken));
    }

    /// The connection is that of an instance which has begun the deadline; killing the instance breaks it off.
    @Test
    void takesUpWhatAnInstanceHadBegunWhenThatDies() throws SQLException {
        String begun = step(Duration.ofMinutes(5));
        String marker = step(Duration.ofMinutes(5));
        try (Connection dying = DriverManager.getConnection(
                environment.getRequiredProperty("YIKE_DB_URL"),
                environment.getRequiredProperty("YIKE_DB_USER"),
                environment.getRequiredProperty("YIKE_DB_PASSWORD"))) {
            dying.setAutoCommit(false);
            try (PreparedStatement claim = dying.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
                claim.setLong(1, token(begun).getLeastSignificantBits());
                claim.execute();
            }
            clock.advance(Duration.ofMinutes(6));
            await().untilAsserted(() -> assertThat(endings(marker)).isEqualTo(1));
            assertThat(endings(begun)).isZero();

            dying.abort(Runnable::run);
        }

        await().untilAsserted(() -> assertThat(endings(begun)).isEqualTo(1));
    }

    @Test
    void endsEachOfManyOnceThoughSeveralInstancesSweep() {
        List<String> many =
                Stream.generate(() -> step(Duration.ofMinutes(5))).limit(200).toList();
        DeadlineSweep other = new DeadlineSweep(runner());
        other.start();
        try {
            clock.advance(Duration.ofMinutes(6));

            await().untilAsserted(() ->
                    assertThat(many).allSatisfy(id -> assertThat(endings(id)).isEqualTo(1)));
        } finally {
            other.stop();
        }
        assertThat(many).allSatisfy(id -> assertThat(endings(id)).isEqualTo(1));
    }

    @Test
    void continuesTheTraceOfTheStepThatSetIt() {
        Observation observation = Observation.start("first", observations);
        String trace;
        String id;
        try (var _ = observation.openScope()) {
            trace = Objects.requireNonNull(tracer.currentSpan()).context().traceId();
            id = step(Duration.ofMinutes(5));
        } finally {
            observation.stop();
        }

        clock.advance(Duration.ofMinutes(6));

        await().untilAsserted(() -> assertThat(jdbc.sql("SELECT trace FROM ended_step WHERE id = ?")
                        .param(id)
                        .query((row, number) -> String.valueOf(row.getString("trace")))
                        .optional())
                .contains(trace));
    }

    @Test
    void refusesAKindThatNobodyHandles() {
        assertThatThrownBy(() -> inTransaction(set -> set.set("unheard-of", "x", clock.instant())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToWorkOutsideATransaction() {
        Instant due = clock.instant();

        assertThatThrownBy(() -> deadlines.set("step", "x", due)).isInstanceOf(IllegalStateException.class);
    }

    private String step(Duration in) {
        String id = UUID.randomUUID().toString();
        inTransaction(set -> set.set("step", id, clock.instant().plus(in)));
        return id;
    }

    private void inTransaction(Consumer<Deadlines> work) {
        transactions.executeWithoutResult(transaction -> work.accept(deadlines));
    }

    private DeadlineRunner runner() {
        return new DeadlineRunner(
                jdbc, transactions, () -> Map.of(handler.kind(), handler), clock, new SimpleMeterRegistry(), traces);
    }

    private UUID token(String id) {
        return jdbc.sql("SELECT token FROM deadline WHERE id = ?")
                .param(id)
                .query(UUID.class)
                .single();
    }

    private long endings(String id) {
        return jdbc.sql("SELECT count(*) FROM ended_step WHERE id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }
}
