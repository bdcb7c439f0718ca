package io.yike.dispatch.offering.domain;

import io.yike.payments.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A delivery, offered to a courier until a deadline.
///
/// @param attempt 1 for the first offer of the delivery
/// @param added how much longer the courier is under way with it than without
/// @param beside what the courier carries besides; empty when it is no addition
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
        Duration added,
        List<Beside> beside,
        @Nullable DeclineReason reason,
        Instant offeredAt,
        Instant expiresAt,
        @Nullable Instant answeredAt) {

    public CourierOffer {
        beside = List.copyOf(beside);
    }

    /// A delivery of the trip that the offered one is added to, with the times that hold once it is.
    ///
    /// @param pickupEta null when the courier has the bag
    public record Beside(UUID deliveryId, @Nullable Instant pickupEta, Instant dropoffEta) {}

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

    public CourierOffer besides(List<Beside> others) {
        return new CourierOffer(
                id,
                deliveryId,
                courierId,
                state,
                attempt,
                pickupEta,
                dropoffEta,
                pay,
                added,
                others,
                reason,
                offeredAt,
                expiresAt,
                answeredAt);
    }

    public CourierOffer close(State how, @Nullable DeclineReason why, Instant now) {
        return new CourierOffer(
                id,
                deliveryId,
                courierId,
                how,
                attempt,
                pickupEta,
                dropoffEta,
                pay,
                added,
                beside,
                why,
                offeredAt,
                expiresAt,
                now);
    }
}
