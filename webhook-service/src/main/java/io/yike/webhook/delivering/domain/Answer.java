package io.yike.webhook.delivering.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a call of an endpoint came to.
///
/// @param status of HTTP, if there was an answer
/// @param retryAfter how long the endpoint asks to be left alone
/// @param latency until the answer's status, or until there was none
public record Answer(
        Outcome outcome, @Nullable Integer status, @Nullable Duration retryAfter, Duration latency) {

    /// The names are those on the wire.
    public enum Outcome {
        /// 2xx.
        DELIVERED,
        /// 410: there is nobody any more.
        GONE,
        /// 429 or 503.
        THROTTLED,
        /// 3xx; not followed, it may lead anywhere.
        REDIRECT,
        /// Any other status.
        STATUS,
        UNKNOWN_HOST,
        /// The name leads to an address that is not called.
        ADDRESS_NOT_ALLOWED,
        CONNECT_FAILED,
        CONNECT_TIMEOUT,
        TLS_FAILED,
        TIMEOUT,
        CONNECTION_LOST,
        PROTOCOL_ERROR
    }

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final int GONE = 410;

    public static Answer of(int status, @Nullable Duration retryAfter, Duration latency) {
        Outcome outcome = switch (status) {
            case GONE -> Outcome.GONE;
            case TOO_MANY_REQUESTS, UNAVAILABLE -> Outcome.THROTTLED;
            default ->
                switch (status / 100) {
                    case 2 -> Outcome.DELIVERED;
                    case 3 -> Outcome.REDIRECT;
                    default -> Outcome.STATUS;
                };
        };
        return new Answer(outcome, status, outcome == Outcome.THROTTLED ? retryAfter : null, latency);
    }

    public static Answer none(Outcome why, Duration latency) {
        return new Answer(why, null, null, latency);
    }

    public boolean isDelivered() {
        return outcome == Outcome.DELIVERED;
    }
}
