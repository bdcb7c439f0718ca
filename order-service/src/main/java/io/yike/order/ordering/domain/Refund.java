package io.yike.order.ordering.domain;

import io.yike.payments.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Money that the buyer gets back after it was taken, because an operator decided so.
///
/// @param fault who answers for it, and bears it
/// @param requestedBy the operator
/// @param settledAt when it took effect or was refused; null until then
public record Refund(
        UUID id,
        UUID orderId,
        Money amount,
        Reason reason,
        Fault fault,
        Actor requestedBy,
        Status status,
        Instant requestedAt,
        @Nullable Instant settledAt) {

    public enum Reason {
        GOODWILL,
        LATE,
        ITEM_MISSING,
        ITEM_DAMAGED,
        WRONG_ITEM,
        CHARGED_BY_MISTAKE,
        OTHER
    }

    public enum Status {
        /// Whoever moves the money has not said yes or no.
        PENDING,
        DONE,
        REFUSED
    }

    public Refund settled(Status outcome, Instant at) {
        return new Refund(id, orderId, amount, reason, fault, requestedBy, outcome, requestedAt, at);
    }
}
