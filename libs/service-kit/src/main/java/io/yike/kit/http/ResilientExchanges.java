package io.yike.kit.http;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.timelimiter.TimeLimiter;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.service.invoker.HttpExchangeAdapter;
import org.springframework.web.service.invoker.HttpExchangeAdapterDecorator;
import org.springframework.web.service.invoker.HttpRequestValues;

/// Calls one service under its bulkhead, circuit breaker and time limit.
///
/// What the service refused (4xx) is an answer and comes through; everything else is [ServiceUnavailable]. A request
/// that reached no instance, or one that is stopping and has not looked at it, is sent again, to the next one, twice
/// at most; nothing else is repeated.
final class ResilientExchanges extends HttpExchangeAdapterDecorator {

    private static final int TRIED_AGAIN = 2;

    private final String service;
    private final Bulkhead bulkhead;
    private final CircuitBreaker circuitBreaker;
    private final TimeLimiter timeLimiter;
    private final ExecutorService executor;

    ResilientExchanges(
            HttpExchangeAdapter adapter,
            String service,
            Bulkhead bulkhead,
            CircuitBreaker circuitBreaker,
            TimeLimiter timeLimiter,
            ExecutorService executor) {
        super(adapter);
        this.service = service;
        this.bulkhead = bulkhead;
        this.circuitBreaker = circuitBreaker;
        this.timeLimiter = timeLimiter;
        this.executor = executor;
    }

    @Override
    public void exchange(HttpRequestValues request) {
        call(() -> {
            super.exchange(request);
            return null;
        });
    }

    @Override
    public HttpHeaders exchangeForHeaders(HttpRequestValues request) {
        return present(call(() -> super.exchangeForHeaders(request)));
    }

    @Override
    public <T> @Nullable T exchangeForBody(HttpRequestValues request, ParameterizedTypeReference<T> type) {
        return call(() -> super.exchangeForBody(request, type));
    }

    @Override
    public ResponseEntity<Void> exchangeForBodilessEntity(HttpRequestValues request) {
        return present(call(() -> super.exchangeForBodilessEntity(request)));
    }

    @Override
    public <T> ResponseEntity<T> exchangeForEntity(HttpRequestValues request, ParameterizedTypeReference<T> type) {
        return present(call(() -> super.exchangeForEntity(request, type)));
    }

    private <T> T present(@Nullable T answer) {
        if (answer == null) {
            throw new ServiceUnavailable(service, null);
        }
        return answer;
    }

    private <T> @Nullable T call(Callable<@Nullable T> exchange) {
        String requestId = RequestIds.current();
        try {
            return bulkhead.executeCallable(
                    () -> circuitBreaker.executeCallable(() -> inTime(() -> underId(requestId, exchange))));
        } catch (HttpClientErrorException refusal) {
            throw refusal;
        } catch (CallNotPermittedException | BulkheadFullException | TimeoutException away) {
            throw new ServiceUnavailable(service, away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailable(service, interrupted);
        } catch (Exception failure) {
            throw new ServiceUnavailable(service, failure);
        }
    }

    private <T> @Nullable T inTime(Callable<@Nullable T> exchange) throws Exception {
        try {
            return timeLimiter.executeFutureSupplier(() -> executor.submit(exchange));
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    private static <T> @Nullable T underId(@Nullable String requestId, Callable<@Nullable T> exchange)
            throws Exception {
        return RequestIds.with(requestId, () -> {
            for (int left = TRIED_AGAIN; ; left--) {
                try {
                    return exchange.call();
                } catch (RuntimeException failure) {
                    if (left == 0 || !reachedNobody(failure)) {
                        throw failure;
                    }
                }
            }
        });
    }

    private static boolean reachedNobody(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || isStopping(cause)) {
                return true;
            }
        }
        return false;
    }

    /// A server that stops answers 503 on the connections it still has. A service's own 503 says when to come again.
    private static boolean isStopping(Throwable cause) {
        return cause instanceof HttpServerErrorException refusal
                && refusal.getStatusCode().isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE)
                && (refusal.getResponseHeaders() == null
                        || !refusal.getResponseHeaders().containsHeader(HttpHeaders.RETRY_AFTER));
    }
}
