package io.yike.recycling.credit.adapter;

import io.yike.kit.event.EventHandler;
import io.yike.kit.event.EventOutcome;
import io.yike.payments.Money;
import io.yike.recycling.credit.PayWithCredit;
import io.yike.recycling.credit.domain.CreditStep;
import io.yike.recycling.wire.Wire;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// order-service asks for a resident's credit.
@Configuration(proxyBeanMethods = false)
class CreditMessages {

    record Asked(UUID stepId, UUID orderId, UUID residentId, String step, Amount amount) {}

    record Amount(long amount, String currency) {}

    @Bean
    EventHandler<Asked> creditAsked(PayWithCredit payWithCredit) {
        return EventHandler.of("credit.asked.v1", Asked.class, Asked::orderId, event -> {
            Asked asked = event.data();
            CreditStep step = new CreditStep(
                    asked.stepId(),
                    asked.orderId(),
                    asked.residentId(),
                    Wire.constant(CreditStep.Kind.class, asked.step()),
                    new Money(asked.amount().amount(), asked.amount().currency()));
            return payWithCredit.take(step)
                    ? EventOutcome.applied()
                    : EventOutcome.ignored("this step has been answered");
        });
    }
}
