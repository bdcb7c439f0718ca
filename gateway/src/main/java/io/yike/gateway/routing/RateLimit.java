package io.yike.gateway.routing;

import io.yike.gateway.GatewayProperties;
import io.yike.gateway.problem.Problem;
import io.yike.gateway.problem.ProblemException;
import io.yike.gateway.request.RequestIdentity;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.ratelimit.RateLimiter;
import org.springframework.cloud.gateway.filter.ratelimit.RedisRateLimiter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Bounds the requests of one client, over all gateways: by the token's client, or by remote address without a token.
/// A limit is no reason to be down, so requests pass while Redis is away, unless configured otherwise.
@Component
class RateLimit implements GatewayFilter {

    static final String CLIENT = "client";
    static final String ANONYMOUS = "anonymous";

    private static final Logger log = LoggerFactory.getLogger(RateLimit.class);

    /// What the limiter reports instead of tokens left when it could not ask Redis.
    private static final String UNKNOWN = "-1";

    private final RedisRateLimiter limiter;
    private final GatewayProperties.Rate rate;
    private final Clock clock;
    private volatile Instant redisRestsUntil = Instant.EPOCH;

    RateLimit(RedisRateLimiter limiter, GatewayProperties properties, Clock clock) {
        this.limiter = limiter;
        this.rate = properties.rate();
        this.clock = clock;
    }

    private record Bucket(String kind, String key) {}

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return exchange.getPrincipal()
                .map(principal -> bucket(exchange, principal))
                .defaultIfEmpty(anonymous(exchange))
                .flatMap(this::admit)
                .then(Mono.defer(() -> chain.filter(exchange)));
    }

    private Mono<Void> admit(Bucket bucket) {
        if (clock.instant().isBefore(redisRestsUntil)) {
            return withoutRedis();
        }
        return limiter.isAllowed(bucket.kind(), bucket.key()).flatMap(response -> {
            if (isUnknown(response)) {
                letRedisRest();
                return withoutRedis();
            }
            // The bucket is refilled each second at the latest, since a rate is at least one per second.
            return response.isAllowed()
                    ? Mono.<Void>empty()
                    : Mono.error(new ProblemException(Problem.rateLimited(Duration.ofSeconds(1))));
        });
    }

    /// Requests that were on their way together find Redis away together: it is said once.
    private void letRedisRest() {
        Instant now = clock.instant();
        if (!now.isBefore(redisRestsUntil)) {
            log.warn("Redis is away: requests {} unlimited", rate.failOpen() ? "pass" : "are refused, not");
        }
        redisRestsUntil = now.plus(rate.redisRest());
    }

    private Mono<Void> withoutRedis() {
        return rate.failOpen() ? Mono.empty() : Mono.error(new ProblemException(Problem.unavailable(rate.redisRest())));
    }

    private static boolean isUnknown(RateLimiter.Response response) {
        return UNKNOWN.equals(response.getHeaders().get(RedisRateLimiter.REMAINING_HEADER));
    }

    private static Bucket bucket(ServerWebExchange exchange, Principal principal) {
        if (principal instanceof JwtAuthenticationToken token) {
            String client = token.getToken().getClaimAsString("client_id");
            return new Bucket(CLIENT, client == null ? token.getName() : client);
        }
        return anonymous(exchange);
    }

    private static Bucket anonymous(ServerWebExchange exchange) {
        return new Bucket(ANONYMOUS, RequestIdentity.remoteAddress(exchange.getRequest()));
    }
}
