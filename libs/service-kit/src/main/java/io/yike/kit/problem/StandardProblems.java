package io.yike.kit.problem;

import java.time.Duration;
import java.util.List;

/// The problems that every service has, beside the factories of [Problem].
final class StandardProblems {

    private StandardProblems() {}

    static Problem unauthenticated() {
        return of(401, "unauthenticated", "A valid token is needed");
    }

    static Problem malformed() {
        return of(400, "malformed_request", "The request is malformed");
    }

    /// The body is no JSON at all.
    static Problem noJson() {
        return new Problem(
                400,
                "malformed_request",
                "The request is malformed",
                null,
                List.of(new FieldProblem("body", FieldCodes.MALFORMED, "is no valid JSON")),
                null);
    }

    static Problem invalid(List<FieldProblem> fields) {
        return new Problem(400, "validation_failed", "The request is not valid", null, fields, null);
    }

    static Problem internalError() {
        return of(500, "internal_error", "Something went wrong on our side");
    }

    static Problem bodyTooLarge() {
        return of(413, "body_too_large", "The body is too large");
    }

    static Problem busy() {
        return Problem.unavailable(Duration.ofSeconds(1));
    }

    static Problem unavailable() {
        return Problem.unavailable(Duration.ofSeconds(5));
    }

    /// For a status that something outside of our own code chose.
    static Problem of(int status) {
        return switch (status) {
            case 400 -> malformed();
            case 401 -> unauthenticated();
            case 403 -> Problem.forbidden();
            case 404 -> Problem.notFound();
            case 405 -> of(405, "method_not_allowed", "The method is not allowed here");
            case 406 -> of(406, "not_acceptable", "None of the accepted media types is offered");
            case 413 -> bodyTooLarge();
            case 415 -> of(415, "unsupported_media_type", "The media type of the body is not taken");
            case 503 -> unavailable();
            default ->
                status >= 400 && status < 500
                        ? of(status, "malformed_request", "The request is malformed")
                        : internalError();
        };
    }

    private static Problem of(int status, String code, String title) {
        return new Problem(status, code, title, null, List.of(), null);
    }
}
