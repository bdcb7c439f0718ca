package io.yike.dispatch.couriers.adapter;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.stereotype.Component;

/// Stands before Redis. A Redis that is away, or hangs, costs a few callers one time-out of a command; then it is left
/// alone for a moment, and everybody goes on without it at once.
///
/// A connection on which nothing is answered may stay silent for minutes, until TCP gives it up. So it is thrown away
/// when Redis is left alone, and the next try makes a new one.
@Component
class RedisGuard {

    private static final Logger log = LoggerFactory.getLogger(RedisGuard.class);

    private static final Duration REST = Duration.ofSeconds(2);

    private final CircuitBreaker breaker = CircuitBreaker.of(
            "redis",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(6)
                    .minimumNumberOfCalls(3)
                    .failureRateThreshold(50)
                    .waitDurationInOpenState(REST)
                    .permittedNumberOfCallsInHalfOpenState(1)
                    .recordException(DataAccessException.class::isInstance)
                    .build());

    RedisGuard(LettuceConnectionFactory connections) {
        breaker.getEventPublisher().onStateTransition(change -> {
            State to = change.getStateTransition().getToState();
            log.warn(
                    "Redis: the circuit breaker goes from {} to {}",
                    change.getStateTransition().getFromState(),
                    to);
            if (to == State.OPEN) {
                Thread.ofVirtual().name("redis-reset").start(connections::resetConnection);
            }
        });
    }

    /// The answer; empty when Redis is away, or has none.
    <T> Optional<T> ask(Supplier<@Nullable T> question) {
        try {
            return Optional.ofNullable(breaker.executeSupplier(question));
        } catch (CallNotPermittedException resting) {
            log.debug("Redis is left alone");
            return Optional.empty();
        } catch (DataAccessException away) {
            log.warn("Redis is away, it goes on without: {}", away.getMessage());
            return Optional.empty();
        }
    }
}
