package io.yike.gateway.routing;

import java.io.IOException;
import java.net.ConnectException;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/// Notes which instance refused or broke a connection, so that the next attempt meets another one.
///
/// A server that stops refuses new connections, and answers 503 on those it still has, before it has looked at the
/// request. Its 503 is told from a service's own, which always says when to come again, and counts as a refusal.
@Component
class RememberRefusal implements GatewayFilter {

    /// The route's metadata: whether another attempt has the request's body, a [Boolean].
    static final String BODY_IS_KEPT = "yike.body-is-kept";

    private final Instances instances;

    RememberRefusal(Instances instances) {
        this.instances = instances;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange)
                .then(Mono.defer(() -> isStopping(exchange) ? refusal(exchange) : Mono.empty()))
                .doOnError(IOException.class, _ -> remember(exchange));
    }

    private static boolean isStopping(ServerWebExchange exchange) {
        var response = exchange.getResponse();
        return HttpStatus.SERVICE_UNAVAILABLE.equals(response.getStatusCode())
                && !response.getHeaders().containsHeader(HttpHeaders.RETRY_AFTER)
                && !response.isCommitted();
    }

    /// Nothing of its answer passes.
    private static Mono<Void> refusal(ServerWebExchange exchange) {
        Connection connection = exchange.getAttribute(ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR);
        if (connection != null) {
            connection.dispose();
        }
        ServerWebExchangeUtils.reset(exchange);
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        // Only this one kind of failure has another attempt with whatever method.
        return Mono.error(
                Boolean.TRUE.equals(route.getMetadata().get(BODY_IS_KEPT))
                        ? new ConnectException("The instance is stopping")
                        : new IOException("The instance is stopping, and the request's body has passed"));
    }

    private void remember(ServerWebExchange exchange) {
        Response<ServiceInstance> chosen =
                exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_LOADBALANCER_RESPONSE_ATTR);
        ServiceInstance instance = chosen == null ? null : chosen.getServer();
        if (instance != null) {
            instances.refused(instance);
        }
    }
}
