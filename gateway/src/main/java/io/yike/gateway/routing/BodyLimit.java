package io.yike.gateway.routing;

import io.yike.gateway.problem.PayloadTooLarge;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Refuses a body above its route's limit: by its announced length before anything is forwarded, and by counting while
/// it passes where none is announced (chunked).
///
/// It comes before the filter that keeps bodies for another attempt, so that nobody fills the memory.
@Component
final class BodyLimit implements GlobalFilter, Ordered {

    /// The route's metadata with its limit in bytes, a [Long].
    static final String BYTES = "yike.body-limit";

    private static final int BEFORE_BODIES_ARE_KEPT = Ordered.HIGHEST_PRECEDENCE + 500;

    @Override
    public int getOrder() {
        return BEFORE_BODIES_ARE_KEPT;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        long limit = (long) Objects.requireNonNull(route.getMetadata().get(BYTES), route::getId);
        if (exchange.getRequest().getHeaders().getContentLength() > limit) {
            return Mono.error(PayloadTooLarge.mark(exchange));
        }
        AtomicLong seen = new AtomicLong();
        ServerHttpRequestDecorator counted = new ServerHttpRequestDecorator(exchange.getRequest()) {
            @Override
            public Flux<DataBuffer> getBody() {
                return super.getBody().doOnNext(buffer -> {
                    if (seen.addAndGet(buffer.readableByteCount()) > limit) {
                        DataBufferUtils.release(buffer);
                        throw PayloadTooLarge.mark(exchange);
                    }
                });
            }
        };
        return chain.filter(exchange.mutate().request(counted).build());
    }
}
