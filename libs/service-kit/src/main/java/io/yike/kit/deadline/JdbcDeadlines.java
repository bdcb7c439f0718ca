package io.yike.kit.deadline;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.yike.kit.id.Ids;
import io.yike.kit.jdbc.Row;
import io.yike.kit.trace.TraceContexts;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// A row says when what is due; its token is the name of an execution of db-scheduler.
///
/// Moving or clearing touches only the row, never an execution that may be running just now: that one finds a token
/// that names nothing any more, and ends.
final class JdbcDeadlines implements Deadlines {

    static final String TASK = "deadline";

    private final JdbcClient jdbc;
    private final Supplier<SchedulerClient> scheduler;
    private final Supplier<Set<String>> kinds;
    private final Ids ids;
    private final TraceContexts traces;

    JdbcDeadlines(
            JdbcClient jdbc,
            Supplier<SchedulerClient> scheduler,
            Supplier<Set<String>> kinds,
            Ids ids,
            TraceContexts traces) {
        this.jdbc = jdbc;
        this.scheduler = scheduler;
        this.kinds = kinds;
        this.ids = ids;
        this.traces = traces;
    }

    @Override
    public void set(String kind, String id, Instant due) {
        requireTransaction(kind);
        if (!kinds.get().contains(kind)) {
            throw new IllegalArgumentException("No DeadlineHandler has the kind " + kind);
        }
        UUID token = ids.next();
        jdbc.sql("""
                        INSERT INTO deadline (kind, id, token, due, traceparent)
                        VALUES (:kind, :id, :token, :due, :traceparent)
                        ON CONFLICT (kind, id) DO UPDATE SET
                            token = EXCLUDED.token, due = EXCLUDED.due, traceparent = EXCLUDED.traceparent
                        """)
                .param("kind", kind)
                .param("id", id)
                .param("token", token)
                .param("due", Row.utc(due))
                .param("traceparent", traces.current())
                .update();
        scheduler.get().scheduleIfNotExists(new TaskInstance<>(TASK, token.toString()), due);
    }

    @Override
    public void clear(String kind, String id) {
        requireTransaction(kind);
        jdbc.sql("DELETE FROM deadline WHERE kind = :kind AND id = :id")
                .param("kind", kind)
                .param("id", id)
                .update();
    }

    private static void requireTransaction(String kind) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "A deadline is set in the transaction of the step it ends, and none is running: " + kind);
        }
    }
}
