package io.yike.gateway.routing;

import io.yike.gateway.problem.Problem;
import io.yike.gateway.problem.ProblemException;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Lets only requests with a token pass; that it is valid was checked before.
final class TokenRequired implements GatewayFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return exchange.getPrincipal()
                .switchIfEmpty(Mono.error(() -> new ProblemException(Problem.unauthenticated())))
                .flatMap(_ -> chain.filter(exchange));
    }
}
