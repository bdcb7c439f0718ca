package io.yike.webhook.publishing.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is at a delivery, as its events have said up to one of them.
///
/// @param sequence of the last event that was taken in; there is no gap before it
public record KnownDelivery(
        UUID deliveryId,
        UUID orderId,
        long sequence,
        @Nullable UUID courierId,
        @Nullable UUID fleetId) {

    public static KnownDelivery unheardOf(UUID deliveryId, UUID orderId) {
        return new KnownDelivery(deliveryId, orderId, 0, null, null);
    }

    public KnownDelivery passed(long event) {
        return new KnownDelivery(deliveryId, orderId, event, courierId, fleetId);
    }

    public KnownDelivery takenBy(UUID courier, @Nullable UUID fleet) {
        return new KnownDelivery(deliveryId, orderId, sequence, courier, fleet);
    }

    public KnownDelivery left() {
        return new KnownDelivery(deliveryId, orderId, sequence, null, null);
    }
}
