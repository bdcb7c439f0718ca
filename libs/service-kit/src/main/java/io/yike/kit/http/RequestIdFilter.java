package io.yike.kit.http;

import io.yike.kit.id.Ids;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/// Takes the caller's `X-Request-Id`, or makes one, and answers with it.
final class RequestIdFilter extends OncePerRequestFilter {

    private final Ids ids;

    RequestIdFilter(Ids ids) {
        this.ids = ids;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(RequestIds.HEADER);
        String id = given != null && RequestIds.acceptable(given)
                ? given
                : ids.next().toString();
        response.setHeader(RequestIds.HEADER, id);
        try (var _ = MDC.putCloseable(RequestIds.MDC_KEY, id)) {
            chain.doFilter(request, response);
        }
    }
}
