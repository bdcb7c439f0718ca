package io.yike.gateway.routing;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.yike.gateway.GatewayProperties;
import java.io.IOException;
import java.time.Duration;
import org.springframework.cloud.circuitbreaker.resilience4j.ReactiveResilience4JCircuitBreakerFactory;
import org.springframework.cloud.circuitbreaker.resilience4j.Resilience4JConfigBuilder;
import org.springframework.cloud.client.circuitbreaker.Customizer;
import org.springframework.cloud.gateway.filter.ratelimit.RedisRateLimiter;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.ResponseStatusException;

@Configuration(proxyBeanMethods = false)
@LoadBalancerClients(defaultConfiguration = StaticInstances.class)
class RoutingConfiguration {

    @Bean
    RedisRateLimiter redisRateLimiter(GatewayProperties properties) {
        GatewayProperties.Rate rate = properties.rate();
        RedisRateLimiter limiter = new RedisRateLimiter(rate.perSecond(), rate.burst(), 1);
        limiter.getConfig()
                .put(
                        RateLimit.CLIENT,
                        new RedisRateLimiter.Config()
                                .setReplenishRate(rate.perSecond())
                                .setBurstCapacity(rate.burst())
                                .setRequestedTokens(1));
        limiter.getConfig()
                .put(
                        RateLimit.ANONYMOUS,
                        new RedisRateLimiter.Config()
                                .setReplenishRate(rate.anonymousPerSecond())
                                .setBurstCapacity(rate.anonymousBurst())
                                .setRequestedTokens(1));
        return limiter;
    }

    /// A breaker counts silence and broken connections. What a service answers, even 500, is its answer and passes.
    /// The time limit stands in the route (until the answer begins): one over the whole exchange would cut long
    /// answers.
    @Bean
    Customizer<ReactiveResilience4JCircuitBreakerFactory> breakers(GatewayProperties properties) {
        GatewayProperties.Breaker breaker = properties.breaker();
        return factory -> factory.configureDefault(id -> new Resilience4JConfigBuilder(id)
                .circuitBreakerConfig(CircuitBreakerConfig.custom()
                        .slidingWindowSize(breaker.calls())
                        .minimumNumberOfCalls(breaker.calls())
                        .failureRateThreshold(breaker.failurePercent())
                        .slowCallDurationThreshold(Duration.ofHours(1))
                        .waitDurationInOpenState(breaker.open())
                        .permittedNumberOfCallsInHalfOpenState(breaker.trials())
                        .recordException(RoutingConfiguration::isTheServicesFault)
                        .build())
                .build());
    }

    private static boolean isTheServicesFault(Throwable failure) {
        return failure instanceof IOException
                || (failure instanceof ResponseStatusException status
                        && status.getStatusCode().is5xxServerError());
    }
}
