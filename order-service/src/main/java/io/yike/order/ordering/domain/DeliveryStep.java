package io.yike.order.ordering.domain;

import io.yike.payments.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A fact that dispatch-service told about the delivery of an order.
///
/// @param sequence counts per delivery
/// @param at when it happened
public record DeliveryStep(UUID deliveryId, long sequence, Instant at, What what) {

    public sealed interface What {
        record Created() implements What {}

        record Assigned(
                UUID courierId,
                @Nullable UUID fleetId,
                @Nullable Instant pickupEta,
                @Nullable Instant dropoffEta) implements What {}

        record Unassigned(UUID courierId, String reason) implements What {}

        record AtPickup(UUID courierId) implements What {}

        record PickedUp(UUID courierId) implements What {}

        record AtDropoff(UUID courierId) implements What {}

        /// The recipient has it.
        ///
        /// @param collected what the recipient paid at the door; null if nothing was due there
        record Delivered(
                UUID courierId,
                @Nullable UUID fleetId,
                @Nullable Money collected) implements What {}

        record Returning(String reason, Fault fault) implements What {}

        record Returned(String reason, Fault fault) implements What {}

        record Cancelled(String reason) implements What {}

        /// Ten minutes after it was ready still no courier: somebody should look.
        record CourierWanted() implements What {}

        /// Twenty minutes after it was ready still no courier: there will be none.
        record NoCourier() implements What {}

        record IncidentRaised(@Nullable UUID courierId, String reason) implements What {}

        record IncidentResolved(String decision) implements What {}
    }
}
