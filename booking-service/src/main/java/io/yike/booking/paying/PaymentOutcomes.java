package io.yike.booking.paying;

import io.yike.booking.paying.domain.Payment;
import java.time.Instant;
import java.util.UUID;

/// Who is told what became of a payment, in the transaction in which it became known.
public interface PaymentOutcomes {

    /// Locks the booking before its payments are locked: everybody locks them in this sequence, so nobody waits
    /// in a
    /// circle.
    void lock(UUID bookingId);

    void authorised(Payment payment, Instant at);

    void refused(Payment payment, Instant at);

    void captured(Payment payment, Instant at);

    /// The provider will never pay what it had promised to hold.
    void captureRefused(Payment payment, Instant at);
}
