package io.yike.kit.deadline;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.yike.kit.jdbc.Row;
import io.yike.kit.trace.TraceContexts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs the handler of a deadline whose token is still the one in its row, in one transaction with deleting that row.
///
/// Whoever runs it holds an advisory lock of the token until that transaction ends, so that instances share the work.
/// The lock is the session's: of an instance that is killed the database lets it go at once, and another instance runs
/// the deadline at its next look.
final class DeadlineRunner {

    private static final Logger log = LoggerFactory.getLogger(DeadlineRunner.class);

    private record Due(
            String kind, String id, Instant due, @Nullable String traceparent) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Supplier<Map<String, DeadlineHandler>> handlers;
    private final Clock clock;
    private final MeterRegistry meters;
    private final TraceContexts traces;

    DeadlineRunner(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Supplier<Map<String, DeadlineHandler>> handlers,
            Clock clock,
            MeterRegistry meters,
            TraceContexts traces) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.handlers = handlers;
        this.clock = clock;
        this.meters = meters;
        this.traces = traces;
    }

    /// Tokens of what is due, the longest waiting first.
    List<UUID> due(int limit) {
        return jdbc.sql("""
                        SELECT token FROM deadline
                         WHERE coalesce(retry_at, due) <= :now
                         ORDER BY coalesce(retry_at, due)
                         LIMIT :limit""")
                .param("now", Row.utc(clock.instant()))
                .param("limit", limit)
                .query(Row.to(row -> row.uuid("token")))
                .list();
    }

    /// Runs it unless somebody else does. A try that fails leaves nothing but the time of the next one.
    void run(UUID token) {
        try {
            transactions.executeWithoutResult(transaction -> {
                if (claim(token)) {
                    find(token)
                            .ifPresent(due -> traces.continueFrom(
                                    due.traceparent(), "yike.deadline", due.kind(), due.id(), () -> run(due, token)));
                }
            });
        } catch (RuntimeException failure) {
            log.warn("Deadline {} is tried again later", token, failure);
            postpone(token);
        }
    }

    private boolean claim(UUID token) {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(:key)")
                .param("key", token.getLeastSignificantBits())
                .query(Boolean.class)
                .single();
    }

    private Optional<Due> find(UUID token) {
        // Without a lock of the row: everybody locks the aggregate first and its deadline after, and so does the
        // handler.
        return jdbc.sql("SELECT kind, id, due, traceparent FROM deadline WHERE token = :token")
                .param("token", token)
                .query(Row.to(row -> new Due(
                        row.text("kind"),
                        row.text("id"),
                        row.instant("due"),
                        row.findText("traceparent").orElse(null))))
                .optional();
    }

    private void run(Due due, UUID token) {
        DeadlineHandler handler = handlers.get().get(due.kind());
        if (handler == null) {
            throw new IllegalStateException("No DeadlineHandler has the kind " + due.kind());
        }
        Instant now = clock.instant();
        Timer.builder("yike.deadline.lateness")
                .tag("kind", due.kind())
                .register(meters)
                .record(Duration.between(due.due(), now));
        try (var _ = MDC.putCloseable("deadline", due.kind());
                var _ = MDC.putCloseable("subject", due.id())) {
            handler.on(due.id(), now);
        }
        // The handler may have set the deadline anew; that row has another token and stays.
        jdbc.sql("DELETE FROM deadline WHERE token = :token")
                .param("token", token)
                .update();
    }

    /// Doubling pauses from half a second to a minute.
    private void postpone(UUID token) {
        jdbc.sql("""
                        UPDATE deadline
                           SET failures = failures + 1,
                               retry_at = CAST(:now AS timestamptz)
                                   + least(interval '500 milliseconds' * power(2, least(failures, 10)), interval '1 minute')
                         WHERE token = :token""")
                .param("now", Row.utc(clock.instant()))
                .param("token", token)
                .update();
    }
}
