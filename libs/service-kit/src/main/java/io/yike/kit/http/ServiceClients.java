package io.yike.kit.http;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/// Makes clients for the HTTP interfaces that are generated from the contracts.
///
/// Each call goes to one of the service's instances in turn, with this service's own token and the request's id, within
/// the limits of the instances of Resilience4j that are named as the service. What the service refuses arrives as
/// [HttpClientErrorException], everything else that goes wrong as [ServiceUnavailable].
public final class ServiceClients implements DisposableBean {

    private final Supplier<RestClient.Builder> clients;
    private final CircuitBreakerRegistry circuitBreakers;
    private final BulkheadRegistry bulkheads;
    private final TimeLimiterRegistry timeLimiters;
    private final ExecutorService executor;

    ServiceClients(
            Supplier<RestClient.Builder> clients,
            CircuitBreakerRegistry circuitBreakers,
            BulkheadRegistry bulkheads,
            TimeLimiterRegistry timeLimiters) {
        this.clients = clients;
        this.circuitBreakers = circuitBreakers;
        this.bulkheads = bulkheads;
        this.timeLimiters = timeLimiters;
        this.executor = ContextExecutorService.wrap(
                Executors.newVirtualThreadPerTaskExecutor(),
                ContextSnapshotFactory.builder().build());
    }

    /// A client of the service, e.g. `create(SupplyApi.class, "dispatch-service")`. To be made once and kept.
    public <T> T create(Class<T> httpInterface, String serviceName) {
        RestClient client = clients.get().baseUrl("http://" + serviceName).build();
        CircuitBreakerConfig config = CircuitBreakerConfig.from(circuitBreakers.getDefaultConfig())
                .ignoreExceptions(HttpClientErrorException.class)
                .build();
        ResilientExchanges exchanges = new ResilientExchanges(
                RestClientAdapter.create(client),
                serviceName,
                bulkheads.bulkhead(serviceName),
                circuitBreakers.circuitBreaker(serviceName, config),
                timeLimiters.timeLimiter(serviceName),
                executor);
        var conversions = new DefaultFormattingConversionService();
        conversions.addConverter(new WireEnums());
        return HttpServiceProxyFactory.builderFor(exchanges)
                .conversionService(conversions)
                .build()
                .createClient(httpInterface);
    }

    @Override
    public void destroy() {
        executor.shutdownNow();
    }
}
