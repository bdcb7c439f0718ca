package io.yike.gateway.health;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.yike.gateway.routing.RateLimit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class HealthRoutes {

    @Bean
    RouterFunction<ServerResponse> healthRoute(PlatformHealth health, RateLimit rateLimit) {
        return route().GET(
                        "/health",
                        _ -> health.ask()
                                .flatMap(report -> ServerResponse.status(report.isUp() ? 200 : 503)
                                        .cacheControl(CacheControl.noStore())
                                        .bodyValue(report)))
                // One question here is a question to every instance.
                .filter((request, next) ->
                        rateLimit.admit(request.exchange()).then(Mono.defer(() -> next.handle(request))))
                .build();
    }
}
