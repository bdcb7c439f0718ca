package io.yike.order.paying;

import io.yike.payments.Money;
import java.time.Instant;
import java.util.UUID;

/// Who is told what became of a payment, in the transaction in which it became known.
public interface PaymentOutcomes {

    /// Locks the order before its payment is locked: everybody locks them in this sequence, so nobody waits in a
    /// circle.
    void lock(UUID orderId);

    void authorised(UUID orderId, Instant at);

    /// Refused, or silent for too long.
    void refused(UUID orderId, Instant at);

    void captured(UUID orderId, Money amount, Instant at);

    /// The provider will never pay `amount`, which it had promised to hold.
    void captureRefused(UUID orderId, Money amount, String reason, Instant at);

    /// The buyer has it back.
    void refunded(UUID orderId, UUID refundId, Instant at);

    /// The provider will not give it back.
    void refundRefused(UUID orderId, UUID refundId, Instant at);

    /// Nothing is held any more.
    void released(UUID orderId, Money amount, Instant at);
}
