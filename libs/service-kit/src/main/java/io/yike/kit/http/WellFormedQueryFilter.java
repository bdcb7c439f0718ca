package io.yike.kit.http;

import io.yike.kit.problem.Problem;
import io.yike.kit.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses queries with U+0000, which no database of ours takes as text. In paths the firewall of Spring Security does.
final class WellFormedQueryFilter extends OncePerRequestFilter {

    private final Problems problems;

    WellFormedQueryFilter(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> fault = fault(request.getQueryString());
        if (fault.isPresent()) {
            problems.write(Problem.malformed(fault.get(), "malformed", "must not contain U+0000"), request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static Optional<String> fault(@Nullable String query) {
        if (query == null || !query.contains("%00")) {
            return Optional.empty();
        }
        return Arrays.stream(query.split("&", -1))
                .filter(parameter -> parameter.contains("%00"))
                .map(parameter -> parameter.split("=", 2)[0])
                .map(name -> name.contains("%00") ? "query" : URLDecoder.decode(name, StandardCharsets.UTF_8))
                .findFirst();
    }
}
