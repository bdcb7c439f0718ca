package io.yike.order.paying.adapter;

import io.yike.kit.event.EventHandler;
import io.yike.kit.event.EventOutcome;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What recycling-service tells about the credit that an order asked for.
@Configuration(proxyBeanMethods = false)
class CreditMessages {

    record Answered(
            UUID stepId,
            UUID orderId,
            String outcome,
            @Nullable String reason) {}

    @Bean
    EventHandler<Answered> creditAnswered(CreditPayments.Answers answers) {
        return EventHandler.of("credit.answered.v1", Answered.class, Answered::orderId, event -> {
            Answered answer = event.data();
            return answers.take(answer.stepId(), answer.orderId(), answer.outcome(), answer.reason())
                    ? EventOutcome.applied()
                    : EventOutcome.ignored("nobody waits for this answer");
        });
    }
}
