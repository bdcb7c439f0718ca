package io.yike.gateway.request;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Gives each request an id, the client's own where it is harmless, and sends it on, back and into the log.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class RequestIdentity implements WebFilter {

    public static final String HEADER = "X-Request-Id";

    private static final Logger log = LoggerFactory.getLogger("io.yike.gateway.access");

    private static final String ATTRIBUTE = RequestIdentity.class.getName();
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    private final Clock clock;

    RequestIdentity(Clock clock) {
        this.clock = clock;
    }

    /// The id of the request being served.
    public static String of(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(ATTRIBUTE, "unknown");
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Instant begin = clock.instant();
        ServerHttpRequest request = exchange.getRequest();
        String id = id(request.getHeaders().getFirst(HEADER));
        exchange.getAttributes().put(ATTRIBUTE, id);
        exchange.getResponse().beforeCommit(() -> {
            exchange.getResponse().getHeaders().set(HEADER, id);
            log(exchange, id, begin);
            return Mono.empty();
        });
        ServerHttpRequest identified =
                request.mutate().headers(headers -> headers.set(HEADER, id)).build();
        return chain.filter(exchange.mutate().request(identified).build());
    }

    private static String id(@Nullable String wanted) {
        return wanted != null && HARMLESS.matcher(wanted).matches()
                ? wanted
                : UUID.randomUUID().toString();
    }

    private void log(ServerWebExchange exchange, String id, Instant begin) {
        ServerHttpRequest request = exchange.getRequest();
        var status = exchange.getResponse().getStatusCode();
        String path = Told.address(request.getPath().value());
        log.atInfo()
                .addKeyValue("requestId", id)
                .addKeyValue("method", request.getMethod())
                .addKeyValue("path", path)
                .addKeyValue("status", status == null ? 200 : status.value())
                .addKeyValue("millis", Duration.between(begin, clock.instant()).toMillis())
                .log("{} {} {}", request.getMethod(), path, status == null ? 200 : status.value());
    }
}
