package io.yike.gateway.routing;

import java.net.ConnectException;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Notes which instance refused a connection, so that the retry around this filter meets another one.
@Component
class RememberRefusal implements GatewayFilter {

    private final Instances instances;

    RememberRefusal(Instances instances) {
        this.instances = instances;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange).doOnError(ConnectException.class, _ -> {
            Response<ServiceInstance> chosen =
                    exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_LOADBALANCER_RESPONSE_ATTR);
            ServiceInstance instance = chosen == null ? null : chosen.getServer();
            if (instance != null) {
                instances.refused(instance);
            }
        });
    }
}
