package io.yike.kit.trace;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Carries a trace through rows and messages: stored with what waits, continued by who takes it up.
public final class TraceContexts {

    private static final String TRACEPARENT = "traceparent";

    private final Tracer tracer;
    private final Propagator propagator;
    private final ObservationRegistry observations;

    public TraceContexts(Tracer tracer, Propagator propagator, ObservationRegistry observations) {
        this.tracer = tracer;
        this.propagator = propagator;
        this.observations = observations;
    }

    /// The W3C `traceparent` of what this thread is at.
    public @Nullable String current() {
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

    /// Notes in what this thread is at that it contributes to a story of another trace.
    ///
    /// @param traceparent of the story
    public void tellsOf(String traceparent) {
        Span span = tracer.currentSpan();
        if (span != null && !traceparent.contains(span.context().traceId())) {
            // 00-<trace>-<span>-<flags>
            span.tag("yike.story", traceparent.split("-", -1)[1]);
        }
    }

    /// Does the work as a part of the trace, timed.
    ///
    /// @param name of the metric, e.g. `yike.inbox`
    /// @param type what of that kind it is, e.g. an event's type; one of a few
    /// @param subject whom it concerns; only in the trace
    public void continueFrom(@Nullable String traceparent, String name, String type, String subject, Runnable work) {
        ReceiverContext<Map<String, String>> context = new ReceiverContext<>(Map::get, Kind.CONSUMER);
        context.setCarrier(traceparent == null ? Map.of() : Map.of(TRACEPARENT, traceparent));
        Observation.createNotStarted(name, () -> context, observations)
                .contextualName(type)
                .lowCardinalityKeyValue("type", type)
                .highCardinalityKeyValue("yike.subject", subject)
                .observe(work);
    }
}
