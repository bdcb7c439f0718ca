package io.yike.gateway.problem;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A refusal of the gateway itself: RFC 9457 with a stable code.
///
/// @param retryAfter sent as `Retry-After`, in whole seconds
public record Problem(
        int status, String code, String title, @Nullable Duration retryAfter) {

    public static Problem malformed(int status) {
        return new Problem(status, "malformed_request", "The request is not valid", null);
    }

    public static Problem unauthenticated() {
        return new Problem(401, "unauthenticated", "A valid token is needed", null);
    }

    public static Problem forbidden() {
        return new Problem(403, "forbidden", "The role is missing", null);
    }

    public static Problem notFound() {
        return new Problem(404, "not_found", "No such thing", null);
    }

    public static Problem tooLarge() {
        return new Problem(413, "payload_too_large", "The body is too large", null);
    }

    public static Problem rateLimited(Duration retryAfter) {
        return new Problem(429, "rate_limited", "Too many requests", retryAfter);
    }

    public static Problem internal() {
        return new Problem(500, "internal_error", "Something went wrong here", null);
    }

    public static Problem unavailable(Duration retryAfter) {
        return new Problem(503, "unavailable", "Not available right now", retryAfter);
    }
}
