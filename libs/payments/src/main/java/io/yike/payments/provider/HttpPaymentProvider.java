package io.yike.payments.provider;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import io.yike.payments.Authorisation;
import io.yike.payments.Money;
import io.yike.payments.Movement;
import io.yike.payments.PaymentProvider;
import io.yike.payments.Standing;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/// A provider's HTTP API under a time limit, a retry, a circuit breaker and a bulkhead.
///
/// Each POST carries an `Idempotency-Key` made of the reference and the step, which is what makes it safe to
/// send it again when no answer came. A definite answer of the provider (2xx with a status we know, a refusal
/// with a code we know) is final; everything else (no connection, no answer in time, 5xx, 429, a body that
/// cannot be read, our key rejected, circuit open, bulkhead full) is `Unknown`.
public final class HttpPaymentProvider implements PaymentProvider, AutoCloseable {

    private static final String NAME = "payment-provider";
    private static final Movement CAPTURED_BEFORE = new Movement.Refused("authorization_captured");
    private static final Logger LOG = LoggerFactory.getLogger(HttpPaymentProvider.class);

    private final RestClient client;
    private final CircuitBreaker circuitBreaker;
    private final Bulkhead bulkhead;
    private final Retry retry;
    private final TimeLimiter timeLimiter;
    private final HttpClient http;
    private final ExecutorService calls = ContextExecutorService.wrap(
            Executors.newVirtualThreadPerTaskExecutor(),
            ContextSnapshotFactory.builder().build());

    /// @param builder brings tracing and metrics of the application; its address and headers are set here
    public HttpPaymentProvider(
            ProviderSettings settings,
            RestClient.Builder builder,
            CircuitBreakerRegistry circuitBreakers,
            BulkheadRegistry bulkheads,
            RetryRegistry retries,
            TimeLimiterRegistry timeLimiters) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .build();
        var requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(settings.timeLimit());
        this.client = builder.clone()
                .requestFactory(requests)
                .baseUrl(settings.url())
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + settings.key())
                .build();
        this.circuitBreaker = circuitBreakers.circuitBreaker(
                NAME,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(settings.calls())
                        .minimumNumberOfCalls(settings.calls())
                        .failureRateThreshold(settings.failureRatePercent())
                        .waitDurationInOpenState(settings.openFor())
                        .permittedNumberOfCallsInHalfOpenState(3)
                        .ignoreException(HttpPaymentProvider::saysNothingOfTheProvider)
                        .build());
        this.bulkhead = bulkheads.bulkhead(
                NAME,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(settings.concurrentCalls())
                        .maxWaitDuration(Duration.ZERO)
                        .build());
        this.retry = retries.retry(
                NAME,
                RetryConfig.custom()
                        .maxAttempts(settings.attempts())
                        .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(settings.backOff()))
                        .retryOnException(HttpPaymentProvider::isWorthAnotherAttempt)
                        .build());
        this.timeLimiter = timeLimiters.timeLimiter(
                NAME,
                TimeLimiterConfig.custom()
                        .timeoutDuration(settings.timeLimit())
                        .cancelRunningFuture(true)
                        .build());
    }

    /// For use outside of an application context.
    public static HttpPaymentProvider of(ProviderSettings settings) {
        return new HttpPaymentProvider(
                settings,
                RestClient.builder(),
                CircuitBreakerRegistry.ofDefaults(),
                BulkheadRegistry.ofDefaults(),
                RetryRegistry.ofDefaults(),
                TimeLimiterRegistry.ofDefaults());
    }

    @Override
    public Authorisation authorise(String reference, Money amount, String token) {
        var body = Map.<String, Object>of(
                "reference", reference, "amount", amount.amount(), "currency", amount.currency(), "token", token);
        try {
            return call(() -> client.post()
                    .uri("/authorizations")
                    .header("Idempotency-Key", reference + ":authorise")
                    .body(body)
                    .exchange((request, response) -> ProviderAnswers.authorisation(response)));
        } catch (OutcomeUnknown unknown) {
            return new Authorisation.Unknown(unknown.told("authorise", reference));
        }
    }

    @Override
    public Movement capture(String reference, String authorisationId, Money amount) {
        Movement answer = move("capture", "captures", reference, authorisationId, Map.of("amount", amount.amount()));
        return CAPTURED_BEFORE.equals(answer) ? capturedBefore(reference, authorisationId, amount) : answer;
    }

    /// A provider that has forgotten the key of a capture whose answer was lost refuses to capture again. Whether
    /// the capture was ours stands in what it holds.
    private Movement capturedBefore(String reference, String authorisationId, Money amount) {
        return switch (find(reference)) {
            case Standing.Held held
            when held.authorisationId().equals(authorisationId)
                    && held.captured().equals(amount) -> new Movement.Done();
            case Standing.Held _, Standing.Nothing _, Standing.Refused _ -> CAPTURED_BEFORE;
            case Standing.Unknown(String cause) -> new Movement.Unknown(cause);
        };
    }

    @Override
    public Movement release(String reference, String authorisationId) {
        return move("release", "void", reference, authorisationId, Map.of());
    }

    @Override
    public Movement refund(String reference, String refundId, String authorisationId, Money amount) {
        return move("refund:" + refundId, "refunds", reference, authorisationId, Map.of("amount", amount.amount()));
    }

    @Override
    public Standing find(String reference) {
        try {
            return call(() -> client.get()
                    .uri("/authorizations?reference={reference}", reference)
                    .exchange((request, response) -> ProviderAnswers.standing(response)));
        } catch (OutcomeUnknown unknown) {
            return new Standing.Unknown(unknown.told("find", reference));
        }
    }

    @Override
    public void close() {
        calls.close();
        http.close();
    }

    private Movement move(
            String step, String resource, String reference, String authorisationId, Map<String, Object> body) {
        try {
            return call(() -> client.post()
                    .uri("/authorizations/{id}/{resource}", authorisationId, resource)
                    .header("Idempotency-Key", reference + ":" + step)
                    .body(body)
                    .exchange((request, response) -> ProviderAnswers.movement(response)));
        } catch (OutcomeUnknown unknown) {
            return new Movement.Unknown(unknown.told(step, reference));
        }
    }

    private <T> T call(Callable<T> attempt) throws OutcomeUnknown {
        Callable<T> limited = () -> timeLimiter.executeFutureSupplier(() -> calls.submit(attempt));
        Callable<T> guarded = Retry.decorateCallable(
                retry, CircuitBreaker.decorateCallable(circuitBreaker, Bulkhead.decorateCallable(bulkhead, limited)));
        try {
            return guarded.call();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new OutcomeUnknown(interrupted);
        } catch (TimeoutException
                | RestClientException
                | UnclearAnswer
                | CallNotPermittedException
                | BulkheadFullException unclear) {
            throw new OutcomeUnknown(unclear);
        } catch (RuntimeException bug) {
            throw bug;
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static boolean saysNothingOfTheProvider(Throwable failure) {
        return failure instanceof BulkheadFullException
                || (failure instanceof UnclearAnswer unclear && !unclear.isPassing());
    }

    private static boolean isWorthAnotherAttempt(Throwable failure) {
        return switch (failure) {
            case TimeoutException _, RestClientException _ -> true;
            case UnclearAnswer unclear -> unclear.isPassing();
            default -> false;
        };
    }

    /// How a call leaves [#call(Callable)] when nobody knows what it did.
    private static final class OutcomeUnknown extends Exception {

        OutcomeUnknown(Exception cause) {
            super(cause);
        }

        /// Logs and tells why, without the buyer's token or the answer's body.
        String told(String step, String reference) {
            Throwable cause = Objects.requireNonNull(getCause());
            String why = cause instanceof UnclearAnswer unclear
                    ? String.valueOf(unclear.getMessage())
                    : cause.getClass().getSimpleName();
            LOG.warn("Payment step {} of {} has an unknown outcome: {}", step, reference, why);
            return why;
        }
    }
}
