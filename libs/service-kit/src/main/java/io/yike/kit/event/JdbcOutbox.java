package io.yike.kit.event;

import io.yike.kit.http.RequestIds;
import io.yike.kit.id.Ids;
import io.yike.kit.jdbc.Row;
import io.yike.kit.trace.TraceContexts;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Events as rows, each in the trace of its aggregate's story.
///
/// A story begins with the first event of a subject and lasts for a day at most: so one trace follows an order from
/// the request that placed it, through the acceptance of a store and the tasks of a courier, to its delivery. The
/// requests of those others have traces of their own, whose span names the story.
final class JdbcOutbox implements Outbox {

    private static final Duration STORY_LASTS = Duration.ofDays(1);

    static final int PARTITIONS = 16;

    static final String CHANNEL = "yike_outbox";

    private final JdbcClient jdbc;
    private final CloudEvents events;
    private final TraceContexts traces;
    private final Ids ids;
    private final Clock clock;

    JdbcOutbox(JdbcClient jdbc, CloudEvents events, TraceContexts traces, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.traces = traces;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public void append(OutgoingEvent event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "An event is appended in the transaction of its change, and none is running: " + event.type());
        }
        var now = clock.instant();
        // The notification leaves with the commit, or not at all.
        var told = jdbc.sql("""
                        WITH begun AS (
                            INSERT INTO story (subject, traceparent, begun_at)
                            SELECT :subject, :traceparent, :occurredAt
                            WHERE CAST(:traceparent AS text) IS NOT NULL
                            ON CONFLICT (subject) DO NOTHING
                            RETURNING traceparent
                        ), appended AS (
                            INSERT INTO outbox_event
                                (id, partition, type, subject, sequence, occurred_at, data, traceparent, request_id)
                            VALUES
                                (:id, :partition, :type, :subject, :sequence, :occurredAt, :data,
                                 coalesce((SELECT traceparent FROM begun),
                                          (SELECT traceparent FROM story
                                           WHERE subject = :subject AND begun_at >= :continuedUntil),
                                          :traceparent),
                                 :requestId)
                            RETURNING traceparent
                        )
                        SELECT pg_notify(:channel, ''), traceparent FROM appended
                        """)
                .param("id", ids.next())
                .param("partition", Math.floorMod(event.subject().hashCode(), PARTITIONS))
                .param("type", event.type())
                .param("subject", event.subject())
                .param("sequence", event.sequence())
                .param("occurredAt", Row.utc(now))
                .param("continuedUntil", Row.utc(now.minus(STORY_LASTS)))
                .param("data", events.write(event.data()))
                .param("traceparent", traces.current())
                .param("requestId", RequestIds.current())
                .param("channel", CHANNEL)
                .query(Row.to(row -> row.findText("traceparent")))
                .single();
        told.ifPresent(traces::tellsOf);
    }

    /// Forgets the stories that are over.
    ///
    /// @return how many
    int forgetStories() {
        return jdbc.sql("DELETE FROM story WHERE begun_at < :continuedUntil")
                .param("continuedUntil", Row.utc(clock.instant().minus(STORY_LASTS)))
                .update();
    }
}
