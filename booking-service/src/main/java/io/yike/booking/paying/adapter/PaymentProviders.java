package io.yike.booking.paying.adapter;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.yike.booking.paying.OfferedMethods;
import io.yike.booking.paying.Payments;
import io.yike.booking.paying.TakePaymentStep;
import io.yike.booking.paying.domain.Method;
import io.yike.booking.paying.domain.Payment;
import io.yike.kit.step.LeasedSteps;
import io.yike.payments.PaidAtDoor;
import io.yike.payments.PaymentProvider;
import io.yike.payments.ledger.JdbcLedger;
import io.yike.payments.ledger.Ledger;
import io.yike.payments.provider.HttpPaymentProvider;
import io.yike.payments.provider.ProviderSettings;
import java.time.Clock;
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
        if (!settings.isOffered()) {
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
        Set<Method> offered = settings.isOffered() ? Set.of(Method.values()) : Set.of(Method.CASH);
        return offered::contains;
    }

    @Bean
    Ledger ledger(JdbcClient jdbc) {
        return new JdbcLedger(jdbc);
    }

    /// What is due is looked for, and taken when it is written here.
    @Bean
    LeasedSteps<Payment> paymentSteps(
            Payments payments, TakePaymentStep takePaymentStep, PaymentSettings settings, Clock clock) {
        return new LeasedSteps<>(
                "payment-steps",
                new LeasedSteps.Pace(settings.atOnce(), settings.pollEvery(), settings.lease()),
                room -> payments.lease(clock.instant(), settings.lease(), room),
                takePaymentStep::take,
                Payment::bookingId);
    }
}
