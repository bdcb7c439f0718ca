package io.yike.webhook.subscribing.domain;

/// What a command came to.
public sealed interface Decision {

    record Changed(Endpoint endpoint) implements Decision {}

    /// It is so already.
    record Ignored(Endpoint endpoint) implements Decision {}

    record Refused(Refusal refusal) implements Decision {}

    enum Refusal {
        /// It must be resumed first.
        ENDPOINT_DISABLED,
        /// As many secrets are valid as may be.
        TOO_MANY_SECRETS
    }
}
