package io.yike.booking.locking.adapter;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.locking.LockProvider;
import io.yike.booking.locking.domain.LockCode.Answer;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/// A lock provider's HTTP API: `PUT` and `DELETE /locks/{lock}/codes/{reference}`, and
/// `POST /locks/{lock}/openings` with an `Idempotency-Key`; bearer key. 2xx is done, and so is revoking what is
/// not there; 404, 409, 410 and 422 are refusals for good otherwise, and everything else is not known. Under a
/// time limit, a bulkhead and a circuit breaker; steps are tried again by rows, not here.
@Component
class HttpLockProvider implements LockProvider {

    private static final Logger log = LoggerFactory.getLogger(HttpLockProvider.class);
    private static final String NAME = "lock-provider";
    private static final int CALLS = 20;
    private static final int AT_ONCE = 16;
    private static final float FAILURE_RATE_PERCENT = 50;
    private static final Duration OPEN_FOR = Duration.ofSeconds(10);

    private final RestClient client;
    private final CircuitBreaker circuitBreaker;
    private final Bulkhead bulkhead;
    private final boolean isThere;

    HttpLockProvider(
            LockSettings settings,
            RestClient.Builder builder,
            CircuitBreakerRegistry circuitBreakers,
            BulkheadRegistry bulkheads) {
        var requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeLimit())
                .build());
        requests.setReadTimeout(settings.timeLimit());
        this.client = builder.clone()
                .requestFactory(requests)
                .baseUrl(settings.url())
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + settings.key())
                .build();
        this.circuitBreaker = circuitBreakers.circuitBreaker(
                NAME,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(CALLS)
                        .minimumNumberOfCalls(CALLS)
                        .failureRateThreshold(FAILURE_RATE_PERCENT)
                        .waitDurationInOpenState(OPEN_FOR)
                        .ignoreException(BulkheadFullException.class::isInstance)
                        .build());
        this.bulkhead = bulkheads.bulkhead(
                NAME,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(AT_ONCE)
                        .maxWaitDuration(Duration.ZERO)
                        .build());
        this.isThere = settings.isThere();
    }

    /// The provider's fault: nobody knows what it did.
    private static final class Unclear extends RuntimeException {

        Unclear(HttpStatusCode status) {
            super("HTTP " + status.value());
        }
    }

    @Override
    public Answer set(String lockId, String reference, String code, Span valid) {
        var body = Map.of(
                "code",
                code,
                "validFrom",
                valid.start().toString(),
                "validUntil",
                valid.end().toString());
        return call(
                "set",
                () -> client.put()
                        .uri("/locks/{lock}/codes/{reference}", lockId, reference)
                        .body(body)
                        .exchange((_, response) -> answer(response.getStatusCode())));
    }

    @Override
    public Answer revoke(String lockId, String reference) {
        return call(
                "revoke",
                () -> client.delete()
                        .uri("/locks/{lock}/codes/{reference}", lockId, reference)
                        .exchange((_, response) -> revoked(response.getStatusCode())));
    }

    @Override
    public Answer open(String lockId, String reference) {
        return call(
                "open",
                () -> client.post()
                        .uri("/locks/{lock}/openings", lockId)
                        .header("Idempotency-Key", reference)
                        .exchange((_, response) -> answer(response.getStatusCode())));
    }

    /// What the lock does not know opens nothing.
    private static Answer revoked(HttpStatusCode status) {
        return status.value() == 404 || status.value() == 410 ? new Answer.Done() : answer(status);
    }

    private static Answer answer(HttpStatusCode status) {
        if (status.is2xxSuccessful()) {
            return new Answer.Done();
        }
        return switch (status.value()) {
            case 404, 409, 410, 422 -> new Answer.Refused("http_" + status.value());
            default -> throw new Unclear(status);
        };
    }

    private Answer call(String step, Supplier<Answer> attempt) {
        if (!isThere) {
            return new Answer.Unknown("there is no lock provider");
        }
        try {
            return CircuitBreaker.decorateSupplier(circuitBreaker, Bulkhead.decorateSupplier(bulkhead, attempt))
                    .get();
        } catch (RestClientException | Unclear | CallNotPermittedException | BulkheadFullException unclear) {
            log.warn("Step {} of a lock has an unknown outcome: {}", step, unclear.getMessage());
            return new Answer.Unknown(unclear.getClass().getSimpleName());
        }
    }
}
