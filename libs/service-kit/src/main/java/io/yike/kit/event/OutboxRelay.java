package io.yike.kit.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.yike.kit.jdbc.Row;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Moves events from the outbox to the bus: at least once, each aggregate's in its order as far as the broker keeps it.
///
/// One batch is one transaction. It locks partitions (never waiting for another instance's), publishes what is due in
/// them, awaits every confirm and deletes what was told. If the process dies in between, the events are published
/// again, and the consumers' inboxes know them. An event that cannot be told now is tried again later without holding
/// up the others.
final class OutboxRelay {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /// What one look at the outbox came to.
    sealed interface Round {

        /// Nothing was due, or another instance is at it.
        record Idle() implements Round {}

        /// Some events were dealt with; there may be more.
        record Worked(int events) implements Round {}

        /// The broker did not answer; a pause is due.
        record BrokerAway(String reason) implements Round {}
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final EventBus bus;
    private final Subscriptions subscriptions;
    private final Clock clock;
    private final int batchSize;
    private final MeterRegistry meters;
    private final AtomicReference<OutboxStatus> status = new AtomicReference<>(OutboxStatus.EMPTY);

    OutboxRelay(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            EventBus bus,
            Subscriptions subscriptions,
            Clock clock,
            int batchSize,
            MeterRegistry meters) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.bus = bus;
        this.subscriptions = subscriptions;
        this.clock = clock;
        this.batchSize = batchSize;
        this.meters = meters;
    }

    /// Publishes one batch.
    Round relay() {
        return Objects.requireNonNull(transactions.execute(transaction -> {
            List<Integer> partitions = lockPartitions();
            List<PendingEvent> batch = partitions.isEmpty() ? List.of() : due(partitions);
            return batch.isEmpty() ? new Round.Idle() : publish(batch);
        }));
    }

    OutboxStatus status() {
        return status.get();
    }

    /// Looks at how much is waiting.
    void observe(@Nullable String trouble) {
        status.set(jdbc.sql("SELECT count(*) AS pending, min(occurred_at) AS oldest FROM outbox_event")
                .query(Row.to(row -> new OutboxStatus(
                        row.number("pending"), row.findInstant("oldest").orElse(null), trouble)))
                .single());
    }

    private List<Integer> lockPartitions() {
        return jdbc.sql("""
                        SELECT partition FROM outbox_partition
                        WHERE partition IN (SELECT partition FROM outbox_event WHERE try_at IS NULL OR try_at <= :now)
                        FOR UPDATE SKIP LOCKED
                        """)
                .param("now", Row.utc(clock.instant()))
                .query(Row.to(row -> row.integer("partition")))
                .list();
    }

    private List<PendingEvent> due(List<Integer> partitions) {
        // A statement of its own: its snapshot is younger than the locks, so it does not see what the last holder told.
        return jdbc.sql("""
                        SELECT id, type, subject, sequence, occurred_at, data, traceparent, request_id, attempts
                        FROM outbox_event
                        WHERE partition IN (:partitions) AND (try_at IS NULL OR try_at <= :now)
                        ORDER BY position
                        LIMIT :batch
                        """)
                .param("partitions", partitions)
                .param("now", Row.utc(clock.instant()))
                .param("batch", batchSize)
                .query(Row.to(row -> new PendingEvent(
                        row.uuid("id"),
                        row.text("type"),
                        row.text("subject"),
                        row.number("sequence"),
                        row.instant("occurred_at"),
                        row.text("data"),
                        row.findText("traceparent").orElse(null),
                        row.findText("request_id").orElse(null),
                        row.integer("attempts"))))
                .list();
    }

    private Round publish(List<PendingEvent> batch) {
        List<Telling> tellings = bus.tell(batch);
        List<UUID> done = new ArrayList<>(batch.size());
        String away = null;
        boolean queueMissing = false;
        for (int i = 0; i < batch.size(); i++) {
            PendingEvent event = batch.get(i);
            switch (tellings.get(i)) {
                case Telling.Told() -> {
                    done.add(event.id());
                    count(event, "told");
                }
                case Telling.Unroutable() -> {
                    if (untold(event, "No queue is bound to " + event.type(), done)) {
                        queueMissing = true;
                    }
                }
                case Telling.Refused(String reason) -> {
                    // Qpid refuses what it cannot route, and returns it only after that.
                    if (untold(event, reason, done)) {
                        queueMissing = true;
                    }
                }
                case Telling.Unknown(String reason) -> away = away == null ? reason : away;
            }
        }
        delete(done);
        if (queueMissing) {
            bus.declareQueues();
        }
        return away == null ? new Round.Worked(batch.size()) : new Round.BrokerAway(away);
    }

    /// Whether somebody still has to be told.
    private boolean untold(PendingEvent event, String reason, List<UUID> done) {
        if (!subscriptions.anyoneTakes(event.type())) {
            done.add(event.id());
            count(event, "told_to_nobody");
            return false;
        }
        later(event, reason);
        return true;
    }

    /// By type, so that one figure says what the service decides: offers by outcome, orders by end.
    private void count(PendingEvent event, String outcome) {
        meters.counter("yike.outbox.events", "type", event.type(), "outcome", outcome)
                .increment();
    }

    private void delete(List<UUID> done) {
        if (!done.isEmpty()) {
            jdbc.sql("DELETE FROM outbox_event WHERE id = ANY (:ids)")
                    .param("ids", done.toArray(UUID[]::new))
                    .update();
        }
    }

    private void later(PendingEvent event, String reason) {
        count(event, "failed");
        int attempts = event.attempts() + 1;
        Duration pause = Backoff.after(attempts, Duration.ofMillis(500), LONGEST_PAUSE);
        log.warn("Event {} of type {} is told again in {}: {}", event.id(), event.type(), pause, reason);
        jdbc.sql("""
                        UPDATE outbox_event SET attempts = :attempts, try_at = :tryAt, last_error = :reason
                        WHERE id = :id
                        """)
                .param("attempts", attempts)
                .param("tryAt", Row.utc(clock.instant().plus(pause)))
                .param("reason", reason)
                .param("id", event.id())
                .update();
    }
}
