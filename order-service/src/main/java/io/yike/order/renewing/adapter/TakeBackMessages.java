package io.yike.order.renewing.adapter;

import io.yike.kit.event.EventHandler;
import io.yike.kit.event.EventOutcome;
import io.yike.order.renewing.TakeOldBack;
import io.yike.order.renewing.domain.TakeBack.State;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What recycling-service tells of the old appliances of an order.
@Configuration(proxyBeanMethods = false)
class TakeBackMessages {

    record Answered(
            UUID orderId,
            String outcome,
            @Nullable UUID pickupId,
            @Nullable Instant start,
            @Nullable Instant end,
            @Nullable String reason) {}

    @Bean
    EventHandler<Answered> takeBackAnswered(TakeOldBack takeOldBack) {
        return EventHandler.of("takeback.answered.v1", Answered.class, Answered::orderId, event -> {
            Answered answer = event.data();
            boolean waited = switch (answer.outcome()) {
                case "booked" ->
                    takeOldBack.answered(
                            answer.orderId(),
                            new State.Booked(
                                    Objects.requireNonNull(answer.pickupId()),
                                    Objects.requireNonNull(answer.start()),
                                    Objects.requireNonNull(answer.end())));
                case "refused" -> takeOldBack.answered(answer.orderId(), new State.Refused(answer.reason()));
                default -> false;
            };
            return waited ? EventOutcome.applied() : EventOutcome.ignored("nothing waits for it");
        });
    }
}
