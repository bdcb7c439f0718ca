package io.yike.dispatch.delivering;

import io.yike.dispatch.delivering.domain.Decision;
import io.yike.dispatch.delivering.domain.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/// Lets something happen to a delivery: locks it, asks it what it makes of the trigger, and writes down what changed
/// together with everything that follows. All triggers come through here, so none can change a delivery without being
/// told, timed and paid for.
@Component
public class ChangeDelivery {

    private final Deliveries deliveries;
    private final FollowUp followUp;

    ChangeDelivery(Deliveries deliveries, FollowUp followUp) {
        this.deliveries = deliveries;
        this.followUp = followUp;
    }

    /// Runs in the caller's transaction.
    ///
    /// @param actor a party, `operator`, or a service
    /// @return what the delivery made of it; empty if there is no such delivery
    public Optional<Decision> change(UUID deliveryId, String actor, Instant now, Function<Delivery, Decision> trigger) {
        return deliveries.findLocked(deliveryId).map(delivery -> {
            try (MDC.MDCCloseable _ =
                    MDC.putCloseable("orderId", delivery.errand().orderId().toString())) {
                return carryOut(delivery, trigger.apply(delivery), actor, now);
            }
        });
    }

    private Decision carryOut(Delivery before, Decision decision, String actor, Instant now) {
        switch (decision) {
            case Decision.Changed(Delivery after, var events) -> {
                followUp.beforeSaving(before, after);
                deliveries.save(after, events, actor, now);
                followUp.follow(after, events, now);
            }
            case Decision.Refused refused -> {
                if (!refused.delivery().equals(before)) {
                    // A wrong code is counted although it is refused.
                    deliveries.save(refused.delivery(), List.of(), actor, now);
                }
            }
            case Decision.Ignored _ -> {}
        }
        return decision;
    }
}
