package io.yike.kit.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.yike.kit.SampleTest;
import io.yike.kit.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
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

        await().untilAsserted(() -> assertThat(jdbc.sql("""
                                SELECT max(consecutive_failures) FROM scheduled_tasks
                                WHERE task_instance = (SELECT token::text FROM deadline WHERE id = ?)
                                """)
                        .param(broken)
                        .query(Integer.class)
                        .optional()
                        .orElse(0))
                .isGreaterThanOrEqualTo(2));
        assertThat(endings(broken)).isZero();
        inTransaction(set -> set.clear("step", broken));
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

    private long endings(String id) {
        return jdbc.sql("SELECT count(*) FROM ended_step WHERE id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }
}
