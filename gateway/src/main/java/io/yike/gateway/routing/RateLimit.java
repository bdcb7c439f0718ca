package io.yike.gateway.routing;

import io.yike.gateway.GatewayProperties;
import io.yike.gateway.problem.Problem;
import io.yike.gateway.problem.ProblemException;
import io.yike.gateway.request.Origins;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
/// A client that many people use has a bucket for each of them: nobody is locked out by a neighbour.
/// Of an IPv6 address the network counts, of which one customer has all addresses.
/// A limit is no reason to be down, so requests pass while Redis is away, unless configured otherwise.
@Component
public class RateLimit implements GatewayFilter {

    static final String CLIENT = "client";
    static final String ANONYMOUS = "anonymous";

    private static final Logger log = LoggerFactory.getLogger(RateLimit.class);

    /// What the limiter reports instead of tokens left when it could not ask Redis.
    private static final String UNKNOWN = "-1";

    private final RedisRateLimiter limiter;
    private final GatewayProperties.Rate rate;
    private final Origins origins;
    private final Clock clock;
    private volatile Instant redisRestsUntil = Instant.EPOCH;

    RateLimit(RedisRateLimiter limiter, GatewayProperties properties, Origins origins, Clock clock) {
        this.limiter = limiter;
        this.rate = properties.rate();
        this.origins = origins;
        this.clock = clock;
    }

    private record Bucket(String kind, String key) {}

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return admit(exchange).then(Mono.defer(() -> chain.filter(exchange)));
    }

    /// Counts the request; an error with the refusal when there are too many.
    public Mono<Void> admit(ServerWebExchange exchange) {
        return exchange.getPrincipal()
                .map(principal -> bucket(exchange, principal))
                .defaultIfEmpty(anonymous(exchange))
                .flatMap(this::admit);
    }

    /// Counts a request whose token was refused: nobody tries tokens faster than they ask without one.
    public Mono<Void> admitAnonymous(ServerWebExchange exchange) {
        return admit(anonymous(exchange));
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

    private Bucket bucket(ServerWebExchange exchange, Principal principal) {
        if (principal instanceof JwtAuthenticationToken token) {
            String client = token.getToken().getClaimAsString("client_id");
            boolean inItsOwnName = client == null || client.equals(token.getName());
            return new Bucket(CLIENT, inItsOwnName ? token.getName() : client + " " + token.getName());
        }
        return anonymous(exchange);
    }

    private Bucket anonymous(ServerWebExchange exchange) {
        return new Bucket(ANONYMOUS, network(origins.address(exchange.getRequest())));
    }

    /// The first 64 bits of an IPv6 address, which Java writes as eight numbers.
    private static String network(String address) {
        String[] numbers = address.split(":", -1);
        return numbers.length < 8 ? address : String.join(":", List.of(numbers).subList(0, 4));
    }
}
