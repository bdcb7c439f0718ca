package io.yike.order.erasing.adapter;

import io.yike.kit.event.EventHandler;
import io.yike.kit.event.EventOutcome;
import io.yike.order.erasing.Erasures;
import java.time.Instant;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What the other services tell when they have forgotten a resident.
@Configuration(proxyBeanMethods = false)
class ErasureMessages {

    private final Erasures erasures;

    ErasureMessages(Erasures erasures) {
        this.erasures = erasures;
    }

    record Forgotten(UUID erasureId, Instant forgottenAt) {}

    @Bean
    EventHandler<Forgotten> forgottenByBooking() {
        return forgottenBy("booking");
    }

    @Bean
    EventHandler<Forgotten> forgottenByDispatch() {
        return forgottenBy("dispatch");
    }

    @Bean
    EventHandler<Forgotten> forgottenByIdentity() {
        return forgottenBy("identity");
    }

    @Bean
    EventHandler<Forgotten> forgottenByRecycling() {
        return forgottenBy("recycling");
    }

    @Bean
    EventHandler<Forgotten> forgottenByWebhook() {
        return forgottenBy("webhook");
    }

    private EventHandler<Forgotten> forgottenBy(String service) {
        return EventHandler.of(
                "resident.forgotten_by_" + service + ".v1",
                Forgotten.class,
                Forgotten::erasureId,
                event -> erasures.forgotten(
                                event.data().erasureId(),
                                service + "-service",
                                event.data().forgottenAt())
                        ? EventOutcome.applied()
                        : EventOutcome.ignored("nobody asked for this erasure here"));
    }
}
