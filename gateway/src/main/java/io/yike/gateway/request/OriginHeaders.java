package io.yike.gateway.request;

import java.net.URI;
import java.util.List;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/// Tells services where a request comes from, as [Origins] knows it and not as the client says: they believe these
/// headers. Runs after the gateway's own filters, which remove what comes from proxies that nobody trusts.
@Component
class OriginHeaders implements HttpHeadersFilter, Ordered {

    private static final List<String> CLAIMS = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Forwarded-Proto",
            "X-Forwarded-Ssl",
            "X-Real-Ip");

    private final Origins origins;

    OriginHeaders(Origins origins) {
        this.origins = origins;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        URI uri = request.getURI();
        String scheme = origins.scheme(request);
        HttpHeaders headers = new HttpHeaders();
        headers.addAll(input);
        CLAIMS.forEach(headers::remove);
        headers.set("X-Forwarded-For", origins.address(request));
        headers.set("X-Forwarded-Proto", scheme);
        if (uri.getHost() != null) {
            headers.set("X-Forwarded-Host", uri.getHost());
        }
        int port = uri.getPort() != -1 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        headers.set("X-Forwarded-Port", Integer.toString(port));
        return headers;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
