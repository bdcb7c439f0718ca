package io.yike.gateway.problem;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.yike.gateway.GatewayProperties;
import io.yike.gateway.request.RequestIdentity;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.cloud.gateway.support.ServiceUnavailableException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// The one place where what went wrong becomes an answer. A service that is silent, gone or left alone is 503.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemHandler implements ErrorWebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    private final ProblemWriter writer;
    private final GatewayProperties properties;
    private final ApplicationAvailability availability;

    ProblemHandler(ProblemWriter writer, GatewayProperties properties, ApplicationAvailability availability) {
        this.writer = writer;
        this.properties = properties;
        this.availability = availability;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        Problem problem = problem(exchange, failure);
        if (problem.status() == 500) {
            log.error("Request {} failed", RequestIdentity.of(exchange), failure);
        } else if (problem.status() == 503) {
            log.warn("Request {} cannot be served: {}", RequestIdentity.of(exchange), failure.toString());
        }
        return writer.write(exchange, problem);
    }

    private Problem problem(ServerWebExchange exchange, Throwable failure) {
        if (PayloadTooLarge.isMarked(exchange)) {
            return Problem.tooLarge();
        }
        return switch (failure) {
            case ProblemException refused -> refused.problem();
            case AuthenticationServiceException _ -> Problem.unavailable(properties.retryAfter());
            case AuthenticationException _ -> Problem.unauthenticated();
            case ServerExchangeRejectedException _ -> Problem.malformed(400);
            case CallNotPermittedException _, ServiceUnavailableException _ ->
                Problem.unavailable(properties.retryAfter());
            case TimeoutException _ -> Problem.unavailable(properties.retryAfter());
            case IOException _ -> Problem.unavailable(properties.retryAfter());
            case ResponseStatusException status -> problem(status);
            default -> isStopping() ? Problem.unavailable(properties.retryAfter()) : Problem.internal();
        };
    }

    /// What a request needs, e.g. the connections to the services, goes before the last request does.
    private boolean isStopping() {
        return availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC;
    }

    private Problem problem(ResponseStatusException failure) {
        int status = failure.getStatusCode().value();
        return switch (status) {
            case 404 -> Problem.notFound();
            case 405 -> new Problem(405, "method_not_allowed", "The method is not allowed here", null);
            case 413 -> Problem.tooLarge();
            case 415 -> new Problem(415, "unsupported_media_type", "The media type is not supported", null);
            case 502, 503, 504 -> Problem.unavailable(properties.retryAfter());
            default -> failure.getStatusCode().is4xxClientError() ? Problem.malformed(status) : Problem.internal();
        };
    }
}
