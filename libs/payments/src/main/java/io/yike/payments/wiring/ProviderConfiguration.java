package io.yike.payments.wiring;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.yike.payments.provider.HttpPaymentProvider;
import io.yike.payments.provider.OfferedProvider;
import io.yike.payments.provider.ProviderSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

/// The provider through whom people pay, under the application's own registries, so that its metrics show them.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PaymentSettings.class)
public class ProviderConfiguration {

    @Bean
    OfferedProvider offeredProvider(
            PaymentSettings settings,
            RestClient.Builder builder,
            CircuitBreakerRegistry circuitBreakers,
            BulkheadRegistry bulkheads,
            RetryRegistry retries,
            TimeLimiterRegistry timeLimiters) {
        if (!settings.isOffered()) {
            return OfferedProvider.none();
        }
        return OfferedProvider.of(new HttpPaymentProvider(
                ProviderSettings.of(
                        settings.provider().url(), settings.provider().key()),
                builder,
                circuitBreakers,
                bulkheads,
                retries,
                timeLimiters));
    }
}
