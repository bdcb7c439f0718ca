package io.yike.kit.http;

import org.jspecify.annotations.Nullable;

/// Another service did not answer in time, answered with a fault, or is left alone by the circuit breaker.
///
/// Whoever calls states a fallback for it; without one the caller's own answer is 503.
public final class ServiceUnavailable extends RuntimeException {

    private final String service;

    public ServiceUnavailable(String service, @Nullable Throwable cause) {
        super(service + " is not available", cause);
        this.service = service;
    }

    public String service() {
        return service;
    }
}
