package io.yike.order.paying.adapter;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.yike.kit.step.LeasedSteps;
import io.yike.order.paying.Payments;
import io.yike.order.paying.TakePaymentStep;
import io.yike.order.paying.domain.Payment;
import io.yike.order.paying.domain.PaymentMethod;
import io.yike.payments.PaidAtDoor;
import io.yike.payments.PaymentProvider;
import io.yike.payments.provider.HttpPaymentProvider;
import io.yike.payments.provider.ProviderSettings;
import java.time.Clock;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

/// Through whom each method of payment moves its money.
@Configuration(proxyBeanMethods = false)
class PaymentProviders {

    @Bean
    HttpPaymentProvider httpPaymentProvider(
            PaymentSettings settings,
            RestClient.Builder builder,
            CircuitBreakerRegistry circuitBreakers,
            BulkheadRegistry bulkheads,
            RetryRegistry retries,
            TimeLimiterRegistry timeLimiters) {
        return new HttpPaymentProvider(
                ProviderSettings.of(
                        settings.provider().url(), settings.provider().key()),
                builder,
                circuitBreakers,
                bulkheads,
                retries,
                timeLimiters);
    }

    @Bean
    Function<PaymentMethod, PaymentProvider> providerByMethod(HttpPaymentProvider http, CreditPayments credit) {
        PaymentProvider cash = PaidAtDoor.cash();
        PaymentProvider card = PaidAtDoor.card();
        return method -> switch (method) {
            case PROVIDER -> http;
            case CASH -> cash;
            case CARD_AT_DOOR -> card;
            case CREDIT -> credit;
        };
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
                Payment::orderId);
    }
}
