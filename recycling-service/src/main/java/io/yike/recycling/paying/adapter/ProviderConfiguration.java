package io.yike.recycling.paying.adapter;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.yike.kit.step.LeasedSteps;
import io.yike.payments.PaymentProvider;
import io.yike.payments.provider.HttpPaymentProvider;
import io.yike.payments.provider.ProviderSettings;
import io.yike.recycling.paying.OfferedProvider;
import io.yike.recycling.paying.ProviderPayments;
import io.yike.recycling.paying.TakePaymentStep;
import io.yike.recycling.paying.domain.ProviderPayment;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

/// The provider through whom residents pay. A city without one takes credit, or money at the door.
@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {

    /// With a blank key nothing is asked of it: [OfferedProvider] says that it is not there.
    private static final String NOBODY = "no-provider";

    @Bean
    PaymentProvider paymentProvider(
            PaymentSettings settings,
            RestClient.Builder builder,
            CircuitBreakerRegistry circuitBreakers,
            BulkheadRegistry bulkheads,
            RetryRegistry retries,
            TimeLimiterRegistry timeLimiters) {
        String key = settings.provider().key();
        return new HttpPaymentProvider(
                ProviderSettings.of(settings.provider().url(), key.isBlank() ? NOBODY : key),
                builder,
                circuitBreakers,
                bulkheads,
                retries,
                timeLimiters);
    }

    @Bean
    OfferedProvider offeredProvider(PaymentSettings settings) {
        return settings::isOffered;
    }

    /// What is due is looked for, and taken when it is written here.
    @Bean
    LeasedSteps<ProviderPayment> paymentSteps(
            ProviderPayments payments, TakePaymentStep takePaymentStep, PaymentSettings settings, Clock clock) {
        return new LeasedSteps<>(
                "payment-steps",
                new LeasedSteps.Pace(settings.atOnce(), settings.pollEvery(), settings.lease()),
                room -> payments.lease(clock.instant(), settings.lease(), room),
                takePaymentStep::take,
                ProviderPayment::pickupId);
    }
}
