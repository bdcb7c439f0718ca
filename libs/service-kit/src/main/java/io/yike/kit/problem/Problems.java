package io.yike.kit.problem;

import io.yike.kit.http.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/// Renders problems, inside of Spring MVC and before it.
public final class Problems {

    private final JsonMapper json;

    public Problems(JsonMapper json) {
        this.json = json;
    }

    /// Answers with the problem; for filters and entry points.
    public void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] body = json.writeValueAsBytes(body(problem, request.getRequestURI()));
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        if (problem.retryAfter() != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, seconds(problem.retryAfter()));
        }
        response.getOutputStream().write(body);
    }

    ResponseEntity<Object> entity(Problem problem, HttpServletRequest request, HttpHeaders headers) {
        HttpHeaders all = new HttpHeaders(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.retryAfter() != null) {
            all.set(HttpHeaders.RETRY_AFTER, seconds(problem.retryAfter()));
        }
        return ResponseEntity.status(problem.status()).headers(all).body(body(problem, request.getRequestURI()));
    }

    private static ProblemBody body(Problem problem, @Nullable String instance) {
        return new ProblemBody(
                "urn:yike:problem:" + problem.code(),
                problem.title(),
                problem.status(),
                problem.detail(),
                instance,
                problem.code(),
                RequestIds.current(),
                problem.fields());
    }

    private static String seconds(Duration pause) {
        return String.valueOf(Math.max(1, pause.plusMillis(999).toSeconds()));
    }
}
