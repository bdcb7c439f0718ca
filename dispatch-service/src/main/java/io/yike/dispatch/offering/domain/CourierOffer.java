package io.yike.dispatch.offering.domain;

import io.yike.payments.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A delivery, offered to a courier until a deadline.
///
/// @param attempt 1 for the first offer of the delivery
/// @param reason why it was declined
/// @param answeredAt null while open
public record CourierOffer(
        UUID id,
        UUID deliveryId,
        UUID courierId,
        State state,
        int attempt,
        Instant pickupEta,
        Instant dropoffEta,
        Money pay,
        @Nullable DeclineReason reason,
        Instant offeredAt,
        Instant expiresAt,
        @Nullable Instant answeredAt) {

    /// Where an offer stands.
    public enum State {
        OPEN,
        ACCEPTED,
        DECLINED,
        /// The courier was silent.
        EXPIRED,
        /// Taken back: the order was cancelled, or the shift ended.
        WITHDRAWN
    }

    /// Why couriers decline.
    public enum DeclineReason {
        TOO_FAR,
        TOO_HEAVY,
        TOO_BUSY,
        VEHICLE_BROKEN,
        SHIFT_ENDING,
        OTHER
    }

    /// Whether it can be answered.
    public boolean isOpen(Instant now) {
        return state == State.OPEN && now.isBefore(expiresAt);
    }

    public CourierOffer close(State how, @Nullable DeclineReason why, Instant now) {
        return new CourierOffer(
                id, deliveryId, courierId, how, attempt, pickupEta, dropoffEta, pay, why, offeredAt, expiresAt, now);
    }
}
