package io.yike.kit.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A refusal or fault as the caller sees it: RFC 9457 with a stable code and no internals.
///
/// @param code stable, lower_snake_case; also the end of the problem's `type`
/// @param title for people, the same for each occurrence of the code
/// @param detail for people, about this occurrence
/// @param retryAfter sent as `Retry-After`, in whole seconds
public record Problem(
        int status,
        String code,
        String title,
        @Nullable String detail,
        List<FieldProblem> fields,
        @Nullable Duration retryAfter) {

    public Problem {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("A problem has a status of 400 to 599, not " + status);
        }
        fields = List.copyOf(fields);
    }

    /// 400: one field of the request is not valid.
    public static Problem malformed(String field, String code, @Nullable String message) {
        return new Problem(
                400,
                "validation_failed",
                "The request is not valid",
                null,
                List.of(new FieldProblem(field, code, message)),
                null);
    }

    /// 400: the `cursor` is none that this service gave.
    public static Problem invalidCursor() {
        return new Problem(
                400,
                "invalid_cursor",
                "The cursor is not one of ours",
                null,
                List.of(new FieldProblem("cursor", "malformed", null)),
                null);
    }

    /// 403: the caller lacks the role.
    public static Problem forbidden() {
        return new Problem(403, "forbidden", "The role is missing", null, List.of(), null);
    }

    /// 404: no such thing, or another's.
    public static Problem notFound() {
        return new Problem(404, "not_found", "No such thing", null, List.of(), null);
    }

    /// 409: the state forbids it.
    public static Problem conflict(String code, String title, FieldProblem... fields) {
        return new Problem(409, code, title, null, List.of(fields), null);
    }

    /// 422: a rule forbids it.
    public static Problem unprocessable(String code, String title, FieldProblem... fields) {
        return new Problem(422, code, title, null, List.of(fields), null);
    }

    /// 503: it may work later.
    public static Problem unavailable(Duration retryAfter) {
        return new Problem(503, "unavailable", "Not available right now", null, List.of(), retryAfter);
    }

    public Problem withDetail(String text) {
        return new Problem(status, code, title, text, fields, retryAfter);
    }
}
