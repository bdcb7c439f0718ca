package io.yike.recycling.credit.domain;

import io.yike.payments.Money;
import java.util.UUID;

/// A step of the payment of an order with credit, as the order asks for it.
///
/// @param id the step has its effect once, however often it is asked for
public record CreditStep(UUID id, UUID orderId, UUID residentId, Kind kind, Money amount) {

    /// What is asked for.
    public enum Kind {
        HOLD,
        SPEND,
        RELEASE,
        REFUND
    }
}
