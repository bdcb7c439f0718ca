package io.yike.kit.trace;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/// Traces through rows and messages.
@AutoConfiguration
class TraceAutoConfiguration {

    @Bean
    TraceContexts traceContexts(Tracer tracer, Propagator propagator, ObservationRegistry observations) {
        return new TraceContexts(tracer, propagator, observations);
    }
}
