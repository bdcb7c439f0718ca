package io.yike.kit.event;

import io.yike.kit.KitEnvironment;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// Holds for services that consume events.
final class OnConsumedEvents extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("Consumed events");
        return KitEnvironment.consumesEvents(context.getEnvironment())
                ? ConditionOutcome.match(message.because("yike.events.consumes names some"))
                : ConditionOutcome.noMatch(message.because("yike.events.consumes is empty"));
    }
}
