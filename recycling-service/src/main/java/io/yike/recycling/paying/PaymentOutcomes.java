package io.yike.recycling.paying;

import io.yike.recycling.paying.domain.ProviderPayment;
import java.time.Instant;
import java.util.UUID;

/// What a pickup makes of its payment, in the transaction in which it became known.
public interface PaymentOutcomes {

    /// Locks the pickup before its payment is locked: everybody locks them in this sequence, so nobody waits in a
    /// circle.
    void lock(UUID pickupId);

    void authorised(ProviderPayment payment, Instant at);

    void refused(ProviderPayment payment, Instant at);

    void captured(ProviderPayment payment, Instant at);
}
