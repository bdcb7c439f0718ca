package io.yike.recycling.forgetting.adapter;

import io.yike.kit.event.EventHandler;
import io.yike.kit.event.EventOutcome;
import io.yike.recycling.forgetting.ForgetResident;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// order-service tells that a resident is to be forgotten.
@Configuration(proxyBeanMethods = false)
class ErasureMessages {

    record Erased(UUID erasureId, UUID residentId) {}

    @Bean
    EventHandler<Erased> residentErased(ForgetResident forgetResident) {
        return EventHandler.of(
                "resident.erased.v1",
                Erased.class,
                Erased::residentId,
                event -> forgetResident.forget(
                                event.data().residentId(), event.data().erasureId())
                        ? EventOutcome.applied()
                        : EventOutcome.early("a crew is about to come to the resident"));
    }
}
