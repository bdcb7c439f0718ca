package io.yike.dispatch.forgetting.adapter;

import io.yike.dispatch.forgetting.ForgetResident;
import io.yike.kit.event.EventHandler;
import io.yike.kit.event.EventOutcome;
import io.yike.kit.http.ServiceUnavailable;
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
                "resident.erased.v1", Erased.class, Erased::residentId, event -> forget(forgetResident, event.data()));
    }

    /// While the object store is away the event is parked: waiting for it in the queue would keep orders from being
    /// brought.
    private static EventOutcome forget(ForgetResident forgetResident, Erased erased) {
        try {
            return forgetResident.forget(erased.residentId(), erased.erasureId())
                    ? EventOutcome.applied()
                    : EventOutcome.early("something of the resident's is under way");
        } catch (ServiceUnavailable away) {
            return EventOutcome.early(String.valueOf(away.getMessage()));
        }
    }
}
