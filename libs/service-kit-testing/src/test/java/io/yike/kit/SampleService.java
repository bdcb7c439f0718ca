package io.yike.kit;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.yike.kit.deadline.DeadlineHandler;
import io.yike.kit.event.EventHandler;
import io.yike.kit.event.EventOutcome;
import io.yike.kit.jdbc.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The smallest service: it takes in two types of event, has one kind of deadline and a few routes.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ThingController.class)
public class SampleService {

    /// How the handler of `thing.changed.v1` behaves.
    public enum Manner {
        GOOD,
        WRITES_THEN_FAILS,
        WRITES_THEN_FINDS_IT_EARLY
    }

    public record Opened(String id) {}

    public record Changed(String id, Manner manner) {}

    @Bean
    EventHandler<Opened> opened(JdbcClient jdbc, Tracer tracer) {
        return EventHandler.of("thing.opened.v1", Opened.class, Opened::id, event -> {
            jdbc.sql("INSERT INTO thing (id, trace) VALUES (?, ?)")
                    .param(event.data().id())
                    .param(trace(tracer))
                    .update();
            return EventOutcome.applied();
        });
    }

    @Bean
    EventHandler<Changed> changed(JdbcClient jdbc, Tracer tracer) {
        return EventHandler.of("thing.changed.v1", Changed.class, Changed::id, event -> {
            int found = jdbc.sql("UPDATE thing SET changes = changes + 1, changed_in = ? WHERE id = ?")
                    .param(trace(tracer))
                    .param(event.data().id())
                    .update();
            if (found == 0) {
                return EventOutcome.early("not opened yet");
            }
            return switch (event.data().manner()) {
                case GOOD -> EventOutcome.applied();
                case WRITES_THEN_FAILS -> throw new IllegalStateException("poison");
                case WRITES_THEN_FINDS_IT_EARLY -> EventOutcome.early("never happy");
            };
        });
    }

    @Bean
    DeadlineHandler stepEnds(JdbcClient jdbc, Tracer tracer) {
        return new DeadlineHandler() {
            @Override
            public String kind() {
                return "step";
            }

            @Override
            public void on(String id, Instant now) {
                jdbc.sql("INSERT INTO ended_step (id, ended_at, trace) VALUES (?, ?, ?)")
                        .param(id)
                        .param(Row.utc(now))
                        .param(trace(tracer))
                        .update();
                if (id.startsWith("broken")) {
                    throw new IllegalStateException("This step cannot end");
                }
            }
        };
    }

    private static @Nullable String trace(Tracer tracer) {
        Span span = tracer.currentSpan();
        return span == null ? null : span.context().traceId();
    }
}
