package io.yike.order.paying.adapter;

import io.yike.kit.step.LeasedSteps;
import io.yike.order.paying.Payments;
import io.yike.order.paying.TakePaymentStep;
import io.yike.order.paying.domain.Payment;
import io.yike.order.paying.domain.PaymentMethod;
import io.yike.payments.PaidAtDoor;
import io.yike.payments.PaymentProvider;
import io.yike.payments.provider.OfferedProvider;
import io.yike.payments.wiring.PaymentSettings;
import io.yike.payments.wiring.ProviderConfiguration;
import java.time.Clock;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// Through whom each method of payment moves its money.
@Configuration(proxyBeanMethods = false)
@Import(ProviderConfiguration.class)
class PaymentProviders {

    /// Without a provider nothing starts here: orders that name it would wait in vain.
    @Bean
    Function<PaymentMethod, PaymentProvider> providerByMethod(OfferedProvider offered, CreditPayments credit) {
        PaymentProvider http = offered.get();
        PaymentProvider cash = PaidAtDoor.cash();
        PaymentProvider card = PaidAtDoor.card();
        return method -> switch (method) {
            case PROVIDER -> http;
            case CASH -> cash;
            case CARD_AT_DOOR -> card;
            case CREDIT -> credit;
        };
    }

    @Bean
    LeasedSteps<Payment> paymentSteps(
            Payments payments, TakePaymentStep takePaymentStep, PaymentSettings settings, Clock clock) {
        return settings.steps(payments::lease, takePaymentStep::take, Payment::orderId, clock);
    }
}
