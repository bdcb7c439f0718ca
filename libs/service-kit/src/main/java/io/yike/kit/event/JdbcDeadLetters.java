package io.yike.kit.event;

import io.yike.kit.jdbc.Row;
import io.yike.kit.page.Cursor;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Dead letters in the consumer's own database. A decision locks its row, so two operators do not both get their way.
final class JdbcDeadLetters implements DeadLetters {

    private static final String COLUMNS = """
            SELECT id, event_id, type, subject, body, error, died_at, replayed_at, discarded_at, discard_reason, decided_by
            FROM dead_letter
            """;

    private static final String MATCHING = """
            WHERE (:state::text IS NULL
                   OR :state = CASE WHEN replayed_at IS NOT NULL THEN 'REPLAYED'
                                    WHEN discarded_at IS NOT NULL THEN 'DISCARDED'
                                    ELSE 'OPEN' END)
              AND (:type::text IS NULL OR type = :type)
              AND (:subject::text IS NULL OR subject = :subject)
              AND (:diedFrom::timestamptz IS NULL OR died_at >= :diedFrom)
              AND (:diedUntil::timestamptz IS NULL OR died_at < :diedUntil)
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Inbox inbox;
    private final Clock clock;

    JdbcDeadLetters(JdbcClient jdbc, TransactionTemplate transactions, Inbox inbox, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.inbox = inbox;
        this.clock = clock;
    }

    @Override
    public List<DeadLetter> list(Filter filter, @Nullable Cursor after, int limit) {
        return jdbc.sql(COLUMNS + MATCHING + """
                          AND (:afterAt::timestamptz IS NULL OR (died_at, id) < (:afterAt, :afterId))
                        ORDER BY died_at DESC, id DESC LIMIT :limit
                        """)
                .params(parameters(filter))
                .param("afterAt", after == null ? null : Row.utc(after.at()))
                .param("afterId", after == null ? null : after.id())
                .param("limit", limit)
                .query(Row.to(JdbcDeadLetters::deadLetter))
                .list();
    }

    @Override
    public Optional<DeadLetter> find(UUID id) {
        return find(id, "");
    }

    @Override
    public Decision replay(UUID id, String by) {
        return inTransaction(() -> {
            Optional<DeadLetter> found = find(id, "FOR UPDATE");
            if (found.isEmpty()) {
                return new Decision.Refused(Why.UNKNOWN);
            }
            return switch (found.get().fate()) {
                case DeadLetter.Fate.Replayed _ -> new Decision.Done(found.get());
                case DeadLetter.Fate.Discarded _ -> new Decision.Refused(Why.DISCARDED);
                case DeadLetter.Fate.Open() -> {
                    if (found.get().eventId() == null) {
                        yield new Decision.Refused(Why.UNREADABLE);
                    }
                    takeInAgain(found.get(), by);
                    yield new Decision.Done(find(id).orElseThrow());
                }
            };
        });
    }

    @Override
    public List<UUID> replayAll(Filter filter, int limit, String by) {
        return inTransaction(() -> {
            List<DeadLetter> open = jdbc.sql(COLUMNS + MATCHING + """
                              AND replayed_at IS NULL AND discarded_at IS NULL AND event_id IS NOT NULL
                            ORDER BY died_at, id LIMIT :limit FOR UPDATE SKIP LOCKED
                            """)
                    .params(parameters(filter))
                    .param("limit", limit)
                    .query(Row.to(JdbcDeadLetters::deadLetter))
                    .list();
            open.forEach(deadLetter -> takeInAgain(deadLetter, by));
            return open.stream().map(DeadLetter::id).toList();
        });
    }

    @Override
    public long count(Filter filter) {
        return jdbc.sql("SELECT count(*) FROM dead_letter " + MATCHING)
                .params(parameters(filter))
                .query(Row.to(row -> row.number("count")))
                .single();
    }

    @Override
    public Decision discard(UUID id, String reason, String by) {
        return inTransaction(() -> {
            Optional<DeadLetter> found = find(id, "FOR UPDATE");
            if (found.isEmpty()) {
                return new Decision.Refused(Why.UNKNOWN);
            }
            return switch (found.get().fate()) {
                case DeadLetter.Fate.Discarded _ -> new Decision.Done(found.get());
                case DeadLetter.Fate.Replayed _ -> new Decision.Refused(Why.REPLAYED);
                case DeadLetter.Fate.Open() -> {
                    jdbc.sql("""
                                    UPDATE dead_letter SET discarded_at = :now, discard_reason = :reason, decided_by = :by
                                    WHERE id = :id
                                    """)
                            .param("now", Row.utc(clock.instant()))
                            .param("reason", reason)
                            .param("by", by)
                            .param("id", id)
                            .update();
                    yield new Decision.Done(find(id).orElseThrow());
                }
            };
        });
    }

    private void takeInAgain(DeadLetter deadLetter, String by) {
        jdbc.sql("UPDATE dead_letter SET replayed_at = :now, decided_by = :by WHERE id = :id")
                .param("now", Row.utc(clock.instant()))
                .param("by", by)
                .param("id", deadLetter.id())
                .update();
        inbox.parkForReplay(deadLetter.message());
    }

    private Optional<DeadLetter> find(UUID id, String lock) {
        return jdbc.sql(COLUMNS + "WHERE id = :id " + lock)
                .param("id", id)
                .query(Row.to(JdbcDeadLetters::deadLetter))
                .optional();
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transactions.execute(transaction -> work.get()));
    }

    private static Map<String, @Nullable Object> parameters(Filter filter) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("state", filter.state() == null ? null : filter.state().name());
        parameters.put("type", filter.type());
        parameters.put("subject", filter.subject());
        parameters.put("diedFrom", utc(filter.diedFrom()));
        parameters.put("diedUntil", utc(filter.diedUntil()));
        return parameters;
    }

    private static @Nullable Object utc(@Nullable Instant instant) {
        return instant == null ? null : Row.utc(instant);
    }

    private static DeadLetter deadLetter(Row row) throws SQLException {
        return new DeadLetter(
                row.uuid("id"),
                row.findUuid("event_id").orElse(null),
                row.findText("type").orElse(null),
                row.findText("subject").orElse(null),
                row.text("body"),
                row.text("error"),
                row.instant("died_at"),
                fate(row));
    }

    private static DeadLetter.Fate fate(Row row) throws SQLException {
        // Those replayed before this was written down know nobody.
        String by = row.findText("decided_by").orElse("");
        Optional<Instant> replayedAt = row.findInstant("replayed_at");
        if (replayedAt.isPresent()) {
            return new DeadLetter.Fate.Replayed(replayedAt.get(), by);
        }
        Optional<Instant> discardedAt = row.findInstant("discarded_at");
        return discardedAt.isPresent()
                ? new DeadLetter.Fate.Discarded(discardedAt.get(), by, row.text("discard_reason"))
                : new DeadLetter.Fate.Open();
    }
}
