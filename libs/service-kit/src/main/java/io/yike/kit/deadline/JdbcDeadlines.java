package io.yike.kit.deadline;

import io.yike.kit.id.Ids;
import io.yike.kit.jdbc.Row;
import io.yike.kit.trace.TraceContexts;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// A row says when what is due; its token changes whenever it is set anew.
///
/// Moving or clearing never waits for a try that is under way: that one finds that its token names nothing any more.
final class JdbcDeadlines implements Deadlines {

    private final JdbcClient jdbc;
    private final Supplier<Set<String>> kinds;
    private final Ids ids;
    private final TraceContexts traces;

    JdbcDeadlines(JdbcClient jdbc, Supplier<Set<String>> kinds, Ids ids, TraceContexts traces) {
        this.jdbc = jdbc;
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
        jdbc.sql("""
                        INSERT INTO deadline (kind, id, token, due, traceparent)
                        VALUES (:kind, :id, :token, :due, :traceparent)
                        ON CONFLICT (kind, id) DO UPDATE SET
                            token = EXCLUDED.token, due = EXCLUDED.due, traceparent = EXCLUDED.traceparent,
                            failures = 0, retry_at = NULL
                        """)
                .param("kind", kind)
                .param("id", id)
                .param("token", ids.next())
                .param("due", Row.utc(due))
                .param("traceparent", traces.current())
                .update();
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
