package io.yike.gateway.health;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
class HealthRoutes {

    @Bean
    RouterFunction<ServerResponse> healthRoute(PlatformHealth health) {
        return route().GET(
                        "/health",
                        _ -> health.ask()
                                .flatMap(report -> ServerResponse.status(report.isUp() ? 200 : 503)
                                        .cacheControl(CacheControl.noStore())
                                        .bodyValue(report)))
                .build();
    }
}
