package io.yike.kit.event;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Carries the trace over the bus: stored with the outbox row, continued by the consumer.
final class TraceContexts {

    private static final String TRACEPARENT = "traceparent";

    private final Tracer tracer;
    private final Propagator propagator;

    TraceContexts(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    @Nullable String current() {
        Span span = tracer.currentSpan();
        if (span == null) {
            return null;
        }
        Map<String, String> carrier = new HashMap<>();
        propagator.inject(span.context(), carrier, (map, key, value) -> {
            if (map != null) {
                map.put(key, value);
            }
        });
        return carrier.get(TRACEPARENT);
    }

    /// Does the work in a span that continues the producer's trace.
    void continueFrom(CloudEvent event, Runnable work) {
        Map<String, String> carrier = event.traceparent() == null ? Map.of() : Map.of(TRACEPARENT, event.traceparent());
        Span span = propagator
                .extract(carrier, (map, key) -> map.get(key))
                .name("process " + event.type())
                .kind(Span.Kind.CONSUMER)
                .tag("messaging.message.id", event.id().toString())
                .tag("yike.subject", event.subject())
                .start();
        try (var _ = tracer.withSpan(span)) {
            work.run();
        } catch (RuntimeException | Error failure) {
            span.error(failure);
            throw failure;
        } finally {
            span.end();
        }
    }
}
