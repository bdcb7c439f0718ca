package io.yike.kit.event;

import io.yike.kit.http.RequestIds;
import io.yike.kit.id.Ids;
import io.yike.kit.jdbc.Row;
import io.yike.kit.trace.TraceContexts;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

final class JdbcOutbox implements Outbox {

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
        // The notification leaves with the commit, or not at all.
        jdbc.sql("""
                        WITH appended AS (
                            INSERT INTO outbox_event
                                (id, partition, type, subject, sequence, occurred_at, data, traceparent, request_id)
                            VALUES
                                (:id, :partition, :type, :subject, :sequence, :occurredAt, :data, :traceparent, :requestId)
                            RETURNING id
                        )
                        SELECT pg_notify(:channel, '') FROM appended
                        """)
                .param("id", ids.next())
                .param("partition", Math.floorMod(event.subject().hashCode(), PARTITIONS))
                .param("type", event.type())
                .param("subject", event.subject())
                .param("sequence", event.sequence())
                .param("occurredAt", Row.utc(clock.instant()))
                .param("data", events.write(event.data()))
                .param("traceparent", traces.current())
                .param("requestId", RequestIds.current())
                .param("channel", CHANNEL)
                .query((row, number) -> event.type())
                .single();
    }
}
