package io.yike.kit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.yike.kit.Bus;
import io.yike.kit.SampleService.Opened;
import io.yike.kit.SampleTest;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// The outbox on the real database and broker.
@SampleTest
class OutboxTest {

    private record Counted(String id, int count) {}

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Tracer tracer;

    @Autowired
    private ObservationRegistry observations;

    @Value("${yike.events.exchange}")
    private String exchange;

    @Test
    void tellsAnEventAsACloudEventUnderItsType() throws Exception {
        String subject = UUID.randomUUID().toString();
        try (Bus bus = Bus.listenTo(exchange, "thing.counted.v1")) {
            append(subject, 1);

            await().untilAsserted(() -> assertThat(bus.events(subject)).hasSize(1));
            JsonNode event = bus.events(subject).getFirst();
            assertThat(event.path("specversion").asString()).isEqualTo("1.0");
            assertThat(event.path("source").asString()).isEqualTo("/sample-service");
            assertThat(event.path("type").asString()).isEqualTo("thing.counted.v1");
            assertThat(event.path("sequence").asLong()).isEqualTo(1);
            assertThat(event.path("data").path("count").asInt()).isEqualTo(1);
            assertThat(bus.deliveries().getFirst().getProperties().getContentType())
                    .isEqualTo("application/cloudevents+json");
            await().untilAsserted(() -> assertThat(waiting(subject)).isZero());
        }
    }

    @Test
    void tellsNothingOfATransactionThatRolledBack() throws Exception {
        String rolledBack = UUID.randomUUID().toString();
        String committed = UUID.randomUUID().toString();
        try (Bus bus = Bus.listenTo(exchange, "thing.counted.v1")) {
            transactions.executeWithoutResult(transaction -> {
                outbox.append(new OutgoingEvent("thing.counted.v1", rolledBack, 1, new Counted(rolledBack, 1)));
                transaction.setRollbackOnly();
            });
            append(committed, 1);

            await().untilAsserted(() -> assertThat(bus.events(committed)).hasSize(1));
            assertThat(bus.events(rolledBack)).isEmpty();
        }
    }

    @Test
    void refusesToAppendOutsideATransaction() {
        OutgoingEvent event = new OutgoingEvent("thing.counted.v1", "x", 1, new Counted("x", 1));

        assertThatThrownBy(() -> outbox.append(event)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keepsTheOrderOfOneAggregate() throws Exception {
        String subject = UUID.randomUUID().toString();
        try (Bus bus = Bus.listenTo(exchange, "thing.counted.v1")) {
            IntStream.rangeClosed(1, 300).forEach(count -> append(subject, count));

            await().untilAsserted(() -> assertThat(bus.events(subject)).hasSize(300));
            assertThat(bus.events(subject))
                    .extracting(event -> event.path("sequence").asInt())
                    .isSorted();
        }
    }

    @Test
    void carriesTheTraceOfTheChange() throws Exception {
        String subject = UUID.randomUUID().toString();
        Span span = tracer.nextSpan().name("change").start();
        try (Bus bus = Bus.listenTo(exchange, "thing.counted.v1")) {
            try (var _ = tracer.withSpan(span)) {
                append(subject, 1);
            }

            await().untilAsserted(() -> assertThat(bus.events(subject)).hasSize(1));
            assertThat(bus.events(subject).getFirst().path("traceparent").asString())
                    .contains(span.context().traceId());
        } finally {
            span.end();
        }
    }

    @Test
    void tellsAllOfAnAggregateInTheTraceOfItsFirstEvent() throws Exception {
        String subject = UUID.randomUUID().toString();
        Span placing = tracer.nextSpan().name("placing").start();
        Span accepting = tracer.nextSpan().name("accepting").start();
        try (Bus bus = Bus.listenTo(exchange, "thing.counted.v1")) {
            try (var _ = tracer.withSpan(placing)) {
                append(subject, 1);
            }
            try (var _ = tracer.withSpan(accepting)) {
                append(subject, 2);
            }

            await().untilAsserted(() -> assertThat(bus.events(subject)).hasSize(2));
            assertThat(bus.events(subject))
                    .extracting(event -> event.path("traceparent").asString())
                    .allMatch(traceparent ->
                            traceparent.contains(placing.context().traceId()));
        } finally {
            accepting.end();
            placing.end();
        }
    }

    @Test
    void beginsTheStoryAnewAfterADay() throws Exception {
        String subject = UUID.randomUUID().toString();
        jdbc.sql("INSERT INTO story (subject, traceparent, begun_at) VALUES (?, ?, now() - interval '25 hours')")
                .params(subject, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .update();
        Span span = tracer.nextSpan().name("change").start();
        try (Bus bus = Bus.listenTo(exchange, "thing.counted.v1")) {
            try (var _ = tracer.withSpan(span)) {
                append(subject, 1);
            }

            await().untilAsserted(() -> assertThat(bus.events(subject)).hasSize(1));
            assertThat(bus.events(subject).getFirst().path("traceparent").asString())
                    .contains(span.context().traceId());
        } finally {
            span.end();
        }
    }

    @Test
    void continuesTheTraceOfTheChangeInTheConsumer() {
        Observation observation = Observation.start("first", observations);
        String trace;
        String id;
        try (var _ = observation.openScope()) {
            trace = Objects.requireNonNull(tracer.currentSpan()).context().traceId();
            id = UUID.randomUUID().toString();
            transactions.executeWithoutResult(
                    transaction -> outbox.append(new OutgoingEvent("thing.opened.v1", id, 1, new Opened(id))));
        } finally {
            observation.stop();
        }

        await().untilAsserted(() -> assertThat(jdbc.sql("SELECT trace FROM thing WHERE id = ?")
                        .param(id)
                        .query((row, number) -> String.valueOf(row.getString("trace")))
                        .optional())
                .contains(trace));
    }

    @Test
    void isDoneWithATypeThatNobodyTakes() {
        String subject = UUID.randomUUID().toString();

        transactions.executeWithoutResult(transaction ->
                outbox.append(new OutgoingEvent("thing.whispered.v1", subject, 1, new Counted(subject, 1))));

        await().untilAsserted(() -> assertThat(waiting(subject)).isZero());
    }

    @Test
    void keepsAnEventForAServiceThatWasNeverThere() throws Exception {
        String subject = UUID.randomUUID().toString();

        append(subject, 1);

        await().untilAsserted(() -> assertThat(waiting(subject)).isZero());
        List<String> kept = Queues.texts(exchange + ".late-service");
        assertThat(kept).anyMatch(body -> body.contains(subject));
    }

    private void append(String subject, int count) {
        transactions.executeWithoutResult(transaction ->
                outbox.append(new OutgoingEvent("thing.counted.v1", subject, count, new Counted(subject, count))));
    }

    private long waiting(String subject) {
        return jdbc.sql("SELECT count(*) FROM outbox_event WHERE subject = ?")
                .param(subject)
                .query(Long.class)
                .single();
    }
}
