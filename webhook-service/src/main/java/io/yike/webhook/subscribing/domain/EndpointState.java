package io.yike.webhook.subscribing.domain;

import java.time.Instant;

/// Whether an endpoint is sent anything. A new state stops the build until every command answers for it.
public sealed interface EndpointState {

    /// Everything it takes is sent.
    record Active() implements EndpointState {}

    /// Its owner wants nothing for now; what happens waits.
    record Paused() implements EndpointState {}

    /// It cannot be told anything. What happens from now on does not wait for it.
    record Disabled(Why why, Instant at) implements EndpointState {}

    enum Why {
        /// It answered 410: there is nobody any more.
        GONE,
        /// It did nothing but fail for long.
        FAILING
    }

    /// The word for it in rows and on the wire.
    default String word() {
        return switch (this) {
            case Active _ -> "active";
            case Paused _ -> "paused";
            case Disabled _ -> "disabled";
        };
    }
}
