package io.yike.booking.paying.adapter;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.yike.booking.paying.OfferedMethods;
import io.yike.booking.paying.domain.Method;
import io.yike.payments.PaidAtDoor;
import io.yike.payments.PaymentProvider;
import io.yike.payments.ledger.JdbcLedger;
import io.yike.payments.ledger.Ledger;
import io.yike.payments.provider.HttpPaymentProvider;
import io.yike.payments.provider.ProviderSettings;
import java.util.Set;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;

/// Through whom each method of payment moves its money. A city without a provider takes cash.
@Configuration(proxyBeanMethods = false)
class PaymentProviders {

    @Bean
    Function<Method, PaymentProvider> providerByMethod(
            PaymentSettings settings,
            RestClient.Builder builder,
            CircuitBreakerRegistry circuitBreakers,
            BulkheadRegistry bulkheads,
            RetryRegistry retries,
            TimeLimiterRegistry timeLimiters) {
        PaymentProvider cash = PaidAtDoor.cash();
        if (!isOffered(settings)) {
            return method -> switch (method) {
                case CASH -> cash;
                case PROVIDER -> throw new IllegalStateException("There is no payment provider");
            };
        }
        PaymentProvider http = new HttpPaymentProvider(
                ProviderSettings.of(
                        settings.provider().url(), settings.provider().key()),
                builder,
                circuitBreakers,
                bulkheads,
                retries,
                timeLimiters);
        return method -> switch (method) {
            case PROVIDER -> http;
            case CASH -> cash;
        };
    }

    @Bean
    OfferedMethods offeredMethods(PaymentSettings settings) {
        Set<Method> offered = isOffered(settings) ? Set.of(Method.values()) : Set.of(Method.CASH);
        return offered::contains;
    }

    @Bean
    Ledger ledger(JdbcClient jdbc) {
        return new JdbcLedger(jdbc);
    }

    private static boolean isOffered(PaymentSettings settings) {
        return !settings.provider().key().isBlank();
    }
}
