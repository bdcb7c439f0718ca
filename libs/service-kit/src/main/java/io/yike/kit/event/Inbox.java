package io.yike.kit.event;

import io.yike.kit.id.Ids;
import io.yike.kit.jdbc.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes events in: the effect, the id that was seen, and what happened to events that wait, each in one transaction.
final class Inbox {

    /// What became of one event in this service.
    sealed interface Taken {

        record Applied(String key) implements Taken {}

        record Ignored(String reason) implements Taken {}

        record Parked(String key, String reason) implements Taken {}

        /// Its effect was had before.
        record Duplicate() implements Taken {}

        /// Somebody else deals with it just now.
        record Elsewhere() implements Taken {}
    }

    /// An event that waits for its predecessor.
    record Waiting(UUID eventId, String body, String key, String reason, int failures, Instant expiresAt) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final CloudEvents events;
    private final EventHandlers handlers;
    private final Ids ids;
    private final Clock clock;
    private final EventProperties properties;

    Inbox(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            CloudEvents events,
            EventHandlers handlers,
            Ids ids,
            Clock clock,
            EventProperties properties) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.events = events;
        this.handlers = handlers;
        this.ids = ids;
        this.clock = clock;
        this.properties = properties;
    }

    /// Applies an event that was delivered.
    Taken take(CloudEvent event, String body) {
        Optional<EventHandler<?>> handler = handlers.find(event.type());
        if (handler.isEmpty()) {
            return new Taken.Ignored("no handler");
        }
        Taken taken =
                Objects.requireNonNull(transactions.execute(transaction -> take(event, handler.get(), transaction)));
        return taken instanceof Taken.Parked early ? park(event, body, early) : taken;
    }

    /// What to do about a parked event that somebody else is at.
    enum IfTaken {
        /// Let them: another look at what is due follows.
        LEAVE("SKIP LOCKED"),
        /// Try again after them: they may not yet have seen what was applied a moment ago.
        WAIT("");

        private final String clause;

        IfTaken(String clause) {
            this.clause = clause;
        }
    }

    /// Applies an event that was parked, if it is still there.
    ///
    /// @param story runs it as a part of what the event tells of
    Taken takeParked(UUID eventId, IfTaken ifTaken, BiConsumer<CloudEvent, Runnable> story) {
        return Objects.requireNonNull(transactions.execute(transaction -> {
            Optional<Waiting> waiting = jdbc.sql("""
                            SELECT event_id, body, waits_for, reason, failures, expires_at
                            FROM parked_event WHERE event_id = :id FOR UPDATE\s""" + ifTaken.clause)
                    .param("id", eventId)
                    .query(Row.to(row -> new Waiting(
                            row.uuid("event_id"),
                            row.text("body"),
                            row.text("waits_for"),
                            row.text("reason"),
                            row.integer("failures"),
                            row.instant("expires_at"))))
                    .optional();
            return waiting.<Taken>map(parked -> takeParked(parked, story, transaction))
                    .orElseGet(Taken.Elsewhere::new);
        }));
    }

    /// Ids of events that wait for this key, in the order in which they came.
    List<UUID> parkedUnder(String key) {
        return jdbc.sql("SELECT event_id FROM parked_event WHERE waits_for = :key ORDER BY position")
                .param("key", key)
                .query(Row.to(row -> row.uuid("event_id")))
                .list();
    }

    /// Ids of parked events whose next try is due.
    List<UUID> parkedAndDue(int limit) {
        return jdbc.sql("SELECT event_id FROM parked_event WHERE try_at <= :now ORDER BY try_at LIMIT :limit")
                .param("now", Row.utc(clock.instant()))
                .param("limit", limit)
                .query(Row.to(row -> row.uuid("event_id")))
                .list();
    }

    /// Counts a failure of a parked event.
    ///
    /// @return how many there were
    int failed(UUID eventId) {
        return jdbc.sql("""
                        UPDATE parked_event SET failures = failures + 1, try_at = :tryAt
                        WHERE event_id = :id RETURNING failures
                        """)
                .param("id", eventId)
                .param("tryAt", Row.utc(clock.instant().plus(properties.retryParkedEvery())))
                .query(Row.to(row -> row.integer("failures")))
                .optional()
                .orElse(0);
    }

    /// Makes a dead letter of an event, in place of its being parked.
    void bury(CloudEvent event, String body, String error) {
        transactions.executeWithoutResult(transaction -> buryNow(event, body, error));
    }

    /// Makes a dead letter of a parked event.
    void buryParked(UUID eventId, String error) {
        transactions.executeWithoutResult(
                transaction -> jdbc.sql("SELECT body FROM parked_event WHERE event_id = :id FOR UPDATE SKIP LOCKED")
                        .param("id", eventId)
                        .query(Row.to(row -> row.text("body")))
                        .optional()
                        .ifPresent(body -> buryNow(events.read(body), body, error)));
    }

    /// Makes a dead letter of a message that is no event.
    void buryUnreadable(String body, String error) {
        insertDeadLetter(null, body, error);
    }

    /// Forgets the ids of events so old that no broker delivers them again, and dead letters that were decided on as
    /// long ago: an event may say where somebody lives.
    ///
    /// @return how many ids
    int forget() {
        OffsetDateTime before = Row.utc(clock.instant().minus(properties.keepInboxFor()));
        jdbc.sql("DELETE FROM dead_letter WHERE coalesce(replayed_at, discarded_at) < :before")
                .param("before", before)
                .update();
        return jdbc.sql("DELETE FROM inbox_event WHERE received_at < :before AND outcome <> 'parked'")
                .param("before", before)
                .update();
    }

    long countParked() {
        return jdbc.sql("SELECT count(*) FROM parked_event")
                .query(Row.to(row -> row.number("count")))
                .single();
    }

    long countDeadLetters() {
        return jdbc.sql("SELECT count(*) FROM dead_letter WHERE replayed_at IS NULL AND discarded_at IS NULL")
                .query(Row.to(row -> row.number("count")))
                .single();
    }

    /// What comes too early leaves nothing behind, and is parked in a transaction of its own: that is rarer than the
    /// savepoint would be that each event needs otherwise.
    private <T> Taken take(CloudEvent event, EventHandler<T> handler, TransactionStatus transaction) {
        if (!remember(event, "applied")) {
            return new Taken.Duplicate();
        }
        Event<T> typed = events.read(event, handler.dataType());
        String key = handler.key(typed);
        return switch (handler.on(typed)) {
            case EventOutcome.Applied() -> new Taken.Applied(key);
            case EventOutcome.Ignored(String reason) -> {
                outcome(event.id(), "ignored");
                yield new Taken.Ignored(reason);
            }
            case EventOutcome.Early(String reason) -> {
                transaction.setRollbackOnly();
                yield new Taken.Parked(key, reason);
            }
        };
    }

    private Taken park(CloudEvent event, String body, Taken.Parked early) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            if (!remember(event, "parked")) {
                return new Taken.Duplicate();
            }
            park(event, body, early.key(), early.reason());
            return early;
        }));
    }

    private Taken takeParked(Waiting waiting, BiConsumer<CloudEvent, Runnable> story, TransactionStatus transaction) {
        CloudEvent event = events.read(waiting.body());
        EventHandler<?> handler = handlers.find(event.type())
                .orElseThrow(() -> new IllegalStateException("Nobody handles the parked " + event.type()));
        AtomicReference<@Nullable Taken> taken = new AtomicReference<>();
        story.accept(event, () -> taken.set(takeParked(waiting, event, handler, transaction)));
        return Objects.requireNonNull(taken.get());
    }

    private <T> Taken takeParked(
            Waiting waiting, CloudEvent event, EventHandler<T> handler, TransactionStatus transaction) {
        Event<T> typed = events.read(event, handler.dataType());
        String key = handler.key(typed);
        Object beforeEffect = transaction.createSavepoint();
        return switch (handler.on(typed)) {
            case EventOutcome.Applied() -> {
                unpark(event.id());
                outcome(event.id(), "applied");
                yield new Taken.Applied(key);
            }
            case EventOutcome.Ignored(String reason) -> {
                unpark(event.id());
                outcome(event.id(), "ignored");
                yield new Taken.Ignored(reason);
            }
            case EventOutcome.Early(String reason) -> {
                transaction.rollbackToSavepoint(beforeEffect);
                if (waiting.expiresAt().isAfter(clock.instant())) {
                    wait(event.id(), key, reason);
                } else {
                    buryNow(event, waiting.body(), "Its predecessor did not come in time: " + reason);
                }
                yield new Taken.Parked(key, reason);
            }
        };
    }

    private boolean remember(CloudEvent event, String outcome) {
        return jdbc.sql("""
                        INSERT INTO inbox_event (event_id, type, source, subject, sequence, outcome, received_at)
                        VALUES (:id, :type, :source, :subject, :sequence, :outcome, :now)
                        ON CONFLICT (event_id) DO NOTHING
                        """)
                        .param("id", event.id())
                        .param("type", event.type())
                        .param("source", event.source())
                        .param("subject", event.subject())
                        .param("sequence", event.sequence())
                        .param("outcome", outcome)
                        .param("now", Row.utc(clock.instant()))
                        .update()
                == 1;
    }

    private void outcome(UUID eventId, String outcome) {
        jdbc.sql("UPDATE inbox_event SET outcome = :outcome WHERE event_id = :id")
                .param("outcome", outcome)
                .param("id", eventId)
                .update();
    }

    private void park(CloudEvent event, String body, String key, String reason) {
        Instant now = clock.instant();
        jdbc.sql("""
                        INSERT INTO parked_event (event_id, type, waits_for, body, reason, parked_at, try_at, expires_at)
                        VALUES (:id, :type, :key, :body, :reason, :now, :tryAt, :expiresAt)
                        """)
                .param("id", event.id())
                .param("type", event.type())
                .param("key", key)
                .param("body", body)
                .param("reason", reason)
                .param("now", Row.utc(now))
                .param("tryAt", Row.utc(now.plus(properties.retryParkedEvery())))
                .param("expiresAt", Row.utc(now.plus(properties.parkFor())))
                .update();
    }

    /// Lets an event that was given up wait as if it had come too early: the next look at what is parked takes it in.
    void parkForReplay(String body) {
        CloudEvent event = events.read(body);
        if (!remember(event, "parked")) {
            outcome(event.id(), "parked");
        }
        park(event, body, event.subject(), "replayed by an operator");
    }

    private void wait(UUID eventId, String key, String reason) {
        jdbc.sql("""
                        UPDATE parked_event SET waits_for = :key, reason = :reason, try_at = :tryAt
                        WHERE event_id = :id
                        """)
                .param("key", key)
                .param("reason", reason)
                .param("tryAt", Row.utc(clock.instant().plus(properties.retryParkedEvery())))
                .param("id", eventId)
                .update();
    }

    private void unpark(UUID eventId) {
        jdbc.sql("DELETE FROM parked_event WHERE event_id = :id")
                .param("id", eventId)
                .update();
    }

    private void buryNow(CloudEvent event, String body, String error) {
        unpark(event.id());
        if (!remember(event, "dead")) {
            outcome(event.id(), "dead");
        }
        insertDeadLetter(event, body, error);
    }

    private void insertDeadLetter(@Nullable CloudEvent event, String body, String error) {
        jdbc.sql("""
                        INSERT INTO dead_letter (id, event_id, type, source, subject, body, error, died_at)
                        VALUES (:id, :eventId, :type, :source, :subject, :body, :error, :now)
                        ON CONFLICT DO NOTHING
                        """)
                .param("id", ids.next())
                .param("eventId", event == null ? null : event.id())
                .param("type", event == null ? null : event.type())
                .param("source", event == null ? null : event.source())
                .param("subject", event == null ? null : event.subject())
                .param("body", body)
                .param("error", error)
                .param("now", Row.utc(clock.instant()))
                .update();
    }

    /// Kept short: it is for people, and the log has the rest.
    static String describe(Throwable failure) {
        String text = String.valueOf(failure);
        return text.length() <= 1000 ? text : text.substring(0, 1000);
    }
}
